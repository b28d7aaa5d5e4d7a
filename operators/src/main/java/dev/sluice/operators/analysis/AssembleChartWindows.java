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
 *
 * <p>A session's analysis sees the first edition of its bars, however soon a revision comes: what
 * is decided must not depend on which was faster. A revision of the last bar stands from the next
 * session on; an older bar's is dropped.
 */
public final class AssembleChartWindows
    extends KeyedProcessFunction<String, IndicatedBar, AnalysisRequest> {
  private static final long serialVersionUID = 1L;

  /** Most bars of a chart. */
  public static final int BARS = 120;

  private static final Comparator<IndicatedBar> ORDER =
      Comparator.<IndicatedBar, Instant>comparing(b -> b.bar().end())
          .thenComparing(b -> b.bar().timeframe() == Timeframe.WEEK ? 0 : 1)
          .thenComparing(b -> b.bar().revision());

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
    if (bar.revision() > 0 && !isPending(state, bar)) {
      revise(state, next);
    } else {
      state.pending.add(next);
      context.timerService().registerEventTimeTimer(bar.end().toEpochMilli());
    }
    windows.update(state);
  }

  /** Whether this edition or a later one of the bar, or a later bar, has been taken. */
  private static boolean isTaken(ChartWindowState state, Bar bar) {
    List<IndicatedBar> window = window(state, bar.timeframe());
    if (!window.isEmpty()) {
      Bar last = window.get(window.size() - 1).bar();
      int order = bar.end().compareTo(last.end());
      if (order < 0 || (order == 0 && bar.revision() <= last.revision())) {
        return true;
      }
    }
    return state.pending.stream()
        .map(IndicatedBar::bar)
        .anyMatch(p -> isSame(p, bar) && p.revision() >= bar.revision());
  }

  private static boolean isPending(ChartWindowState state, Bar bar) {
    return state.pending.stream().anyMatch(p -> isSame(p.bar(), bar));
  }

  private static boolean isSame(Bar one, Bar other) {
    return one.timeframe() == other.timeframe() && one.end().equals(other.end());
  }

  /** Puts a later edition in the place of the last bar. */
  private static void revise(ChartWindowState state, IndicatedBar next) {
    List<IndicatedBar> window = window(state, next.bar().timeframe());
    int last = window.size() - 1;
    if (last >= 0 && isSame(window.get(last).bar(), next.bar())) {
      window.set(last, next);
    }
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
      if (next.bar().revision() > 0) {
        continue;
      }
      if (next.bar().timeframe() == Timeframe.WEEK) {
        state.weekly = new ArrayList<>(appender.append(state.weekly, next, BARS));
      } else {
        state.daily = new ArrayList<>(appender.append(state.daily, next, BARS));
        if (!next.bar().history()) {
          request(next.bar(), state, out);
        }
      }
    }
    due.stream().filter(b -> b.bar().revision() > 0).forEach(b -> revise(state, b));
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
