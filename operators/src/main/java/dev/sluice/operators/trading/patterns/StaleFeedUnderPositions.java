package dev.sluice.operators.trading.patterns;

import dev.sluice.domain.trading.PatternName;
import dev.sluice.domain.trading.PatternThresholds;
import java.util.List;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;

/**
 * A symbol of which a position is open is not quoted for a time, though event time goes on within
 * the session. It is counted from the last quote, or from when the position was first watched in
 * the session; after a match from the next quote. A quote exactly at the end of the time is in
 * time, and a time that ends with the session or later is not over.
 */
public final class StaleFeedUnderPositions implements AccountPattern {
  @Override
  public PatternName name() {
    return PatternName.STALE_FEED;
  }

  @Override
  public boolean concerns(PatternEvent event) {
    return event.kind() == PatternEvent.Kind.PRICE || event.kind() == PatternEvent.Kind.WATCH;
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
  public boolean ofAbsence() {
    return true;
  }

  @Override
  public List<Pattern<PatternEvent, ?>> shapes(PatternThresholds thresholds) {
    return List.of(
        Pattern.<PatternEvent>begin("last quote", AfterMatchSkipStrategy.skipPastLastEvent())
            .notFollowedBy("quote")
            .where(Conditions.when(event -> event.kind() == PatternEvent.Kind.PRICE))
            .within(thresholds.span()));
  }

  @Override
  public String reason(PatternThresholds thresholds, String symbol) {
    return symbol + " is held and was not quoted for " + thresholds.span();
  }
}
