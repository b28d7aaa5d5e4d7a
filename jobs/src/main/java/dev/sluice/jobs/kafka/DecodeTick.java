package dev.sluice.jobs.kafka;

import dev.sluice.domain.market.Tick;
import dev.sluice.wire.TickReader;
import org.apache.flink.util.function.SerializableFunction;

/** A tick of a record that holds one; each task has a reader of its own. */
public final class DecodeTick implements SerializableFunction<byte[], Tick> {
  private static final long serialVersionUID = 1L;

  private transient TickReader reader;

  @Override
  public Tick apply(byte[] record) {
    if (reader == null) {
      reader = new TickReader();
    }
    return reader.readOne(record);
  }
}
