package dev.sluice.jobs.desk;

import dev.sluice.connectors.feed.Pace;
import dev.sluice.jobs.config.SluiceConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A desk in this process, which trades on a thread of its own. */
final class RunningDesk implements AutoCloseable {
  private final Desk desk;
  private final CompletableFuture<DeskSummary> end = new CompletableFuture<>();
  private final Thread thread;

  private RunningDesk(Desk desk) {
    this.desk = desk;
    this.thread = new Thread(this::work, "desk-under-test");
  }

  /**
   * Starts a desk, which does not trade before {@link #begin}.
   *
   * @param symbols null for those that it has
   * @param sessions negative for no end
   * @param environment of the process, as the desk is to see it
   */
  static RunningDesk start(
      Path home, List<String> symbols, int sessions, Pace pace, Map<String, String> environment)
      throws Exception {
    return start(new DeskOptions(home, null, symbols, null, sessions, pace), environment);
  }

  /** Starts a desk with all its options, which does not trade before {@link #begin}. */
  static RunningDesk start(DeskOptions options, Map<String, String> environment) throws Exception {
    return new RunningDesk(
        DeskStarter.start(options, SluiceConfig.from(new String[0], environment)));
  }

  /** Lets it trade. */
  RunningDesk begin() {
    thread.start();
    return this;
  }

  private void work() {
    try {
      end.complete(desk.run((feed, takenThrough) -> {}).orElseThrow());
    } catch (Throwable e) {
      end.completeExceptionally(e);
    }
  }

  DeskRecords records() {
    return new DeskRecords(endpoints().get("postgres"));
  }

  Map<String, String> endpoints() {
    return desk.endpoints();
  }

  DeskParts parts() {
    return desk.parts();
  }

  /** Event time that every account has taken; epoch milliseconds, UTC. */
  long takenThrough() {
    return desk.parts().progress().watermark();
  }

  /** Ctrl-C. */
  void interrupt() {
    desk.stop();
  }

  /** Waits for the end of what was asked; everything but the feed is still up. */
  DeskSummary awaitEnd() throws InterruptedException, ExecutionException, TimeoutException {
    return end.get(4, TimeUnit.MINUTES);
  }

  @Override
  public void close() throws InterruptedException {
    desk.stop();
    thread.join();
    desk.close();
  }
}
