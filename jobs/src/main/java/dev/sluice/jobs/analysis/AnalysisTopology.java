package dev.sluice.jobs.analysis;

import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.kafka.Outbound;
import dev.sluice.jobs.kafka.ReadRecords;
import dev.sluice.jobs.kafka.TopicMessage;
import dev.sluice.jobs.kafka.Watermarks;
import dev.sluice.operators.analysis.AnalysisConfig;
import dev.sluice.operators.analysis.AnalysisStage;
import dev.sluice.operators.analysis.AnalysisStreams;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.sinks.kafka.KafkaOutput;
import dev.sluice.sinks.kafka.OutboundRecord;
import dev.sluice.sinks.kafka.TopicSpec;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * From indicators to signals, once a session's close.
 *
 * <pre>
 * indicators → chart windows → charts → analysts → signals ──→ signals, analyses, charts,
 *                   │                                 │         artifacts
 *                   └──────────→ executions ←─────────┘ ─────→ workflows
 * </pre>
 *
 * <p>The markers behind {@code signals} promise the input's time + decision latency: the trading
 * job cannot pass a close + latency before the signals of that close are there.
 */
public final class AnalysisTopology {
  private AnalysisTopology() {}

  /** Adds the topology to an environment. */
  public static void define(
      StreamExecutionEnvironment env,
      Source<TopicMessage, ?, ?> indicators,
      Sink<OutboundRecord> sink,
      AnalysisConfig analysis,
      SluiceConfig config) {
    SingleOutputStreamOperator<IndicatedBar> bars = read(env, indicators);
    AnalysisStreams results = AnalysisStage.define(bars, analysis);
    publish(results, bars.getSideOutput(ReadRecords.DEAD_LETTERS), sink, config);
  }

  private static SingleOutputStreamOperator<IndicatedBar> read(
      StreamExecutionEnvironment env, Source<TopicMessage, ?, ?> indicators) {
    return env.fromSource(indicators, Watermarks.ofMarkers(), "Read indicators")
        .uid("read-indicators")
        .process(
            new ReadRecords<>(bytes -> JsonCodec.INDICATED_BAR.decode(bytes)),
            StreamTypes.of(IndicatedBar.class))
        .uid("decode-indicators")
        .name("Decode indicators");
  }

  private static void publish(
      AnalysisStreams results,
      DataStream<DeadLetter> unreadable,
      Sink<OutboundRecord> sink,
      SluiceConfig config) {
    int n = config.partitions();
    DataStream<OutboundRecord> outbound =
        Outbound.to(
                results.executions(),
                Topics.WORKFLOWS,
                n,
                execution -> execution.id(),
                execution -> JsonCodec.EXECUTION.encode(execution))
            .union(
                Outbound.to(
                    results.charts(),
                    Topics.CHARTS,
                    n,
                    chart -> chart.symbol(),
                    chart -> JsonCodec.CHART.encode(chart)),
                Outbound.to(
                    results.analyses(),
                    Topics.ANALYSES,
                    n,
                    analysis -> analysis.symbol(),
                    analysis -> JsonCodec.ANALYSIS.encode(analysis)),
                Outbound.to(
                    results.signals(),
                    Topics.SIGNALS,
                    n,
                    signal -> signal.symbol(),
                    signal -> JsonCodec.SIGNAL.encode(signal)),
                Outbound.to(
                    results.artifacts(),
                    Topics.ARTIFACTS,
                    n,
                    artifact -> artifact.id(),
                    artifact -> JsonCodec.ARTIFACT.encode(artifact)),
                Outbound.deadLetters(unreadable, n));
    KafkaOutput.publish(
        outbound,
        List.of(new TopicSpec(Topics.SIGNALS, config.decisionLatency())),
        n,
        sink,
        "analysis",
        "signals and analyses");
  }
}
