package dev.sluice.operators.trading.patterns;

import dev.sluice.domain.trading.PatternName;
import dev.sluice.domain.trading.PatternThresholds;
import java.util.List;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;

/**
 * So many positions closed by their stop within a time, the account's drawdown larger at each than
 * at the one before. Trades that ended otherwise in between do not matter.
 */
public final class StopOutsWhileDrawdownGrows implements AccountPattern {
  private static final String STOP_OUT = "stop-out";

  @Override
  public PatternName name() {
    return PatternName.STOP_OUTS;
  }

  @Override
  public boolean concerns(PatternEvent event) {
    return event.kind() == PatternEvent.Kind.TRADE && event.stopped();
  }

  @Override
  public List<Pattern<PatternEvent, ?>> shapes(PatternThresholds thresholds) {
    return List.of(
        Pattern.<PatternEvent>begin(STOP_OUT, AfterMatchSkipStrategy.skipPastLastEvent())
            .where(
                Conditions.sinceLast(
                    STOP_OUT, (last, trade) -> trade.drawdown().compareTo(last.drawdown()) > 0))
            .times(thresholds.count())
            .consecutive()
            .within(thresholds.span()));
  }

  @Override
  public String reason(PatternThresholds thresholds, String symbol) {
    return thresholds.count()
        + " stop-outs within "
        + thresholds.span()
        + ", the drawdown larger at each";
  }
}
