package dev.sluice.jobs.kafka;

import dev.sluice.domain.market.Bar;
import dev.sluice.wire.BarWriter;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.TopicFormat;
import org.apache.flink.util.function.SerializableFunction;

/** A bar in the format of its topic; each task has a writer of its own. */
public final class EncodeBar implements SerializableFunction<Bar, byte[]> {
  private static final long serialVersionUID = 1L;

  private final TopicFormat format;
  private transient BarWriter writer;

  public EncodeBar(TopicFormat format) {
    this.format = format;
  }

  @Override
  public byte[] apply(Bar bar) {
    if (format == TopicFormat.JSON) {
      return JsonCodec.BAR.encode(bar);
    }
    if (writer == null) {
      writer = new BarWriter();
    }
    return writer.write(bar);
  }
}
