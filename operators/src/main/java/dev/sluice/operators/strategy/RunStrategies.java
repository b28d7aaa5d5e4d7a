package dev.sluice.operators.strategy;

import dev.sluice.domain.Ids;
import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.strategy.Intent;
import dev.sluice.domain.strategy.StrategySeries;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Decides what strategies want at the close of a bar. Keyed by symbol.
 *
 * <p>A signal holds from the bar's end + decision latency on. Bars of history and revisions are
 * looked at and decide nothing. A strategy that fails on a bar wants nothing, is counted and said
 * in {@link #DEAD_LETTERS}: it stops no other.
 *
 * <p>State: for each timeframe that a strategy uses the last bars, as many as the one that looks
 * back furthest wants, 40 bytes each, and the indicators of two; kept as long as the symbol.
 */
public final class RunStrategies extends KeyedProcessFunction<String, IndicatedBar, Signal> {
  private static final long serialVersionUID = 1L;

  /** Bars that a strategy failed on. They are few, so a side output costs nothing that is felt. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("strategies-failed", StreamTypes.of(DeadLetter.class));

  private static final String FAILED = "STRATEGY_FAILED";

  /** Of a bar that is no record of Kafka here. */
  private static final int NOWHERE = -1;

  private final EnumMap<Timeframe, ArrayList<StrategyConfig>> strategies =
      new EnumMap<>(Timeframe.class);
  private final EnumMap<Timeframe, Integer> lookbacks = new EnumMap<>(Timeframe.class);
  private final long latencyMillis;

  private transient MapState<String, StrategySeries> series;
  private transient Counter decided;
  private transient Counter failed;

  /**
   * @param strategies those that run, of different names
   * @param latency time from a bar's end to a signal's effect
   */
  public RunStrategies(List<StrategyConfig> strategies, Duration latency) {
    for (StrategyConfig config : strategies) {
      this.strategies.computeIfAbsent(config.timeframe(), t -> new ArrayList<>()).add(config);
      lookbacks.merge(config.timeframe(), config.strategy().lookback(), Math::max);
    }
    this.latencyMillis = latency.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    series =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "strategy-series",
                    StringSerializer.INSTANCE,
                    StrategySeriesSerializer.INSTANCE));
    decided = getRuntimeContext().getMetricGroup().counter("signals");
    failed = getRuntimeContext().getMetricGroup().counter("strategies_failed");
  }

  @Override
  public void processElement(IndicatedBar indicated, Context context, Collector<Signal> out)
      throws Exception {
    Bar bar = indicated.bar();
    List<StrategyConfig> deciding = strategies.get(bar.timeframe());
    if (deciding == null || !bar.complete()) {
      return;
    }
    StrategySeries known = series.get(bar.timeframe().code());
    StrategySeries seen =
        known == null
            ? new StrategySeries(lookbacks.get(bar.timeframe()))
            : known.withLength(lookbacks.get(bar.timeframe()));
    boolean fresh = seen.add(indicated);
    if (known != seen) {
      // State on the heap changes in place; only what is new is made known.
      series.put(bar.timeframe().code(), seen);
    }
    if (fresh && !bar.history()) {
      for (StrategyConfig config : deciding) {
        decide(config, seen, context, out);
      }
    }
  }

  private void decide(
      StrategyConfig config, StrategySeries seen, Context context, Collector<Signal> out) {
    Intent intent;
    try {
      intent = config.strategy().decide(seen);
    } catch (RuntimeException e) {
      // Somebody's own code: what it cannot decide it does not want.
      failed.inc();
      context.output(DEAD_LETTERS, letter(config, seen.bar(), e));
      return;
    }
    if (intent != null && intent.isWanted()) {
      decided.inc();
      out.collect(signal(config, intent, seen.bar()));
    }
  }

  private static DeadLetter letter(StrategyConfig config, Bar bar, RuntimeException e) {
    return new DeadLetter(
        Ids.of(
            "dead-letter", FAILED, config.name(), bar.symbol(), bar.timeframe().code(), bar.end()),
        Topics.BARS,
        NOWHERE,
        NOWHERE,
        bar.symbol(),
        FAILED,
        "%s: %s failed on the bar that ended at %s: %s"
            .formatted(FAILED, config.name(), bar.end(), e),
        JsonCodec.BAR.encode(bar),
        bar.end());
  }

  private Signal signal(StrategyConfig config, Intent intent, Bar bar) {
    return new Signal(
        Ids.of("signal", config.name(), bar.symbol(), bar.timeframe().code(), bar.end()),
        null,
        config.name(),
        bar.symbol(),
        intent.type(),
        intent.confidence(),
        BigDecimal.valueOf(bar.close()),
        intent.stop(),
        intent.target(),
        bar.end().plusMillis(latencyMillis),
        null,
        null,
        null,
        intent.reason() == null ? Map.of() : Map.of("reason", intent.reason()),
        bar.simulated(),
        intent.terms());
  }
}
