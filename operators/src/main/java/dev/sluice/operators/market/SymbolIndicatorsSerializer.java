package dev.sluice.operators.market;

import dev.sluice.domain.market.Timeframe;
import dev.sluice.operators.stream.StateSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of the indicators of a symbol and timeframe. */
public final class SymbolIndicatorsSerializer extends StateSerializer<SymbolIndicators> {
  private static final long serialVersionUID = 1L;

  public static final SymbolIndicatorsSerializer INSTANCE = new SymbolIndicatorsSerializer();

  @Override
  public SymbolIndicators createInstance() {
    return new SymbolIndicators(Timeframe.SESSION, 1);
  }

  @Override
  protected SymbolIndicators copyOf(SymbolIndicators value) {
    return value.copy();
  }

  @Override
  protected void write(SymbolIndicators value, DataOutputView out) throws IOException {
    value.write(out);
  }

  @Override
  protected SymbolIndicators read(DataInputView in) throws IOException {
    return SymbolIndicators.read(in);
  }

  @Override
  public TypeSerializerSnapshot<SymbolIndicators> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible with every version: the bytes carry their own. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SymbolIndicators> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
