package dev.sluice.bench.flink;

import dev.sluice.bench.ticks.OrdersLog;
import dev.sluice.bench.ticks.OrdersPlan;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Writes the quotes and signals of a plan at its rate, in a process of its own. */
public final class OrdersLoad {
  /** How long a burst is; shorter than the producer waits for a batch. */
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private OrdersLoad() {}

  /**
   * @param args broker, partitions, symbols, quotes a second, quotes, signals a second
   */
  public static void main(String[] args) {
    OrdersPlan plan =
        new OrdersPlan(
            Integer.parseInt(args[2]),
            Double.parseDouble(args[3]),
            Long.parseLong(args[4]),
            Integer.parseInt(args[5]));
    try (OrdersLog log = new OrdersLog(args[0], Integer.parseInt(args[1]), plan)) {
      long begin = System.nanoTime();
      long n = 0;
      while (n < plan.quotes()) {
        double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
        for (long until = Math.min((long) (seconds * plan.rate()), plan.quotes()); n < until; n++) {
          log.append(n);
        }
        LockSupport.parkNanos(SLICE_NANOS);
      }
      log.end();
      double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
      System.out.println(LatencyRun.LOAD_RATE + plan.quotes() / seconds);
    }
    System.exit(0);
  }
}
