package dev.sluice.operators.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Calendars;
import dev.sluice.domain.market.HoursCursor;
import dev.sluice.domain.market.SymbolBars;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.operators.stream.StatesAtHand;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RunnableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyedStateBackendParametersImpl;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.SnapshotResult;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.runtime.state.ttl.TtlTimeProvider;
import org.junit.jupiter.api.Test;

/**
 * The backend writes a snapshot while the job goes on, as in a running task and unlike in a
 * harness: what changes meanwhile must not be in it.
 */
class StatesAtHandTest {
  private static final Set<Timeframe> TIMEFRAMES = EnumSet.of(Timeframe.MINUTE, Timeframe.SESSION);
  private static final long OPEN = Instant.parse("2024-03-05T14:30:00Z").toEpochMilli();

  private final HoursCursor hours = new HoursCursor(Calendars.of("NYSE"));

  @Test
  void aSnapshotIsOfTheTimeWhenItBeganThoughStatesChangeWhileItIsWritten() throws Exception {
    try (MockEnvironment environment = new MockEnvironmentBuilder().build()) {
      Collection<KeyedStateHandle> snapshot;
      SymbolBars then;
      SymbolBars now;
      try (var backend = backend(environment, List.of())) {
        StatesAtHand<SymbolBars> states = states(backend);
        states.put("SPY", new SymbolBars("SPY", TIMEFRAMES));
        add(states.of("SPY"), 1);
        then = states.of("SPY").copy();
        states.forget();
        RunnableFuture<SnapshotResult<KeyedStateHandle>> writing =
            backend.snapshot(
                1,
                1,
                new MemCheckpointStreamFactory(1 << 20),
                CheckpointOptions.forCheckpointWithDefaultLocation());
        add(states.of("SPY"), 2);
        writing.run();
        add(states.of("SPY"), 3);
        now = states.of("SPY").copy();
        snapshot = List.of(writing.get().getJobManagerOwnedSnapshot());
        assertThat(bytes(states(backend).of("SPY"))).isEqualTo(bytes(now));
      }
      try (var backend = backend(environment, snapshot)) {
        assertThat(bytes(states(backend).of("SPY")))
            .isEqualTo(bytes(then))
            .isNotEqualTo(bytes(now));
      }
    }
  }

  private void add(SymbolBars bars, int sequence) {
    long time = OPEN + 1000L * sequence;
    bars.add(
        Tick.trade("SPY", sequence, time, 100 + sequence, 1, "test", false),
        hours.at(time),
        Long.MIN_VALUE);
  }

  private static byte[] bytes(SymbolBars bars) throws Exception {
    return GoldenBytes.of(SymbolBarsSerializer.INSTANCE, bars);
  }

  private static StatesAtHand<SymbolBars> states(CheckpointableKeyedStateBackend<String> backend)
      throws Exception {
    backend.setCurrentKey("SPY");
    ValueState<SymbolBars> state =
        backend.getPartitionedState(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            new ValueStateDescriptor<>("symbol-bars", SymbolBarsSerializer.INSTANCE));
    return new StatesAtHand<>(state);
  }

  private static CheckpointableKeyedStateBackend<String> backend(
      MockEnvironment environment, Collection<KeyedStateHandle> snapshot) throws Exception {
    return new HashMapStateBackend()
        .createKeyedStateBackend(
            new KeyedStateBackendParametersImpl<>(
                environment,
                new JobID(),
                "close-bars",
                StringSerializer.INSTANCE,
                1,
                KeyGroupRange.of(0, 0),
                environment.getTaskKvStateRegistry(),
                TtlTimeProvider.DEFAULT,
                new UnregisteredMetricsGroup(),
                (name, value) -> {},
                snapshot,
                new CloseableRegistry(),
                1.0));
  }
}
