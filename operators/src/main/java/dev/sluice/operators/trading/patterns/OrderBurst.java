package dev.sluice.operators.trading.patterns;

import dev.sluice.domain.trading.PatternName;
import dev.sluice.domain.trading.PatternThresholds;
import java.util.List;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;

/** So many orders of every kind made within a time: a strategy or a feed that runs away. */
public final class OrderBurst implements AccountPattern {
  private static final String FIRST = "first";

  @Override
  public PatternName name() {
    return PatternName.ORDER_BURST;
  }

  @Override
  public boolean concerns(PatternEvent event) {
    return event.kind() == PatternEvent.Kind.ORDER;
  }

  @Override
  public List<Pattern<PatternEvent, ?>> shapes(PatternThresholds thresholds) {
    return List.of(
        Pattern.<PatternEvent>begin(FIRST, AfterMatchSkipStrategy.skipPastLastEvent())
            .followedBy("last")
            .where(Conditions.countedSince(FIRST, thresholds.count()))
            .within(thresholds.span()));
  }

  @Override
  public String reason(PatternThresholds thresholds, String symbol) {
    return thresholds.count() + " orders made within " + thresholds.span();
  }
}
