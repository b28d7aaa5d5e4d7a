package dev.sluice.domain.trading.venue;

/**
 * The same for every order.
 *
 * @param millis milliseconds
 */
record FixedLatency(long millis) implements Latency {
  @Override
  public long millis(String orderId) {
    return millis;
  }
}
