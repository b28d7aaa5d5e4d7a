package dev.sluice.operators.market;

import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.quality.SessionQuality;
import java.util.Objects;

/**
 * What {@link ValidateMarketData} and {@link JudgeQuality} set aside: one of the two, the other is
 * null. It travels with the events that go on, and leaves them where they end, at {@link
 * CloseBars}: each side output of an operator costs every record that passes it, and few records
 * leave that one (docs/decisions/0019).
 *
 * @param letter what goes no further
 * @param found what was found in a session
 */
public record Aside(DeadLetter letter, SessionQuality found) {
  /** The symbol of a record that names none: events go by their symbol. */
  private static final String NAMELESS = "";

  static MarketEvent of(DeadLetter letter) {
    return event(Objects.requireNonNullElse(letter.symbol(), NAMELESS), new Aside(letter, null));
  }

  static MarketEvent of(SessionQuality found) {
    return event(found.symbol(), new Aside(null, found));
  }

  private static MarketEvent event(String symbol, Aside aside) {
    return new MarketEvent(
        symbol, null, null, MarketEvent.ON_TIME, 0, 0, 0, 0, false, null, null, aside);
  }
}
