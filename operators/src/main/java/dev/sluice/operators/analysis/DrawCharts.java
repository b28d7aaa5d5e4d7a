package dev.sluice.operators.analysis;

import dev.sluice.domain.analysis.AnalysisRequest;
import dev.sluice.domain.analysis.Chart;
import dev.sluice.domain.analysis.ChartMode;
import dev.sluice.domain.analysis.ChartStore;
import dev.sluice.domain.analysis.ChartWindow;
import dev.sluice.domain.analysis.DecideSignal;
import dev.sluice.domain.analysis.SignalType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws and stores a case's charts, on threads of its own.
 *
 * <p>With {@link ChartMode#ALL} both charts of every case, before the analyst is asked; with {@link
 * ChartMode#SIGNALS} those of cases that lead to BUY or SELL, after. Where the store is away it
 * tries again until it is back: the case waits, and nothing is missing afterwards. A store that
 * stays away too long fails the job, which begins again from its last checkpoint.
 */
public final class DrawCharts extends RichAsyncFunction<AnalysisCase, AnalysisCase> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(DrawCharts.class);
  private static final long FIRST_DELAY_MILLIS = 100;
  private static final long LONGEST_DELAY_MILLIS = 5_000;

  private final ChartMode mode;
  private final String bucket;
  private final ChartRenderer renderer;
  private final ChartStore.Factory stores;
  private final int threads;
  private final Duration giveUpAfter;

  private transient ChartStore store;
  private transient ScheduledThreadPoolExecutor pool;
  private transient Counter drawn;
  private transient Counter retries;

  /**
   * Creates the function.
   *
   * @param mode ALL or SIGNALS
   * @param bucket name of the bucket that the store writes to
   * @param renderer draws
   * @param stores opens the store
   * @param threads charts drawn at the same time by one subtask, at least 1
   * @param giveUpAfter how long a store may be away before the job fails
   */
  public DrawCharts(
      ChartMode mode,
      String bucket,
      ChartRenderer renderer,
      ChartStore.Factory stores,
      int threads,
      Duration giveUpAfter) {
    this.mode = mode;
    this.bucket = bucket;
    this.renderer = renderer;
    this.stores = stores;
    this.threads = threads;
    this.giveUpAfter = giveUpAfter;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    store = stores.open();
    AtomicInteger number = new AtomicInteger();
    pool =
        new ScheduledThreadPoolExecutor(
            threads,
            task -> {
              Thread thread = new Thread(task, "draw-charts-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    drawn =
        getRuntimeContext().getMetricGroup().counter("charts_drawn", new ThreadSafeSimpleCounter());
    retries =
        getRuntimeContext()
            .getMetricGroup()
            .counter("chart_store_retries", new ThreadSafeSimpleCounter());
  }

  @Override
  public void close() throws Exception {
    if (pool != null) {
      pool.shutdownNow();
    }
    if (store != null) {
      store.close();
    }
  }

  @Override
  public void asyncInvoke(AnalysisCase next, ResultFuture<AnalysisCase> result) {
    if (isDue(next)) {
      pool.execute(() -> draw(next, result));
    } else {
      result.complete(List.of(next));
    }
  }

  @Override
  public void timeout(AnalysisCase next, ResultFuture<AnalysisCase> result) {
    result.completeExceptionally(
        new TimeoutException(
            "charts of "
                + next.request().symbol()
                + " at "
                + next.request().eventTime()
                + " could not be drawn and stored in time"));
  }

  private boolean isDue(AnalysisCase next) {
    return switch (mode) {
      case ALL -> next.answer() == null;
      case SIGNALS -> next.answer() != null && DecideSignal.type(next.answer()) != SignalType.HOLD;
      case NONE -> false;
    };
  }

  private void draw(AnalysisCase next, ResultFuture<AnalysisCase> result) {
    try {
      AnalysisRequest request = next.request();
      Queue<StoredObject> objects = new ArrayDeque<>();
      Chart daily = chart(request, request.daily());
      byte[] dailyImage = objects(objects, daily, request.daily());
      Chart weekly = chart(request, request.weekly());
      byte[] weeklyImage = objects(objects, weekly, request.weekly());
      boolean asked = next.answer() != null;
      AnalysisRequest done =
          request.withCharts(daily, weekly, asked ? null : dailyImage, asked ? null : weeklyImage);
      store(new Storing(next.with(done), objects, result, 0, 0));
    } catch (Throwable e) {
      // an Error too, such as a missing font library: unseen, the case would wait for its timeout
      result.completeExceptionally(e);
    }
  }

  /** The chart of a window; null where there is nothing to show. */
  private Chart chart(AnalysisRequest request, ChartWindow window) {
    return window.bars().isEmpty()
        ? null
        : renderer.describe(request.executionId(), window, bucket, request.eventTime());
  }

  private byte[] objects(Queue<StoredObject> objects, Chart chart, ChartWindow window) {
    if (chart == null) {
      return null;
    }
    byte[] png = renderer.png(window);
    objects.add(new StoredObject(chart.imageKey(), png, "image/png"));
    objects.add(
        new StoredObject(chart.htmlKey(), renderer.html(window), "text/html; charset=utf-8"));
    drawn.inc();
    return png;
  }

  /** Stores what is left; on failure it comes back later, and the thread is free meanwhile. */
  private void store(Storing storing) {
    try {
      while (!storing.left().isEmpty()) {
        StoredObject object = storing.left().peek();
        store.put(object.key(), object.bytes(), object.contentType());
        storing.left().remove();
      }
      storing.result().complete(List.of(storing.done()));
    } catch (IOException e) {
      again(storing, e);
    } catch (Throwable e) {
      storing.result().completeExceptionally(e);
    }
  }

  private void again(Storing storing, IOException failure) {
    String key = storing.left().element().key();
    long now = System.nanoTime();
    long since = storing.attempts() == 0 ? now : storing.awaySinceNanos();
    if (now - since >= giveUpAfter.toNanos()) {
      storing
          .result()
          .completeExceptionally(
              new IOException(
                  "chart " + key + " could not be stored within " + giveUpAfter, failure));
      return;
    }
    if (storing.attempts() == 0) {
      LOG.warn("Cannot store chart {}, trying until {} have passed", key, giveUpAfter, failure);
    }
    retries.inc();
    long delay =
        Math.min(LONGEST_DELAY_MILLIS, FIRST_DELAY_MILLIS << Math.min(storing.attempts(), 16));
    Storing later =
        new Storing(
            storing.done(), storing.left(), storing.result(), storing.attempts() + 1, since);
    if (!pool.isShutdown()) {
      pool.schedule(() -> store(later), delay, TimeUnit.MILLISECONDS);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  private record StoredObject(String key, byte[] bytes, String contentType) {}

  /** A case whose charts are being stored: what is left, and how long the store has been away. */
  private record Storing(
      AnalysisCase done,
      Queue<StoredObject> left,
      ResultFuture<AnalysisCase> result,
      int attempts,
      long awaySinceNanos) {}
}
