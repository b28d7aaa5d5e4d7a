package dev.sluice.operators.trading.patterns;

import dev.sluice.domain.trading.PatternName;
import dev.sluice.domain.trading.PatternThresholds;
import java.util.List;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;

/** So many orders denied by a limit or rejected by the venue within a time. */
public final class RejectBurst implements AccountPattern {
  private static final String FIRST = "first";

  @Override
  public PatternName name() {
    return PatternName.REJECT_BURST;
  }

  @Override
  public boolean concerns(PatternEvent event) {
    return event.kind() == PatternEvent.Kind.REFUSAL;
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
    return thresholds.count() + " orders denied or rejected within " + thresholds.span();
  }
}
