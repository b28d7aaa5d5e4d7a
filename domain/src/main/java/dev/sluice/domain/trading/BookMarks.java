package dev.sluice.domain.trading;

import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import java.math.BigDecimal;

/** What a tick says about a symbol's market, by the same rules as an account has it. */
final class BookMarks {
  private BookMarks() {}

  /**
   * The market after a tick; null where the tick says nothing about it.
   *
   * @param before null where there was none
   */
  static Mark after(Mark before, Tick tick) {
    if (tick.kind() == TickKind.QUOTE) {
      return price(tick.bid()) && price(tick.ask())
          ? new Mark(
              BigDecimal.valueOf(tick.bid()),
              size(tick.bidSize()),
              BigDecimal.valueOf(tick.ask()),
              size(tick.askSize()),
              tick.eventTime(),
              size(tick.size()),
              true,
              tick.simulated())
          : null;
    }
    return (before != null && before.quoted()) || !price(tick.price()) ? null : print(tick);
  }

  /** Whether a tick is a trade print of a symbol that has quotes. */
  static boolean behindQuotes(Mark before, Tick tick) {
    return before != null
        && before.quoted()
        && tick.kind() == TickKind.TRADE
        && price(tick.price());
  }

  static Mark print(Tick tick) {
    BigDecimal price = BigDecimal.valueOf(tick.price());
    BigDecimal volume = size(tick.size());
    return new Mark(price, null, price, null, tick.eventTime(), volume, false, tick.simulated());
  }

  private static boolean price(double value) {
    return Double.isFinite(value) && value > 0;
  }

  private static BigDecimal size(double value) {
    return Double.isFinite(value) && value > 0 ? BigDecimal.valueOf(value) : null;
  }
}
