package dev.sluice.operators.market;

import dev.sluice.domain.market.WeeklyRollUp;
import dev.sluice.operators.stream.StateSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of the open week of a symbol. */
public final class WeeklyRollUpSerializer extends StateSerializer<WeeklyRollUp> {
  private static final long serialVersionUID = 1L;

  public static final WeeklyRollUpSerializer INSTANCE = new WeeklyRollUpSerializer();

  @Override
  public WeeklyRollUp createInstance() {
    return new WeeklyRollUp();
  }

  @Override
  protected WeeklyRollUp copyOf(WeeklyRollUp value) {
    return value.copy();
  }

  @Override
  protected void write(WeeklyRollUp value, DataOutputView out) throws IOException {
    value.write(out);
  }

  @Override
  protected WeeklyRollUp read(DataInputView in) throws IOException {
    return WeeklyRollUp.read(in);
  }

  @Override
  public TypeSerializerSnapshot<WeeklyRollUp> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible with every version: the bytes carry their own. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<WeeklyRollUp> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
