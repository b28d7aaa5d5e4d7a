package dev.sluice.sinks.kafka;

import java.util.List;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Passes records on and puts each passed watermark behind them as a marker, into every partition
 * that this subtask writes (partition modulo parallelism), so that a reader of the topic knows how
 * far its writer has come.
 *
 * <p>Markers are thinned by processing time: at most one each {@link #MIN_INTERVAL_MILLIS} per
 * partition; the last one held back follows by a timer, before a checkpoint and at the end of
 * input. A marker held back only promises later, never more than is true, so thinning cannot change
 * a decision. The end of input itself (the largest watermark) is not written: it ends this job, not
 * the topic.
 */
public final class WriteMarkersBehindData extends AbstractStreamOperator<OutboundRecord>
    implements OneInputStreamOperator<OutboundRecord, OutboundRecord>, BoundedOneInput {
  private static final long serialVersionUID = 1L;

  /** Least time between two markers, milliseconds of processing time. */
  public static final long MIN_INTERVAL_MILLIS = 20;

  private static final long NOTHING = Long.MIN_VALUE;

  private final List<TopicSpec> topics;
  private final int partitions;

  private transient long heldBack;
  private transient long lastWritten;
  private transient long lastWriteTime;
  private transient boolean timerSet;

  private WriteMarkersBehindData(
      StreamOperatorParameters<OutboundRecord> parameters, List<TopicSpec> topics, int partitions) {
    super(parameters);
    this.topics = topics;
    this.partitions = partitions;
  }

  @Override
  public void open() throws Exception {
    super.open();
    heldBack = NOTHING;
    lastWritten = NOTHING;
    lastWriteTime = NOTHING;
    timerSet = false;
  }

  @Override
  public void processElement(StreamRecord<OutboundRecord> element) {
    output.collect(element);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    long time = mark.getTimestamp();
    if (time != Long.MAX_VALUE && time > Math.max(lastWritten, heldBack)) {
      heldBack = time;
      writeOrWait();
    }
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    write();
  }

  @Override
  public void endInput() {
    write();
  }

  private void writeOrWait() {
    long now = getProcessingTimeService().getCurrentProcessingTime();
    if (lastWriteTime == NOTHING || now - lastWriteTime >= MIN_INTERVAL_MILLIS) {
      write();
    } else if (!timerSet) {
      timerSet = true;
      getProcessingTimeService()
          .registerTimer(
              lastWriteTime + MIN_INTERVAL_MILLIS,
              time -> {
                timerSet = false;
                write();
              });
    }
  }

  private void write() {
    if (heldBack == NOTHING) {
      return;
    }
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    int parallelism = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    for (TopicSpec topic : topics) {
      long promise = heldBack + topic.shift().toMillis();
      for (int partition = subtask; partition < partitions; partition += parallelism) {
        output.collect(
            new StreamRecord<>(OutboundRecord.marker(topic.topic(), partition, promise)));
      }
    }
    lastWritten = heldBack;
    heldBack = NOTHING;
    lastWriteTime = getProcessingTimeService().getCurrentProcessingTime();
  }

  /** Makes the operator of each subtask. */
  public static final class Factory extends AbstractStreamOperatorFactory<OutboundRecord>
      implements OneInputStreamOperatorFactory<OutboundRecord, OutboundRecord> {
    private static final long serialVersionUID = 1L;

    private final List<TopicSpec> topics;
    private final int partitions;

    /**
     * @param topics those that get markers; may be empty
     * @param partitions of each topic, at least 1
     */
    public Factory(List<TopicSpec> topics, int partitions) {
      if (partitions < 1) {
        throw new IllegalArgumentException(
            "partitions: was " + partitions + ", expected at least 1");
      }
      this.topics = List.copyOf(topics);
      this.partitions = partitions;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends StreamOperator<OutboundRecord>> T createStreamOperator(
        StreamOperatorParameters<OutboundRecord> parameters) {
      return (T) new WriteMarkersBehindData(parameters, topics, partitions);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
      return WriteMarkersBehindData.class;
    }
  }
}
