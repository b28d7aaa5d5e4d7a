package dev.sluice.bench.flink;

import dev.sluice.bench.ticks.TickFormat;
import dev.sluice.bench.ticks.TickLog;
import dev.sluice.bench.ticks.TickPlan;
import dev.sluice.wire.Topics;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Writes the ticks of a plan at a steady rate, in a process of its own. */
public final class LoadProcess {
  /** How long a burst is; shorter than the producer waits for a batch. */
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private LoadProcess() {}

  /**
   * @param args broker, partitions, symbols, ticks a bar, ticks, ticks a second
   */
  public static void main(String[] args) {
    TickPlan plan =
        new TickPlan(Integer.parseInt(args[2]), Integer.parseInt(args[3]), Long.parseLong(args[4]));
    double rate = Double.parseDouble(args[5]);
    try (TickLog log =
        new TickLog(args[0], Topics.TICKS, Integer.parseInt(args[1]), TickFormat.AVRO)) {
      log.noRawBars(plan.end());
      long begin = System.nanoTime();
      long n = 0;
      while (n < plan.ticks()) {
        long due = (long) ((System.nanoTime() - begin) * rate / TimeUnit.SECONDS.toNanos(1));
        for (long until = Math.min(due, plan.ticks()); n < until; n++) {
          log.append(plan.tick(n));
        }
        LockSupport.parkNanos(SLICE_NANOS);
      }
      log.end(plan.end());
      double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
      System.out.println(LatencyRun.LOAD_RATE + plan.ticks() / seconds);
    }
    System.exit(0);
  }
}
