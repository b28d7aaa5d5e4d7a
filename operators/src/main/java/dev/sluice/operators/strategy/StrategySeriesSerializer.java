package dev.sluice.operators.strategy;

import dev.sluice.domain.strategy.StrategySeries;
import dev.sluice.operators.stream.StateSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of what strategies are shown, whose bytes begin with their version. */
public final class StrategySeriesSerializer extends StateSerializer<StrategySeries> {
  private static final long serialVersionUID = 1L;
  static final StrategySeriesSerializer INSTANCE = new StrategySeriesSerializer();

  @Override
  public StrategySeries createInstance() {
    return null;
  }

  @Override
  protected StrategySeries copyOf(StrategySeries value) {
    return value.copy();
  }

  @Override
  protected void write(StrategySeries value, DataOutputView out) throws IOException {
    value.write(out);
  }

  @Override
  protected StrategySeries read(DataInputView in) throws IOException {
    return StrategySeries.read(in);
  }

  @Override
  public TypeSerializerSnapshot<StrategySeries> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible with every version: the bytes carry their own. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<StrategySeries> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
