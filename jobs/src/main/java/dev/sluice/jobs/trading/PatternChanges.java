package dev.sluice.jobs.trading;

import dev.sluice.domain.market.Tick;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.operators.trading.patterns.PatternChange;
import dev.sluice.wire.SequencedInput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.Collector;

/** The controls that change a threshold of a pattern, on their way to every account. */
final class PatternChanges {
  private PatternChanges() {}

  /**
   * The changes among sequenced controls.
   *
   * @param quotes of the environment that is asked for a source where there are no controls
   * @param inputs what was sequenced; null where nobody is there to give any
   */
  static DataStream<PatternChange> of(DataStream<Tick> quotes, DataStream<SequencedInput> inputs) {
    if (inputs == null) {
      // The end of a source at once: it holds no watermark back.
      return quotes
          .getExecutionEnvironment()
          .fromSource(
              new NumberSequenceSource(0, 0), WatermarkStrategy.noWatermarks(), "No controls")
          .setParallelism(1)
          .uid("no-controls")
          .flatMap(new None())
          .setParallelism(1)
          .returns(StreamTypes.of(PatternChange.class))
          .uid("select-pattern-changes")
          .name("Select changes of patterns");
    }
    return inputs
        .flatMap(new Selected())
        .returns(StreamTypes.of(PatternChange.class))
        .uid("select-pattern-changes")
        .name("Select changes of patterns");
  }

  private static final class Selected implements FlatMapFunction<SequencedInput, PatternChange> {
    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(SequencedInput input, Collector<PatternChange> out) {
      if (input.control() != null) {
        PatternChange.of(input.control()).ifPresent(out::collect);
      }
    }
  }

  private static final class None implements FlatMapFunction<Long, PatternChange> {
    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(Long nothing, Collector<PatternChange> out) {
      // There is none.
    }
  }
}
