package dev.sluice.jobs.chaos;

import dev.sluice.wire.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * No room: the limit of the size of a file is set to nothing for processes that run, so each of
 * their writes that would make a file longer fails, as it does on a disk that is full (EFBIG where
 * a full disk says ENOSPC; Java's I/O makes the same exception of both). That needs no rights that
 * an ordinary user has not, and nothing of it outlives the processes.
 */
final class DiskFull {
  /** How soon no order may be written any more. */
  static final Duration STOPS_WITHIN = Duration.ofSeconds(5);

  /** What the trading job writes. */
  private static final List<String> DECISIONS =
      List.of(Topics.ORDERS, Topics.EXECUTIONS, Topics.PORTFOLIO, Topics.VENUE_REQUESTS);

  private final List<long[]> windows = new ArrayList<>();

  /**
   * Takes the room from the broker and from Flink for a while.
   *
   * @param time at least the time in which orders must stop, and as much again is added
   * @return null where that was done, otherwise why it could not be
   */
  String fill(ChaosDesk desk, Duration time) throws InterruptedException, IOException {
    List<ChildProcess> processes = new ArrayList<>(desk.flink().taskManagers());
    processes.add(desk.flink().jobManager());
    processes.add(desk.kafka());
    for (ChildProcess process : processes) {
      if (!limit(process, "0:")) {
        restore(processes);
        return "prlimit could not limit " + process.name();
      }
    }
    long from = System.currentTimeMillis() + STOPS_WITHIN.toMillis();
    Thread.sleep(STOPS_WITHIN.plus(time).toMillis());
    windows.add(new long[] {from, System.currentTimeMillis()});
    restore(processes);
    return null;
  }

  private static void restore(List<ChildProcess> processes)
      throws IOException, InterruptedException {
    for (ChildProcess process : processes) {
      if (process.isAlive()) {
        limit(process, "unlimited:");
      }
    }
  }

  private static boolean limit(ChildProcess process, String limit)
      throws IOException, InterruptedException {
    Process prlimit =
        new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + limit)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return prlimit.waitFor(10, TimeUnit.SECONDS) && prlimit.exitValue() == 0;
  }

  /** What was decided and written although there was no room; empty where nothing was. */
  List<String> problems(RunLog log) {
    List<String> problems = new ArrayList<>();
    for (long[] window : windows) {
      long written = log.appendedBetween(DECISIONS, window[0], window[1]);
      if (written > 0) {
        problems.add(
            written
                + " records of decisions later than "
                + STOPS_WITHIN
                + " after the disk was full");
      }
    }
    return problems;
  }
}
