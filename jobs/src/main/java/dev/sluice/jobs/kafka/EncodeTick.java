package dev.sluice.jobs.kafka;

import dev.sluice.domain.market.Tick;
import dev.sluice.wire.TickWriter;
import org.apache.flink.util.function.SerializableFunction;

/** A tick as Avro; each task has a writer of its own. */
public final class EncodeTick implements SerializableFunction<Tick, byte[]> {
  private static final long serialVersionUID = 1L;

  private transient TickWriter writer;

  @Override
  public byte[] apply(Tick tick) {
    if (writer == null) {
      writer = new TickWriter();
    }
    return writer.write(tick);
  }
}
