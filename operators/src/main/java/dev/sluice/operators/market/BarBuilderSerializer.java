package dev.sluice.operators.market;

import dev.sluice.domain.market.BarBuilder;
import dev.sluice.operators.stream.StateSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of bars in the making. */
public final class BarBuilderSerializer extends StateSerializer<BarBuilder> {
  private static final long serialVersionUID = 1L;

  public static final BarBuilderSerializer INSTANCE = new BarBuilderSerializer();

  @Override
  public BarBuilder createInstance() {
    return new BarBuilder();
  }

  @Override
  protected BarBuilder copyOf(BarBuilder value) {
    return value.copy();
  }

  @Override
  protected void write(BarBuilder value, DataOutputView out) throws IOException {
    value.write(out);
  }

  @Override
  protected BarBuilder read(DataInputView in) throws IOException {
    return BarBuilder.read(in);
  }

  @Override
  public TypeSerializerSnapshot<BarBuilder> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible with every version: the bytes carry their own. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<BarBuilder> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
