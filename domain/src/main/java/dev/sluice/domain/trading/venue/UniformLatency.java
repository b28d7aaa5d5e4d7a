package dev.sluice.domain.trading.venue;

/**
 * Each whole millisecond from the least to the most is as likely as another; which one an order
 * gets derives from its id ({@link Seeded}).
 *
 * @param least milliseconds
 * @param most milliseconds, not below the least
 */
record UniformLatency(long least, long most) implements Latency {
  UniformLatency {
    if (most < least) {
      throw new IllegalArgumentException(
          "latency has to '" + most + "ms', expected at least " + least + "ms");
    }
  }

  @Override
  public long millis(String orderId) {
    return least + (long) (Seeded.uniform("latency", orderId) * (most - least + 1));
  }
}
