package dev.sluice.operators.market;

import dev.sluice.domain.indicator.IndicatorState;
import dev.sluice.operators.stream.StateSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of the indicators of a symbol and timeframe. */
public final class IndicatorStateSerializer extends StateSerializer<IndicatorState> {
  private static final long serialVersionUID = 1L;

  public static final IndicatorStateSerializer INSTANCE = new IndicatorStateSerializer();

  @Override
  public IndicatorState createInstance() {
    return new IndicatorState(dev.sluice.domain.market.Timeframe.SESSION);
  }

  @Override
  protected IndicatorState copyOf(IndicatorState value) {
    return value.copy();
  }

  @Override
  protected void write(IndicatorState value, DataOutputView out) throws IOException {
    value.write(out);
  }

  @Override
  protected IndicatorState read(DataInputView in) throws IOException {
    return IndicatorState.read(in);
  }

  @Override
  public TypeSerializerSnapshot<IndicatorState> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible with every version: the bytes carry their own. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<IndicatorState> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
