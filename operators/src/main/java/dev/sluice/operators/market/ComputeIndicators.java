package dev.sluice.operators.market;

import dev.sluice.domain.Ids;
import dev.sluice.domain.indicator.BarsPerYear;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.indicator.IndicatorSnapshot;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.market.TradingCalendar;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes the indicators of each bar of the configured timeframes, in constant time a bar. Keyed
 * by symbol.
 *
 * <p>A revision of the last bar replaces it, and is given on with its indicators; what a revision
 * of an earlier bar would change is not computed again. A bar that was taken before is dropped. One
 * whose figures no indicator can take, as of a price that is not above 0, is a dead letter and
 * changes nothing.
 *
 * <p>State: {@link SymbolIndicators} of each timeframe, at most 2.3 KiB and 64 bytes for each of
 * the last bars that custom indicators want, kept as long as the symbol is traded, since indicators
 * have no end.
 */
public final class ComputeIndicators
    extends KeyedProcessFunction<String, ExchangeBar, IndicatedBar> {
  private static final long serialVersionUID = 1L;

  /** Bars that could not be taken. They are few, so a side output costs nothing that is felt. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("refused-by-indicators", StreamTypes.of(DeadLetter.class));

  private static final String UNUSABLE = "UNUSABLE_BAR";

  /** Of a bar that is no record of Kafka yet. */
  private static final int NOWHERE = -1;

  private static final Logger LOG = LoggerFactory.getLogger(ComputeIndicators.class);

  private final SerializableSupplier<TradingCalendar> calendars;
  private final EnumSet<Timeframe> timeframes;
  private final Ta4jIndicator[] custom;
  private final int keptBars;

  private transient HoursCursors exchanges;
  private transient MapState<String, SymbolIndicators> indicators;
  private transient Counter computed;
  private transient Counter revised;
  private transient Counter repeated;
  private transient Counter tooLate;
  private transient Counter refused;
  private transient Counter customFailed;
  private transient Set<String> failuresLogged;

  /**
   * Creates the function.
   *
   * @param calendars the desk's own sessions; by those of a bar's exchange, when the symbol's first
   *     bar comes, its volatility is made annual
   * @param timeframes whose bars get indicators; bars of others are passed over
   * @param custom indicators of Ta4j that each of these bars gets besides
   */
  public ComputeIndicators(
      SerializableSupplier<TradingCalendar> calendars,
      Set<Timeframe> timeframes,
      List<Ta4jIndicator> custom) {
    this.calendars = calendars;
    this.timeframes = EnumSet.noneOf(Timeframe.class);
    this.timeframes.addAll(timeframes);
    this.custom = custom.toArray(Ta4jIndicator[]::new);
    this.keptBars = custom.stream().mapToInt(Ta4jIndicator::warmup).max().orElse(0);
  }

  @Override
  public void open(OpenContext context) {
    exchanges = new HoursCursors(calendars.get());
    indicators =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "indicators", StringSerializer.INSTANCE, SymbolIndicatorsSerializer.INSTANCE));
    computed = getRuntimeContext().getMetricGroup().counter("bars_indicated");
    revised = getRuntimeContext().getMetricGroup().counter("bars_revised");
    repeated = getRuntimeContext().getMetricGroup().counter("bars_repeated");
    tooLate = getRuntimeContext().getMetricGroup().counter("revisions_too_late");
    refused = getRuntimeContext().getMetricGroup().counter("bars_refused");
    customFailed = getRuntimeContext().getMetricGroup().counter("custom_indicators_failed");
    failuresLogged = new HashSet<>();
  }

  @Override
  public void processElement(ExchangeBar of, Context context, Collector<IndicatedBar> out)
      throws Exception {
    Bar bar = of.bar();
    if (!timeframes.contains(bar.timeframe())) {
      return;
    }
    String timeframe = bar.timeframe().code();
    SymbolIndicators state = indicators.get(timeframe);
    if (state == null) {
      TradingCalendar calendar = exchanges.of(of.calendar()).calendar();
      state = new SymbolIndicators(bar.timeframe(), BarsPerYear.of(bar.timeframe(), calendar));
    }
    SymbolIndicators.Standing standing = state.standing(bar);
    switch (standing) {
      case REPEATED -> repeated.inc();
      case TOO_LATE -> tooLate.inc();
      default -> {
        IndicatorSnapshot snapshot;
        try {
          snapshot = state.take(bar, standing, keptBars);
        } catch (IllegalArgumentException e) {
          // The state is as it was.
          refused.inc();
          context.output(DEAD_LETTERS, letter(bar, e.getMessage()));
          return;
        }
        out.collect(new IndicatedBar(bar, snapshot, custom(bar, state.recent())));
        (standing == SymbolIndicators.Standing.REVISION ? revised : computed).inc();
        indicators.put(timeframe, state);
      }
    }
  }

  private static DeadLetter letter(Bar bar, String why) {
    String id =
        Ids.of(
            "dead-letter",
            Topics.BARS,
            bar.symbol(),
            bar.timeframe().code(),
            bar.start(),
            bar.revision());
    return new DeadLetter(
        id,
        Topics.BARS,
        NOWHERE,
        NOWHERE,
        bar.symbol(),
        UNUSABLE,
        UNUSABLE + ": " + why,
        JsonCodec.BAR.encode(bar),
        bar.end());
  }

  private Map<String, Double> custom(Bar bar, RecentBars recent) {
    if (custom.length == 0) {
      return Map.of();
    }
    Map<String, Double> values = new TreeMap<>();
    for (Ta4jIndicator indicator : custom) {
      double value = value(indicator, bar, recent);
      if (Double.isFinite(value)) {
        values.put(indicator.name(), value);
      }
    }
    return values;
  }

  /** NaN where somebody else's code fails on these bars: that must not end the job. */
  private double value(Ta4jIndicator indicator, Bar bar, RecentBars recent) {
    try {
      return indicator.value(recent);
    } catch (RuntimeException e) {
      customFailed.inc();
      if (failuresLogged.add(indicator.name())) {
        LOG.warn("custom indicator {} failed, first at {}", indicator, bar, e);
      }
      return Double.NaN;
    }
  }
}
