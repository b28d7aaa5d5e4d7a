package dev.sluice.operators.market;

import dev.sluice.domain.market.SymbolBars;
import dev.sluice.operators.stream.StateSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of a symbol's bars, whose bytes begin with their version. */
public final class SymbolBarsSerializer extends StateSerializer<SymbolBars> {
  private static final long serialVersionUID = 1L;
  static final SymbolBarsSerializer INSTANCE = new SymbolBarsSerializer();

  @Override
  public SymbolBars createInstance() {
    return null;
  }

  @Override
  protected SymbolBars copyOf(SymbolBars value) {
    return value.copy();
  }

  @Override
  protected void write(SymbolBars value, DataOutputView out) throws IOException {
    value.write(out);
  }

  @Override
  protected SymbolBars read(DataInputView in) throws IOException {
    return SymbolBars.read(in);
  }

  @Override
  public TypeSerializerSnapshot<SymbolBars> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible with every version: the bytes carry their own. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SymbolBars> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
