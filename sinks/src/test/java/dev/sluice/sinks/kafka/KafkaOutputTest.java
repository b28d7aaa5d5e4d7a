package dev.sluice.sinks.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.wire.Headers;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class KafkaOutputTest {
  @Test
  void aRecordGoesToItsPartitionWithoutATimestamp() {
    var sent =
        new OutboundSerializer()
            .serialize(OutboundRecord.data("orders", 3, new byte[] {1}, new byte[] {2}), null, 99L);
    assertThat(sent.topic()).isEqualTo("orders");
    assertThat(sent.partition()).isEqualTo(3);
    assertThat(sent.timestamp()).isNull();
    assertThat(sent.key()).containsExactly(1);
    assertThat(sent.value()).containsExactly(2);
    assertThat(sent.headers()).isEmpty();
  }

  @Test
  void aMarkerCarriesItsTimeInTheHeader() {
    var sent =
        new OutboundSerializer().serialize(OutboundRecord.marker("orders", 1, -5), null, null);
    assertThat(sent.value()).isEmpty();
    assertThat(Headers.decode(sent.headers().lastHeader(Headers.WATERMARK).value())).isEqualTo(-5);
  }

  @Test
  void theStreamTypeNeedsNoKryo() {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    TypeInformation<OutboundRecord> type = TypeInformation.of(OutboundRecord.class);
    assertThat(type).isInstanceOf(PojoTypeInfo.class);
    assertThat(type.createSerializer(config)).isNotNull();
  }

  @Test
  void markersAndSinkHaveUidsAndOneSubtaskAtMostForEachPartition() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(4);
    var records = env.fromData(List.of(OutboundRecord.marker("orders", 0, 1))).uid("in").name("in");
    KafkaOutput.publish(
        records, List.of(TopicSpec.of("orders")), 2, new DiscardingSink<>(), "trading", "orders");
    StreamGraph graph = env.getStreamGraph();
    assertThat(graph.getStreamNodes())
        .filteredOn(n -> n.getTransformationUID() != null)
        .filteredOn(n -> n.getTransformationUID().startsWith("trading-"))
        .isNotEmpty()
        .allSatisfy(n -> assertThat(n.getParallelism()).isEqualTo(2))
        .extracting(StreamNode::getTransformationUID)
        .contains("trading-markers", "trading-kafka");
  }
}
