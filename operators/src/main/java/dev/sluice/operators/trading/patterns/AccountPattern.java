package dev.sluice.operators.trading.patterns;

import dev.sluice.domain.trading.PatternName;
import dev.sluice.domain.trading.PatternThresholds;
import java.util.List;
import org.apache.flink.cep.pattern.Pattern;

/**
 * A pattern over what happens to an account. Its shape is this class; the thresholds are compiled
 * into it, so that no condition has to look anything up.
 */
public interface AccountPattern {
  /** Its name. */
  PatternName name();

  /** True for the events that it is made of; it is not shown any other. */
  boolean concerns(PatternEvent event);

  /** True where each symbol is looked at by itself. */
  default boolean bySymbol() {
    return false;
  }

  /** True where nothing of it reaches from one session into the next. */
  default boolean endsWithSession() {
    return false;
  }

  /** True where it is met by something that does not come: only time meets it. */
  default boolean ofAbsence() {
    return false;
  }

  /** What is looked for with these thresholds: one shape, or several of which any one meets it. */
  List<Pattern<PatternEvent, ?>> shapes(PatternThresholds thresholds);

  /**
   * What was met, for people.
   *
   * @param symbol ticker; of no meaning unless {@link #bySymbol}
   */
  String reason(PatternThresholds thresholds, String symbol);
}
