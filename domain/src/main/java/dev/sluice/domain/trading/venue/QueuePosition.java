package dev.sluice.domain.trading.venue;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * How much is ahead of a limit order that rests at its price. With a model the order fills only
 * after that much has traded there, or once the market has traded through its price; without one a
 * touch is enough, which is optimistic.
 *
 * <p>What is ahead shrinks by trades alone and never by cancellations, which is pessimistic: the
 * risk-averse queue model of hftbacktest; see also C. Moallemi and K. Yuan, "A model for queue
 * position valuation in a limit order book", 2016.
 */
public interface QueuePosition extends Serializable {

  /** False where a touch fills and no queue is kept. */
  boolean kept();

  /**
   * Shares ahead of an order that joins its price.
   *
   * @param orderId from which whatever is random derives
   * @param displayed shares shown at the price; null where not known
   * @return null where that cannot be said: then only a trade through the price fills
   */
  BigDecimal ahead(String orderId, BigDecimal displayed);

  /** No queue: a touch of the limit fills. */
  static QueuePosition none() {
    return new NoQueue();
  }

  /**
   * Reads {@code none}, {@code fixed:500} shares (or a bare figure), {@code displayed} or {@code
   * displayed:0.5} of what is shown at the price, {@code random} share of that.
   *
   * @throws IllegalArgumentException naming field, value and what was expected
   */
  static QueuePosition parse(String text) {
    Spec spec =
        Spec.parse(
            "queue",
            text,
            "none, SHARES, fixed:SHARES, displayed[:FRACTION] or random",
            "fixed",
            "size");
    return switch (spec.name()) {
      case "none" -> spec.done(none());
      case "fixed" -> spec.done(new FixedQueue(spec.figure("size", null)));
      case "displayed" -> spec.done(new DisplayedQueue(spec.fraction("size", "1")));
      case "random" -> spec.done(new RandomQueue());
      default -> throw spec.wrong();
    };
  }
}
