package dev.sluice.operators.trading.patterns;

import dev.sluice.domain.trading.PatternName;
import dev.sluice.domain.trading.PatternThresholds;
import java.math.BigDecimal;
import java.util.List;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;

/**
 * The price of a symbol that is held or ordered moves by more than so many percent within a time,
 * up or down, measured from the lowest or highest price within it. Sessions are apart: a gap
 * overnight is none, and a split starts it anew.
 *
 * <p>A lower price takes the place of a higher one that a rise could have been measured from: the
 * rise from it is the larger, and it is the younger. So what waits is a row of rising lows and a
 * row of falling highs, not every price of the window.
 */
public final class PriceShock implements AccountPattern {
  private static final String FROM = "from";
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  @Override
  public PatternName name() {
    return PatternName.PRICE_SHOCK;
  }

  @Override
  public boolean concerns(PatternEvent event) {
    return event.kind() == PatternEvent.Kind.PRICE;
  }

  @Override
  public boolean bySymbol() {
    return true;
  }

  @Override
  public boolean endsWithSession() {
    return true;
  }

  @Override
  public List<Pattern<PatternEvent, ?>> shapes(PatternThresholds thresholds) {
    return List.of(shape(thresholds, 1), shape(thresholds, -1));
  }

  /** A move up for a direction of 1, down for −1. */
  private static Pattern<PatternEvent, ?> shape(PatternThresholds thresholds, int direction) {
    BigDecimal percent = thresholds.percent();
    BigDecimal sign = BigDecimal.valueOf(direction);
    return Pattern.<PatternEvent>begin(FROM, AfterMatchSkipStrategy.skipPastLastEvent())
        .notFollowedBy("better start")
        .where(
            Conditions.sinceLast(
                FROM, (from, price) -> move(from, price).multiply(sign).signum() <= 0))
        .followedBy("to")
        .where(
            Conditions.sinceLast(
                FROM,
                (from, price) ->
                    move(from, price)
                            .multiply(sign)
                            .multiply(HUNDRED)
                            .compareTo(from.value().multiply(percent))
                        > 0))
        .within(thresholds.span());
  }

  private static BigDecimal move(PatternEvent from, PatternEvent to) {
    return to.value().subtract(from.value());
  }

  @Override
  public String reason(PatternThresholds thresholds, String symbol) {
    return symbol
        + " moved by more than "
        + thresholds.percent().toPlainString()
        + " % within "
        + thresholds.span();
  }
}
