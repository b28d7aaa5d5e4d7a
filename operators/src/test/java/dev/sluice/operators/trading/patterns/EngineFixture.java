package dev.sluice.operators.trading.patterns;

import dev.sluice.domain.trading.PatternThresholds;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;

/** One pattern in an engine in a harness. */
final class EngineFixture implements AutoCloseable {
  private static final String DROP = "drop";

  private final KeyedOneInputStreamOperatorTestHarness<String, PatternEvent, String> harness;

  EngineFixture(AccountPattern pattern, PatternThresholds thresholds, OperatorSubtaskState restored)
      throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new Function(pattern.getClass(), thresholds)),
            event -> "account",
            Types.STRING);
    harness.setup(
        Types.STRING.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    if (restored != null) {
      harness.initializeState(restored);
    }
    harness.open();
  }

  /** Positions, in the list, of the events that complete a match. */
  static List<Integer> matches(
      AccountPattern pattern, PatternThresholds thresholds, List<PatternEvent> events, int cut)
      throws Exception {
    List<String> said = new ArrayList<>();
    OperatorSubtaskState snapshot;
    try (EngineFixture engine = new EngineFixture(pattern, thresholds, null)) {
      engine.take(events.subList(0, cut));
      said.addAll(engine.harness.extractOutputValues());
      snapshot = engine.harness.snapshot(1, 1);
    }
    try (EngineFixture engine = new EngineFixture(pattern, thresholds, snapshot)) {
      engine.take(events.subList(cut, events.size()));
      said.addAll(engine.harness.extractOutputValues());
      engine.take(
          List.of(PatternEvent.of(PatternEvent.Kind.WATCH, DROP, Long.MAX_VALUE - 1, "AAA", null)));
      if (engine.harness.numKeyedStateEntries() != 0) {
        throw new AssertionError(
            engine.harness.numKeyedStateEntries() + " entries are left, expected none");
      }
    }
    return said.stream().map(Integer::valueOf).toList();
  }

  private void take(List<PatternEvent> events) throws Exception {
    for (PatternEvent event : events) {
      harness.processElement(new StreamRecord<>(event, event.time()));
    }
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }

  /** Says the id of the event that completed each match. */
  private static final class Function extends KeyedProcessFunction<String, PatternEvent, String>
      implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private final Class<? extends AccountPattern> type;
    private final PatternThresholds thresholds;
    private transient AccountPattern pattern;
    private transient PatternEngine engine;

    Function(Class<? extends AccountPattern> type, PatternThresholds thresholds) {
      this.type = type;
      this.thresholds = thresholds;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
      pattern = type.getConstructor().newInstance();
      engine = new PatternEngine(getRuntimeContext(), context.getKeyedStateStore());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
      // All of it is in keyed state.
    }

    @Override
    public void processElement(PatternEvent event, Context ctx, Collector<String> out)
        throws Exception {
      if (event.id().equals(DROP)) {
        engine.drop(pattern);
      } else {
        for (List<PatternEvent> ignored : engine.feed(pattern, thresholds, "AAA", event)) {
          out.collect(event.id());
        }
      }
      // Events of one time may follow: only the counters of earlier times may go.
      engine.end(event.id().equals(DROP) ? event.time() : event.time() - 1);
    }
  }

  static TypeInformation<PatternEvent> type() {
    return TypeInformation.of(PatternEvent.class);
  }
}
