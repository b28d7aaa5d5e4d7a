package dev.sluice.operators.market;

import dev.sluice.domain.market.RawBar;
import dev.sluice.operators.market.ValidateMarketData.ClockState;
import dev.sluice.operators.stream.StreamTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableSupplier;

/** What a savepoint of the market job holds, key by key, as its serializers write it. */
public final class MarketStates {
  private final StreamExecutionEnvironment env;
  private final SavepointReader savepoint;
  private final Map<String, String> states = new TreeMap<>();

  private MarketStates(Path path) throws IOException {
    StreamTypes.register();
    env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);
    savepoint = SavepointReader.read(env, path.toUri().toString(), new HashMapStateBackend());
  }

  /**
   * Reads all keyed states, their timers and the clocks.
   *
   * @return bytes in hexadecimal digits by operator, state and key; times of timers by operator and
   *     key
   */
  public static Map<String, String> read(Path path) throws Exception {
    MarketStates read = new MarketStates(path);
    read.value("judge-quality", "symbol-quality", () -> SymbolQuality.Serializer.INSTANCE);
    read.value("judge-quality", "given-bar-quality", () -> GivenBarQuality.Serializer.INSTANCE);
    read.value("close-bars", "symbol-bars", () -> SymbolBarsSerializer.INSTANCE);
    read.map(
        "compute-indicators",
        "indicators",
        () -> StringSerializer.INSTANCE,
        () -> SymbolIndicatorsSerializer.INSTANCE);
    read.map(
        "quote-given-bars",
        "given-bars",
        () -> MarketStates.serializer(Long.class),
        () -> MarketStates.serializer(RawBar.class));
    read.clocks("validate-market-data");
    return read.states;
  }

  private static <T> TypeSerializer<T> serializer(Class<T> type) {
    return StreamTypes.of(type).createSerializer(new SerializerConfigImpl());
  }

  private <T> void value(
      String uid, String state, SerializableSupplier<TypeSerializer<T>> serializer)
      throws Exception {
    keyed(uid, new ValueReader<>(uid, state, serializer));
  }

  private <K, V> void map(
      String uid,
      String state,
      SerializableSupplier<TypeSerializer<K>> keys,
      SerializableSupplier<TypeSerializer<V>> values)
      throws Exception {
    keyed(uid, new MapReader<>(uid, state, keys, values));
  }

  private void keyed(String uid, KeyedStateReaderFunction<String, String[]> reader)
      throws Exception {
    DataStream<String[]> read =
        savepoint.readKeyedState(
            OperatorIdentifier.forUid(uid), reader, Types.STRING, Types.OBJECT_ARRAY(Types.STRING));
    collect(read, entry -> states.put(entry[0], entry[1]));
  }

  /** After scaling in there may be several copies of a partition's clock: the latest is true. */
  private void clocks(String uid) throws Exception {
    TypeInformation<ClockState> type = StreamTypes.of(ClockState.class);
    Map<String, ClockState> latest = new TreeMap<>();
    collect(
        savepoint.readUnionState(OperatorIdentifier.forUid(uid), "partition-clocks", type),
        clock ->
            latest.merge(
                clock.topic() + "/" + clock.partition(),
                clock,
                (a, b) -> a.highest() >= b.highest() ? a : b));
    latest.forEach((partition, clock) -> states.put(uid + " " + partition, clock.toString()));
  }

  private static <T> void collect(DataStream<T> stream, Consumer<T> consumer) throws Exception {
    try (CloseableIterator<T> all = stream.executeAndCollect()) {
      all.forEachRemaining(consumer);
    }
  }

  private static <T> String hex(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(512);
    serializer.serialize(value, out);
    return HexFormat.of().formatHex(out.getCopyOfBuffer());
  }

  /** Reads one value a key, and the timers. */
  private static final class ValueReader<T> extends KeyedStateReaderFunction<String, String[]> {
    private static final long serialVersionUID = 1L;
    private final String uid;
    private final String name;
    private final SerializableSupplier<TypeSerializer<T>> serializer;
    private transient ValueState<T> state;

    private ValueReader(
        String uid, String name, SerializableSupplier<TypeSerializer<T>> serializer) {
      this.uid = uid;
      this.name = name;
      this.serializer = serializer;
    }

    @Override
    public void open(OpenContext context) {
      state = getRuntimeContext().getState(new ValueStateDescriptor<>(name, serializer.get()));
    }

    @Override
    public void readKey(String key, Context context, Collector<String[]> out) throws Exception {
      T value = state.value();
      if (value != null) {
        out.collect(new String[] {uid + " " + name + " " + key, hex(serializer.get(), value)});
      }
      out.collect(timers(uid, key, context));
    }
  }

  /** Reads the entries of a map of each key, and the timers. */
  private static final class MapReader<K, V> extends KeyedStateReaderFunction<String, String[]> {
    private static final long serialVersionUID = 1L;
    private final String uid;
    private final String name;
    private final SerializableSupplier<TypeSerializer<K>> keys;
    private final SerializableSupplier<TypeSerializer<V>> values;
    private transient MapState<K, V> state;

    private MapReader(
        String uid,
        String name,
        SerializableSupplier<TypeSerializer<K>> keys,
        SerializableSupplier<TypeSerializer<V>> values) {
      this.uid = uid;
      this.name = name;
      this.keys = keys;
      this.values = values;
    }

    @Override
    public void open(OpenContext context) {
      state =
          getRuntimeContext().getMapState(new MapStateDescriptor<>(name, keys.get(), values.get()));
    }

    @Override
    public void readKey(String key, Context context, Collector<String[]> out) throws Exception {
      for (Map.Entry<K, V> entry : state.entries()) {
        out.collect(
            new String[] {
              uid + " " + name + " " + key + " " + entry.getKey(),
              hex(values.get(), entry.getValue())
            });
      }
      out.collect(timers(uid, key, context));
    }
  }

  private static String[] timers(String uid, String key, KeyedStateReaderFunction.Context context)
      throws Exception {
    return new String[] {
      uid + " timers " + key, new TreeSet<>(context.registeredEventTimeTimers()).toString()
    };
  }
}
