package dev.sluice.operators.market;

import dev.sluice.domain.market.BarPath;
import dev.sluice.domain.market.HoursCursor;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.market.TradingCalendar;
import dev.sluice.operators.stream.StreamTypes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Quotes the bars that a feed gives, along a path (see {@link BarPath}), so that orders can be
 * filled where there are no ticks. Keyed by symbol.
 *
 * <p>A bar's split goes out too, 1 ms before the bar starts, so that whoever reads it has changed
 * scale before the bar's first price. Bars of history are on nobody's books: they split nothing and
 * give their closing price only. A late bar fills nothing.
 *
 * <p>State: the bars that are not over; the timer at a bar's end removes it. The symbol's calendar
 * where it is not the desk's, by {@link KnownCalendar}.
 */
public final class QuoteGivenBars extends KeyedProcessFunction<String, MarketEvent, Tick> {
  private static final long serialVersionUID = 1L;

  private final SerializableSupplier<TradingCalendar> calendars;
  private transient HoursCursors sessions;
  private transient MapState<Long, RawBar> given;
  private transient KnownCalendar calendar;
  private transient Counter outsideSession;

  public QuoteGivenBars(SerializableSupplier<TradingCalendar> calendars) {
    this.calendars = calendars;
  }

  @Override
  public void open(OpenContext context) {
    sessions = new HoursCursors(calendars.get());
    given =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "given-bars", StreamTypes.of(Long.class), StreamTypes.of(RawBar.class)));
    calendar = new KnownCalendar(getRuntimeContext());
    outsideSession = getRuntimeContext().getMetricGroup().counter("outside_session");
  }

  @Override
  public void processElement(MarketEvent event, Context context, Collector<Tick> out)
      throws Exception {
    RawBar bar = event.bar();
    if (event.isLate()) {
      return;
    }
    if (bar.timeframe() == Timeframe.MINUTE
        && sessions.of(event.calendar()).at(bar.start().toEpochMilli()) == null) {
      outsideSession.inc();
      return;
    }
    calendar.note(event.calendar());
    given.put(key(bar), bar);
    context.timerService().registerEventTimeTimer(bar.end().toEpochMilli());
    if (!bar.history()) {
      if (splits(bar)) {
        context.timerService().registerEventTimeTimer(splitTime(bar));
      }
      for (int place = 0; place < BarPath.QUOTES; place++) {
        context.timerService().registerEventTimeTimer(BarPath.time(bar, place));
      }
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Tick> out) throws Exception {
    // A bar may end where the next begins. A map has no order, or another one after a restore.
    List<RawBar> bars = new ArrayList<>();
    given.values().forEach(bars::add);
    if (bars.size() > 1) {
      bars.sort(Comparator.comparing(RawBar::end).thenComparing(RawBar::timeframe));
    }
    for (RawBar bar : bars) {
      if (!bar.history() && splits(bar) && splitTime(bar) == time) {
        out.collect(
            Tick.split(bar.symbol(), time, time, bar.splitFactor(), bar.source(), bar.simulated()));
      }
    }
    HoursCursor hours = sessions.of(calendar.code());
    for (RawBar bar : bars) {
      quote(bar, time, hours, out);
    }
    given.remove(time);
    given.remove(-time);
  }

  /** By the end, below 0 for a minute's: the last minute and its session end together. */
  private static long key(RawBar bar) {
    long end = bar.end().toEpochMilli();
    return bar.timeframe() == Timeframe.SESSION ? end : -end;
  }

  private static void quote(RawBar bar, long time, HoursCursor hours, Collector<Tick> out) {
    boolean within = bar.start().toEpochMilli() <= time && time <= bar.end().toEpochMilli();
    if (!within) {
      return;
    }
    if (bar.history()) {
      if (time == bar.end().toEpochMilli()) {
        out.collect(BarPath.closing(bar));
      }
      return;
    }
    for (int place = 0; place < BarPath.QUOTES; place++) {
      // A bar that starts with the closing auction has a path beyond the close: it is not tradable.
      if (BarPath.time(bar, place) == time && hours.at(time) != null) {
        out.collect(BarPath.quote(bar, place));
      }
    }
  }

  private static boolean splits(RawBar bar) {
    return bar.splitFactor() != 1;
  }

  private static long splitTime(RawBar bar) {
    return bar.start().toEpochMilli() - 1;
  }
}
