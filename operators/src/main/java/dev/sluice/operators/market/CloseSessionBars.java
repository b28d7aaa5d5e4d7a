package dev.sluice.operators.market;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.BarBuilder;
import dev.sluice.domain.market.BarPath;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.market.TradingCalendar;
import dev.sluice.operators.stream.StreamTypes;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Decides when a minute and a session are over, and says what their bars are. Keyed by symbol.
 *
 * <p>A bar closes when event time reaches its end; a trade stamped exactly at the session's close
 * is the closing auction's and belongs to the session's last minute. What lies outside the session
 * is counted and in no bar. Bars that the feed gave are passed on at their end, minute bars also
 * summed to the session's. {@link #QUOTES} carries what orders can be filled at: the ticks of the
 * session, and the path of each given bar (see {@link BarPath}). A given bar's split goes there
 * too, 1 ms before the bar starts, so that whoever reads it has changed scale before the bar's
 * first price. Bars of history are on nobody's books and split nothing.
 */
public final class CloseSessionBars extends KeyedProcessFunction<String, MarketEvent, Bar> {
  private static final long serialVersionUID = 1L;
  private static final long MINUTE = 60_000;

  /** Ticks of the session, and the paths and splits of given bars. */
  public static final OutputTag<Tick> QUOTES =
      new OutputTag<>("quotes", StreamTypes.of(Tick.class));

  private final SerializableSupplier<TradingCalendar> calendars;
  private transient TradingCalendar calendar;
  private transient Optional<Session> lastSession;
  private transient SessionBarsState state;
  private transient Counter outsideSession;

  public CloseSessionBars(SerializableSupplier<TradingCalendar> calendars) {
    this.calendars = calendars;
  }

  @Override
  public void open(OpenContext context) {
    calendar = calendars.get();
    lastSession = Optional.empty();
    state = new SessionBarsState(getRuntimeContext());
    outsideSession = getRuntimeContext().getMetricGroup().counter("outside_session");
  }

  @Override
  public void processElement(MarketEvent event, Context context, Collector<Bar> out)
      throws Exception {
    if (event.tick() != null) {
      takeTick(event.tick(), context);
    } else {
      takeBar(event.bar(), context);
    }
  }

  private void takeTick(Tick tick, Context context) throws Exception {
    Optional<Session> session = sessionAt(tick.eventTime());
    if (session.isEmpty()) {
      outsideSession.inc();
      return;
    }
    context.output(QUOTES, tick);
    if (tick.kind() != TickKind.TRADE) {
      return;
    }
    long close = session.get().close().toEpochMilli();
    long start = Math.floorDiv(Math.min(tick.eventTime(), close - 1), MINUTE) * MINUTE;
    BarBuilder minute = state.minutes.get(start);
    if (minute == null) {
      minute = new BarBuilder();
      context.timerService().registerEventTimeTimer(start + MINUTE);
    }
    minute.add(tick);
    state.minutes.put(start, minute);
    BarBuilder day = openSession(close, context);
    day.add(tick);
    state.sessions.put(close, day);
  }

  private void takeBar(RawBar bar, Context context) throws Exception {
    if (bar.timeframe() == Timeframe.MINUTE) {
      Optional<Session> session = sessionAt(bar.start().toEpochMilli());
      if (session.isEmpty()) {
        outsideSession.inc();
        return;
      }
      long close = session.get().close().toEpochMilli();
      BarBuilder day = openSession(close, context);
      day.add(bar);
      state.sessions.put(close, day);
    }
    state.given.put(bar.end().toEpochMilli(), bar);
    context.timerService().registerEventTimeTimer(bar.end().toEpochMilli());
    if (!bar.history()) {
      if (splits(bar)) {
        context.timerService().registerEventTimeTimer(splitTime(bar));
      }
      for (Tick quote : BarPath.quotes(bar)) {
        context.timerService().registerEventTimeTimer(quote.eventTime());
      }
    }
  }

  private BarBuilder openSession(long close, Context context) throws Exception {
    BarBuilder day = state.sessions.get(close);
    if (day == null) {
      context.timerService().registerEventTimeTimer(close);
      return new BarBuilder();
    }
    return day;
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Bar> out) throws Exception {
    String symbol = context.getCurrentKey();
    closeMinute(symbol, time, out);
    splitBeforeGivenBars(time, context);
    quoteGivenBars(time, context);
    closeGivenBar(time, out);
    closeSession(symbol, time, out);
  }

  private void closeMinute(String symbol, long end, Collector<Bar> out) throws Exception {
    BarBuilder minute = state.minutes.get(end - MINUTE);
    if (minute == null) {
      return;
    }
    state.minutes.remove(end - MINUTE);
    Instant start = Instant.ofEpochMilli(end - MINUTE);
    out.collect(
        minute.build(
            symbol, Timeframe.MINUTE, start, Instant.ofEpochMilli(end), calendar.dateOf(start)));
  }

  private void closeSession(String symbol, long close, Collector<Bar> out) throws Exception {
    BarBuilder day = state.sessions.get(close);
    if (day == null) {
      return;
    }
    state.sessions.remove(close);
    Session session = sessionAt(close).orElseThrow();
    out.collect(
        day.build(symbol, Timeframe.SESSION, session.open(), session.close(), session.date()));
  }

  private void splitBeforeGivenBars(long time, OnTimerContext context) throws Exception {
    for (RawBar bar : state.given.values()) {
      if (!bar.history() && splits(bar) && splitTime(bar) == time) {
        context.output(
            QUOTES,
            Tick.split(bar.symbol(), time, time, bar.splitFactor(), bar.source(), bar.simulated()));
      }
    }
  }

  private static boolean splits(RawBar bar) {
    return bar.splitFactor() != 1;
  }

  private static long splitTime(RawBar bar) {
    return bar.start().toEpochMilli() - 1;
  }

  private void quoteGivenBars(long time, OnTimerContext context) throws Exception {
    for (RawBar bar : state.given.values()) {
      boolean within = bar.start().toEpochMilli() <= time && time <= bar.end().toEpochMilli();
      if (within && bar.history() && time == bar.end().toEpochMilli()) {
        context.output(QUOTES, BarPath.closing(bar));
      } else if (within && !bar.history()) {
        for (Tick quote : BarPath.quotes(bar)) {
          // A bar that starts with the closing auction has a path beyond the close: it is not
          // tradable.
          if (quote.eventTime() == time && sessionAt(time).isPresent()) {
            context.output(QUOTES, quote);
          }
        }
      }
    }
  }

  private void closeGivenBar(long end, Collector<Bar> out) throws Exception {
    RawBar bar = state.given.get(end);
    if (bar == null) {
      return;
    }
    state.given.remove(end);
    out.collect(
        new Bar(
            bar.symbol(),
            bar.timeframe(),
            bar.start(),
            bar.end(),
            bar.sessionDate(),
            bar.open(),
            bar.high(),
            bar.low(),
            bar.close(),
            bar.volume(),
            0,
            Double.NaN,
            0,
            bar.splitFactor(),
            bar.dividend(),
            bar.source(),
            bar.simulated(),
            bar.history(),
            null,
            null,
            true));
  }

  /** The session at an instant; ticks come session by session, so the last one is kept at hand. */
  private Optional<Session> sessionAt(long time) {
    if (lastSession.isPresent()
        && time >= lastSession.get().open().toEpochMilli()
        && time <= lastSession.get().close().toEpochMilli()) {
      return lastSession;
    }
    Optional<Session> session = calendar.sessionAt(Instant.ofEpochMilli(time));
    if (session.isPresent()) {
      lastSession = session;
    }
    return session;
  }
}
