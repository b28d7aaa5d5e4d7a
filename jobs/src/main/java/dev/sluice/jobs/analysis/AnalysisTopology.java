package dev.sluice.jobs.analysis;

import dev.sluice.domain.analysis.Signal;
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
import dev.sluice.operators.strategy.RunStrategies;
import dev.sluice.operators.strategy.StrategyConfig;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.sinks.kafka.KafkaOutput;
import dev.sluice.sinks.kafka.OutboundRecord;
import dev.sluice.sinks.kafka.TopicSpec;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * From indicators to signals: those of analysts, once a session's close, and those of strategies,
 * at the close of each bar that they look at.
 *
 * <pre>
 * indicators → chart windows → charts → analysts → signals ─┬→ signals, analyses, charts,
 *     │             │                                 │     │  artifacts
 *     │             └──────────→ executions ←─────────┘ ────┼→ workflows
 *     └──────→ strategies ──────────────────────────────────┘
 * </pre>
 *
 * <p>The markers behind {@code signals} promise the input's time + decision latency: the trading
 * job cannot pass a close + latency before the signals of that close are there.
 */
public final class AnalysisTopology {
  private AnalysisTopology() {}

  /**
   * Adds the topology to an environment.
   *
   * @param analysis empty where no analysts are asked
   */
  public static void define(
      StreamExecutionEnvironment env,
      Source<TopicMessage, ?, ?> indicators,
      Sink<OutboundRecord> sink,
      Optional<AnalysisConfig> analysis,
      SluiceConfig config) {
    SingleOutputStreamOperator<IndicatedBar> bars = read(env, indicators);
    SingleOutputStreamOperator<Signal> rules =
        decide(bars, config.strategies(), config.decisionLatency());
    DataStream<DeadLetter> refused =
        bars.getSideOutput(ReadRecords.DEAD_LETTERS)
            .union(rules.getSideOutput(RunStrategies.DEAD_LETTERS));
    DataStream<OutboundRecord> outbound = Outbound.deadLetters(refused, config.partitions());
    outbound =
        analysis.isEmpty()
            ? outbound.union(signals(rules, config))
            : outbound.union(results(AnalysisStage.define(bars, analysis.get()), rules, config));
    KafkaOutput.publish(
        outbound,
        List.of(new TopicSpec(Topics.SIGNALS, config.decisionLatency())),
        config.partitions(),
        sink,
        "analysis",
        "signals and analyses");
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

  /** Where there is no strategy this is there all the same, so that one can be added to a state. */
  private static SingleOutputStreamOperator<Signal> decide(
      DataStream<IndicatedBar> bars, List<StrategyConfig> strategies, Duration latency) {
    return bars.keyBy(indicated -> indicated.bar().symbol())
        .process(new RunStrategies(strategies, latency), StreamTypes.of(Signal.class))
        .uid("run-strategies")
        .name("Run strategies");
  }

  private static DataStream<OutboundRecord> signals(
      DataStream<Signal> signals, SluiceConfig config) {
    return Outbound.to(
        signals,
        Topics.SIGNALS,
        config.partitions(),
        signal -> signal.symbol(),
        signal -> JsonCodec.SIGNAL.encode(signal));
  }

  private static DataStream<OutboundRecord> results(
      AnalysisStreams results, DataStream<Signal> rules, SluiceConfig config) {
    int n = config.partitions();
    return Outbound.to(
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
            signals(results.signals().union(rules), config),
            Outbound.to(
                results.artifacts(),
                Topics.ARTIFACTS,
                n,
                artifact -> artifact.id(),
                artifact -> JsonCodec.ARTIFACT.encode(artifact)));
  }
}
