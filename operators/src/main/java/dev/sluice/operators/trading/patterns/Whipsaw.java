package dev.sluice.operators.trading.patterns;

import dev.sluice.domain.trading.PatternName;
import dev.sluice.domain.trading.PatternThresholds;
import dev.sluice.domain.trading.Side;
import java.util.List;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;

/**
 * A symbol bought, sold and bought again within a time, by fills. How often it was filled on one
 * side before the other came does not matter.
 */
public final class Whipsaw implements AccountPattern {
  @Override
  public PatternName name() {
    return PatternName.WHIPSAW;
  }

  @Override
  public boolean concerns(PatternEvent event) {
    return event.kind() == PatternEvent.Kind.FILL;
  }

  @Override
  public boolean bySymbol() {
    return true;
  }

  @Override
  public List<Pattern<PatternEvent, ?>> shapes(PatternThresholds thresholds) {
    return List.of(
        Pattern.<PatternEvent>begin("bought", AfterMatchSkipStrategy.skipPastLastEvent())
            .where(filled(Side.BUY))
            .followedBy("sold")
            .where(filled(Side.SELL))
            .followedBy("bought again")
            .where(filled(Side.BUY))
            .within(thresholds.span()));
  }

  private static IterativeCondition<PatternEvent> filled(Side side) {
    return Conditions.when(fill -> fill.side() == side);
  }

  @Override
  public String reason(PatternThresholds thresholds, String symbol) {
    return symbol + " bought, sold and bought again within " + thresholds.span();
  }
}
