package dev.sluice.operators.analysis;

import dev.sluice.domain.Ids;
import dev.sluice.domain.analysis.AnalysisRequest;
import dev.sluice.domain.analysis.ChartWindow;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.operators.stream.StreamTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps the last {@value #BARS} daily and weekly bars of a symbol, and asks for an analysis by each
 * strategy when a session's close has passed.
 *
 * <p>A bar is taken when the watermark passes its end, in order of end and a week's before its last
 * session's: the weekly bar that closes with a session is in, and nothing later is, however far
 * ahead of the watermark the bars come. A bar that ends at or before the last one taken is a second
 * copy and is dropped. Bars of history only fill the windows.
 */
public final class AssembleChartWindows
    extends KeyedProcessFunction<String, IndicatedBar, AnalysisRequest> {
  private static final long serialVersionUID = 1L;

  /** Most bars of a chart. */
  public static final int BARS = 120;

  private static final Comparator<IndicatedBar> ORDER =
      Comparator.<IndicatedBar, Instant>comparing(b -> b.bar().end())
          .thenComparing(b -> b.bar().timeframe() == Timeframe.WEEK ? 0 : 1);

  private final List<String> strategies;
  private final WindowAppender appender;

  private transient ValueState<ChartWindowState> windows;
  private transient Counter duplicates;
  private transient Counter requests;

  /**
   * Creates the function.
   *
   * @param strategies names of the strategies that analyse each close
   * @param appender puts a bar into a window
   */
  public AssembleChartWindows(List<String> strategies, WindowAppender appender) {
    this.strategies = List.copyOf(strategies);
    this.appender = appender;
  }

  @Override
  public void open(OpenContext context) {
    windows =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "chart-windows", StreamTypes.of(ChartWindowState.class)));
    duplicates = getRuntimeContext().getMetricGroup().counter("bars_dropped_duplicate");
    requests = getRuntimeContext().getMetricGroup().counter("analyses_requested");
  }

  @Override
  public void processElement(IndicatedBar next, Context context, Collector<AnalysisRequest> out)
      throws Exception {
    Bar bar = next.bar();
    if (bar.timeframe().isIntraday()) {
      return;
    }
    ChartWindowState state = windows.value() == null ? new ChartWindowState() : windows.value();
    if (isTaken(state, bar)) {
      duplicates.inc();
      return;
    }
    state.pending.add(next);
    windows.update(state);
    context.timerService().registerEventTimeTimer(bar.end().toEpochMilli());
  }

  private static boolean isTaken(ChartWindowState state, Bar bar) {
    List<IndicatedBar> window = window(state, bar.timeframe());
    boolean old =
        !window.isEmpty() && !bar.end().isAfter(window.get(window.size() - 1).bar().end());
    return old
        || state.pending.stream()
            .map(IndicatedBar::bar)
            .anyMatch(p -> p.timeframe() == bar.timeframe() && p.end().equals(bar.end()));
  }

  private static List<IndicatedBar> window(ChartWindowState state, Timeframe timeframe) {
    return timeframe == Timeframe.WEEK ? state.weekly : state.daily;
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<AnalysisRequest> out)
      throws Exception {
    ChartWindowState state = windows.value();
    Instant passed = Instant.ofEpochMilli(timestamp);
    List<IndicatedBar> due =
        state.pending.stream().filter(b -> !b.bar().end().isAfter(passed)).sorted(ORDER).toList();
    state.pending.removeAll(due);
    for (IndicatedBar next : due) {
      if (next.bar().timeframe() == Timeframe.WEEK) {
        state.weekly = new ArrayList<>(appender.append(state.weekly, next, BARS));
      } else {
        state.daily = new ArrayList<>(appender.append(state.daily, next, BARS));
        if (!next.bar().history()) {
          request(next.bar(), state, out);
        }
      }
    }
    windows.update(state);
  }

  private void request(Bar bar, ChartWindowState state, Collector<AnalysisRequest> out) {
    for (String strategy : strategies) {
      requests.inc();
      out.collect(
          new AnalysisRequest(
              Ids.of("execution", strategy, bar.sessionDate()),
              strategy,
              bar.symbol(),
              bar.sessionDate(),
              bar.end(),
              window(bar, Timeframe.SESSION, state.daily),
              window(bar, Timeframe.WEEK, state.weekly),
              null,
              null,
              null,
              null));
    }
  }

  private static ChartWindow window(Bar last, Timeframe timeframe, List<IndicatedBar> bars) {
    return new ChartWindow(last.symbol(), timeframe, List.copyOf(bars), last.simulated());
  }
}
