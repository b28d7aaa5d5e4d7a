package dev.sluice.sinks.kafka;

import java.util.List;
import org.apache.flink.api.common.functions.Partitioner;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The last stage of a job: records to their partitions, each partition with one writer. */
public final class KafkaOutput {
  private KafkaOutput() {}

  /**
   * Writes records, and the job's watermarks behind them.
   *
   * <p>A partition's records all pass one subtask (partition modulo parallelism), which alone
   * writes its markers, so that a marker cannot overtake a record. Parallelism is that of the
   * environment, at most one subtask a partition.
   *
   * @param records data only
   * @param topics those that get markers; a topic left out gets its records alone
   * @param partitions of each topic, at least 1
   * @param sink where they go, see {@link KafkaSinks}
   * @param uidPrefix of the stages' uids: {@code PREFIX-markers}, {@code PREFIX-kafka}
   * @param name for the dashboard, for example {@code signals}
   */
  public static DataStreamSink<OutboundRecord> publish(
      DataStream<OutboundRecord> records,
      List<TopicSpec> topics,
      int partitions,
      Sink<OutboundRecord> sink,
      String uidPrefix,
      String name) {
    int parallelism = Math.min(partitions, records.getExecutionEnvironment().getParallelism());
    Partitioner<Integer> ownerOfPartition = (partition, subtasks) -> partition % subtasks;
    SingleOutputStreamOperator<OutboundRecord> marked =
        records
            .partitionCustom(ownerOfPartition, OutboundRecord::partition)
            .transform(
                "Mark time in " + name,
                TypeInformation.of(OutboundRecord.class),
                new WriteMarkersBehindData.Factory(topics, partitions));
    return marked
        .uid(uidPrefix + "-markers")
        .setParallelism(parallelism)
        .sinkTo(sink)
        .name("Publish " + name)
        .uid(uidPrefix + "-kafka")
        .setParallelism(parallelism);
  }
}
