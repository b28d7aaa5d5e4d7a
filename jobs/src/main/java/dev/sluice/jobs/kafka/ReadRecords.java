package dev.sluice.jobs.kafka;

import dev.sluice.domain.Ids;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.wire.MalformedRecordException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Decodes the data of one of the desk's own topics; markers end here, since the watermarks that
 * they stand for have passed already. What cannot be decoded goes to {@link #DEAD_LETTERS}.
 */
public final class ReadRecords<T> extends ProcessFunction<TopicMessage, T> {
  private static final long serialVersionUID = 1L;

  /** What could not be decoded. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("unreadable", StreamTypes.of(DeadLetter.class));

  private final SerializableFunction<byte[], T> decode;
  private transient Counter read;
  private transient Counter rejected;

  /**
   * @param decode the topic's codec; throws {@link MalformedRecordException}
   */
  public ReadRecords(SerializableFunction<byte[], T> decode) {
    this.decode = decode;
  }

  @Override
  public void open(OpenContext context) {
    read = getRuntimeContext().getMetricGroup().counter("records_read");
    rejected = getRuntimeContext().getMetricGroup().counter("records_rejected");
  }

  @Override
  public void processElement(TopicMessage message, Context context, Collector<T> out) {
    if (message.isMarker()) {
      return;
    }
    read.inc();
    try {
      out.collect(decode.apply(message.value()));
    } catch (MalformedRecordException e) {
      rejected.inc();
      context.output(
          DEAD_LETTERS,
          new DeadLetter(
              Ids.of("dead-letter", message.topic(), message.partition(), message.offset()),
              message.topic(),
              message.partition(),
              message.offset(),
              null,
              "MALFORMED",
              e.getMessage(),
              message.value(),
              null));
    }
  }
}
