package dev.sluice.operators.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.Analysis;
import dev.sluice.domain.analysis.Analyst;
import dev.sluice.domain.analysis.AnalystAnswer;
import dev.sluice.domain.analysis.Artifact;
import dev.sluice.domain.analysis.Chart;
import dev.sluice.domain.analysis.ChartMode;
import dev.sluice.domain.analysis.Execution;
import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.indicator.IndicatedBar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole stage in one process, with the settings of a real job. */
@Timeout(120)
class AnalysisStageTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Map<String, Queue<Object>> SEEN = new ConcurrentHashMap<>();
  private static final Map<String, byte[]> STORED = new ConcurrentHashMap<>();

  @BeforeEach
  void forget() {
    SEEN.clear();
    STORED.clear();
  }

  @Test
  void drawsAsksAndDecidesForEverySymbolAndSession() throws Exception {
    run(ChartMode.ALL);
    List<Signal> signals = seen("signals");
    assertThat(signals).hasSize(3 * 5);
    assertThat(signals.stream().collect(Collectors.groupingBy(Signal::type, Collectors.counting())))
        .containsOnly(Map.entry(SignalType.BUY, 5L), Map.entry(SignalType.HOLD, 10L));
    assertThat(signals)
        .allSatisfy(
            s -> {
              assertThat(s.eventTime().getEpochSecond() % 3600).isEqualTo(60);
              assertThat(s.dailyChartId()).isNotNull();
            });
    List<Chart> charts = seen("charts");
    assertThat(charts).as("daily ones, and weekly ones of the last day").hasSize(15 + 3);
    assertThat(STORED).hasSize(2 * 18);
    assertThat(charts).allSatisfy(c -> assertThat(STORED).containsKeys(c.imageKey(), c.htmlKey()));
    List<Analysis> analyses = seen("analyses");
    assertThat(analyses).hasSize(15);
    assertThat(analyses)
        .filteredOn(a -> a.symbol().equals("BAD"))
        .hasSize(5)
        .allSatisfy(a -> assertThat(a.status()).isEqualTo("SERVER_ERROR"));
    List<Artifact> artifacts = seen("artifacts");
    assertThat(artifacts).extracting(Artifact::id).doesNotHaveDuplicates();
    assertThat(
            artifacts.stream()
                .collect(Collectors.groupingBy(Artifact::kind, Collectors.counting())))
        .containsOnly(Map.entry("chart", 36L), Map.entry("llm", 15L), Map.entry("signal", 15L));
  }

  @Test
  void closesAnExecutionOnlyWhenAllItsResultsAreIn() throws Exception {
    run(ChartMode.NONE);
    List<Execution> executions = seen("executions");
    assertThat(executions).hasSize(10);
    assertThat(executions)
        .filteredOn(e -> e.version() == 2)
        .hasSize(5)
        .allSatisfy(
            e -> {
              assertThat(e.status()).isEqualTo("COMPLETED_WITH_FAILURES");
              assertThat(e.symbols()).isEqualTo(3);
              assertThat(e.failures()).isEqualTo(1);
              assertThat(e.completedAt()).isEqualTo(e.startedAt().plusSeconds(60));
            });
  }

  @Test
  void drawsOnlyWhatLeadsToASignalWhereSoAsked() throws Exception {
    run(ChartMode.SIGNALS);
    assertThat(this.<Chart>seen("charts"))
        .extracting(Chart::symbol)
        .containsOnly("BUY")
        .hasSize(5 + 1);
    assertThat(this.<Signal>seen("signals"))
        .allSatisfy(
            s -> assertThat(s.dailyChartId() != null).isEqualTo(s.type() == SignalType.BUY));
    assertThat(this.<Analysis>seen("analyses"))
        .as("the analyst read figures alone")
        .allSatisfy(a -> assertThat(a.prompt()).contains("charts none"));
  }

  @Test
  void drawsNothingWhereSoAsked() throws Exception {
    run(ChartMode.NONE);
    assertThat(this.<Chart>seen("charts")).isEmpty();
    assertThat(STORED).isEmpty();
    assertThat(this.<Signal>seen("signals"))
        .hasSize(15)
        .allSatisfy(s -> assertThat(s.dailyChartId()).isNull());
  }

  @Test
  void decidesTheSameTwice() throws Exception {
    run(ChartMode.ALL);
    List<Signal> first = seen("signals");
    forget();
    run(ChartMode.ALL);
    assertThat(this.<Signal>seen("signals")).containsExactlyInAnyOrderElementsOf(first);
  }

  private static void run(ChartMode mode) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(2);
    assertThat(env.getConfiguration().get(PipelineOptions.GENERIC_TYPES)).isFalse();
    assertThat(env.getConfiguration().get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
    List<IndicatedBar> bars = new ArrayList<>();
    for (int day = 0; day < 5; day++) {
      for (String symbol : List.of("BUY", "HOLD", "BAD")) {
        bars.add(Fixture.daily(symbol, day, false));
        if (day == 4) {
          bars.add(Fixture.weekly(symbol, day));
        }
      }
    }
    DataStream<IndicatedBar> indicators =
        env.fromData(bars, AnalysisTypes.of(IndicatedBar.class))
            .uid("bars")
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<IndicatedBar>forMonotonousTimestamps()
                    .withTimestampAssigner((bar, time) -> bar.bar().end().toEpochMilli()))
            .uid("times");
    AnalysisStreams streams = AnalysisStage.define(indicators, config(mode));
    keep("executions", streams.executions(), Execution.class);
    keep("charts", streams.charts(), Chart.class);
    keep("analyses", streams.analyses(), Analysis.class);
    keep("signals", streams.signals(), Signal.class);
    keep("artifacts", streams.artifacts(), Artifact.class);
    env.execute("analysis stage");
  }

  private static AnalysisConfig config(ChartMode mode) {
    return new AnalysisConfig(
        List.of("swing"),
        mode,
        "charts",
        Duration.ofSeconds(60),
        "test-model",
        AnalysisStageTest::analyst,
        Duration.ofSeconds(20),
        4,
        Fixture.APPENDER,
        new Fixture.TextRenderer(),
        () -> (key, bytes, contentType) -> STORED.put(key, bytes),
        2,
        Duration.ofMinutes(10));
  }

  /** Answers by symbol, each a different time after the question. */
  private static Analyst analyst() {
    return question -> {
      AnalystAnswer answer =
          switch (question.symbol()) {
            case "BUY" -> Fixture.buy();
            case "HOLD" -> Fixture.hold();
            default -> Fixture.failed();
          };
      return new CompletableFuture<AnalystAnswer>()
          .completeOnTimeout(answer, question.symbol().length() * 5L, TimeUnit.MILLISECONDS);
    };
  }

  private static <T> void keep(String name, DataStream<T> stream, Class<T> type) {
    stream
        .map(
            value -> {
              SEEN.computeIfAbsent(name, n -> new ConcurrentLinkedQueue<>()).add(value);
              return value;
            },
            AnalysisTypes.of(type))
        .uid("keep-" + name)
        .sinkTo(new DiscardingSink<>())
        .uid("discard-" + name);
  }

  @SuppressWarnings("unchecked")
  private <T> List<T> seen(String name) {
    return (List<T>) List.copyOf(SEEN.getOrDefault(name, new ConcurrentLinkedQueue<>()));
  }
}
