package dev.sluice.domain.trading.venue;

import java.io.Serializable;

/**
 * The time between an order's acceptance and its reaching the market: it meets only what comes
 * strictly after both. A cancellation is at once, which is optimistic.
 */
public interface Latency extends Serializable {

  /**
   * Milliseconds of an order.
   *
   * @param orderId from which whatever is random derives, so that every run has the same
   * @return 0 or more
   */
  long millis(String orderId);

  /** None: an order meets the first quote after its acceptance. */
  static Latency none() {
    return new FixedLatency(0);
  }

  /**
   * Reads {@code none}, {@code fixed:50ms} (or {@code 50ms}), {@code uniform:20ms,to=80ms}.
   *
   * @throws IllegalArgumentException naming field, value and what was expected
   */
  static Latency parse(String text) {
    Spec spec =
        Spec.parse(
            "latency", text, "none, TIME, fixed:TIME or uniform:TIME,to=TIME", "fixed", "time");
    return switch (spec.name()) {
      case "none" -> spec.done(none());
      case "fixed" -> spec.done(new FixedLatency(spec.millis("time")));
      case "uniform" -> spec.done(new UniformLatency(spec.millis("time"), spec.millis("to")));
      default -> throw spec.wrong();
    };
  }
}
