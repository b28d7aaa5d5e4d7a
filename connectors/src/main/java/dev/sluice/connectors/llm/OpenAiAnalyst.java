package dev.sluice.connectors.llm;

import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.core.LogLevel;
import com.openai.core.RequestOptions;
import com.openai.core.http.HttpResponse;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.sluice.domain.analysis.Analyst;
import dev.sluice.domain.analysis.AnalystAnswer;
import dev.sluice.domain.analysis.AnalystAnswer.Failed;
import dev.sluice.domain.analysis.AnalystFailure;
import dev.sluice.domain.analysis.AnalystQuestion;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a language model over the chat-completions protocol, through OpenAI's SDK.
 *
 * <p>Where the endpoint is busy (429), broken (5xx) or away it is asked again, after what its
 * {@code Retry-After} says or a doubling delay, all under one deadline. Whatever comes is a value:
 * the returned stage never completes exceptionally. Answers are read up to {@value
 * #MOST_ANSWER_BYTES} bytes.
 */
public final class OpenAiAnalyst implements Analyst {
  static final int MOST_ANSWER_BYTES = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(OpenAiAnalyst.class);

  private final AnalystConfig config;
  private final OpenAIClientAsync client;
  private final ExecutorService callers;
  private final ScheduledThreadPoolExecutor timer;
  private final CompletionReader reader;
  private final Failures failures;

  /** Opens a client; the endpoint is not called yet. */
  public OpenAiAnalyst(AnalystConfig config) {
    this.config = config;
    this.callers = Executors.newFixedThreadPool(config.maxConcurrency(), named("analyst-call-"));
    this.timer = new ScheduledThreadPoolExecutor(1, named("analyst-timer-"));
    this.timer.setRemoveOnCancelPolicy(true);
    this.reader = new CompletionReader(config);
    this.failures = new Failures(config);
    this.client =
        OpenAIOkHttpClientAsync.builder()
            .baseUrl(config.baseUrl())
            // the SDK wants a key even where the endpoint does not
            .apiKey(config.apiKey() == null ? "none" : config.apiKey())
            .maxRetries(0)
            .timeout(config.deadline())
            .logLevel(LogLevel.OFF)
            .dispatcherExecutorService(callers)
            .addInterceptor(new BoundedAnswers(MOST_ANSWER_BYTES))
            .build();
    LOG.info("Analyst is {} at {}", config.model(), config.baseUrl());
  }

  @Override
  public CompletionStage<AnalystAnswer> read(AnalystQuestion question) {
    Call call = new Call(question);
    call.start();
    return call.result;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    client.close();
    callers.shutdownNow();
  }

  private static ThreadFactory named(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** One question under its deadline. */
  private final class Call {
    private final CompletableFuture<AnalystAnswer> result = new CompletableFuture<>();
    private final AnalystQuestion question;
    private final long started = System.nanoTime();
    private volatile ChatCompletionCreateParams params;
    private volatile Future<?> running;

    Call(AnalystQuestion question) {
      this.question = question;
    }

    void start() {
      try {
        params = CompletionRequest.of(question, config.model());
        Future<?> guard =
            timer.schedule(this::tooLate, config.deadline().toNanos(), TimeUnit.NANOSECONDS);
        result.whenComplete((answer, error) -> guard.cancel(false));
        attempt(0);
      } catch (RejectedExecutionException e) {
        result.complete(failed(AnalystFailure.UNREACHABLE, "the analyst is closed"));
      } catch (RuntimeException e) {
        result.complete(failures.of(e, latencyMillis()));
      }
    }

    private void tooLate() {
      result.complete(failed(AnalystFailure.TIMEOUT, "no answer within " + config.deadline()));
      Future<?> call = running;
      if (call != null) {
        call.cancel(true);
      }
    }

    private void attempt(int retries) {
      if (result.isDone()) {
        return;
      }
      RequestOptions options = RequestOptions.builder().timeout(remaining()).build();
      CompletableFuture<? extends HttpResponse> sent =
          client.chat().completions().withRawResponse().create(params, options);
      running = sent;
      sent.thenApply(response -> reader.read(response, latencyMillis()))
          .whenComplete(
              (answer, error) -> {
                if (error == null) {
                  result.complete(answer);
                } else if (!(error instanceof CancellationException)) {
                  failedAttempt(retries, error);
                }
              });
    }

    private void failedAttempt(int retries, Throwable error) {
      Failed failed = failures.of(error, latencyMillis());
      Duration delay = failures.retryDelay(error, failed.code(), retries);
      boolean again =
          delay != null
              && retries < config.maxRetries()
              && delay.compareTo(remaining()) < 0
              && !result.isDone();
      if (!again) {
        result.complete(failed);
        return;
      }
      LOG.debug("{}: {}, again in {}", question.symbol(), failed.code(), delay);
      try {
        timer.schedule(() -> attemptSafely(retries + 1), delay.toNanos(), TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        result.complete(failed);
      }
    }

    private void attemptSafely(int retries) {
      try {
        attempt(retries);
      } catch (RuntimeException e) {
        result.complete(failures.of(e, latencyMillis()));
      }
    }

    private Duration remaining() {
      long left = config.deadline().toNanos() - (System.nanoTime() - started);
      return Duration.ofNanos(Math.max(1_000_000, left));
    }

    private long latencyMillis() {
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    }

    private Failed failed(AnalystFailure code, String message) {
      return new Failed(code, message, config.model(), null, null, latencyMillis(), null);
    }
  }
}
