package dev.sluice.operators.trading.patterns;

import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.util.function.SerializableFunction;

/** Conditions on an event and one that was matched before it. */
final class Conditions {
  private Conditions() {}

  /** A test of an event against an earlier one. */
  interface Comparison extends java.io.Serializable {
    boolean holds(PatternEvent earlier, PatternEvent event);
  }

  /** Holds where a comparison with the last event of a stage does, or none is there yet. */
  static IterativeCondition<PatternEvent> sinceLast(String stage, Comparison comparison) {
    return new IterativeCondition<>() {
      private static final long serialVersionUID = 1L;

      @Override
      public boolean filter(PatternEvent event, Context<PatternEvent> context) throws Exception {
        PatternEvent last = null;
        for (PatternEvent earlier : context.getEventsForPattern(stage)) {
          last = earlier;
        }
        return last == null || comparison.holds(last, event);
      }
    };
  }

  /**
   * Holds for the event that is the nth of its kind, counted from the first of a stage. The number
   * is in the event, so a match in part keeps its first event alone; {@code times(n)} would keep
   * every event in every match, which grows with the cube of n.
   */
  static IterativeCondition<PatternEvent> countedSince(String stage, int count) {
    return sinceLast(stage, (first, event) -> event.ordinal() - first.ordinal() >= count - 1);
  }

  /** Holds for events of which a function says so. */
  static IterativeCondition<PatternEvent> when(SerializableFunction<PatternEvent, Boolean> test) {
    return new IterativeCondition<>() {
      private static final long serialVersionUID = 1L;

      @Override
      public boolean filter(PatternEvent event, Context<PatternEvent> context) {
        return test.apply(event);
      }
    };
  }
}
