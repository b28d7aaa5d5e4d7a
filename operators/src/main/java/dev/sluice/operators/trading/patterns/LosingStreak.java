package dev.sluice.operators.trading.patterns;

import dev.sluice.domain.trading.PatternName;
import dev.sluice.domain.trading.PatternThresholds;
import java.util.List;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;

/**
 * So many losing trades in a row. One that loses nothing ends the streak; after a match it starts
 * anew. A streak may last for days: there is no window.
 */
public final class LosingStreak implements AccountPattern {
  @Override
  public PatternName name() {
    return PatternName.LOSING_STREAK;
  }

  @Override
  public boolean concerns(PatternEvent event) {
    return event.kind() == PatternEvent.Kind.TRADE;
  }

  @Override
  public List<Pattern<PatternEvent, ?>> shapes(PatternThresholds thresholds) {
    return List.of(
        Pattern.<PatternEvent>begin("loss", AfterMatchSkipStrategy.skipPastLastEvent())
            .where(Conditions.when(trade -> trade.value().signum() < 0))
            .times(thresholds.count())
            .consecutive());
  }

  @Override
  public String reason(PatternThresholds thresholds, String symbol) {
    return thresholds.count() + " losing trades in a row";
  }
}
