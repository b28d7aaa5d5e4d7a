package dev.sluice.operators.market;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.SessionHours;
import dev.sluice.domain.market.SymbolBars;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.market.TradingCalendar;
import dev.sluice.domain.quality.SessionQuality;
import dev.sluice.operators.stream.StatesAtHand;
import dev.sluice.operators.stream.StreamTypes;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Decides when the bars of a symbol are over, and says what they are: intraday bars, sessions and
 * weeks, from trades or from bars that a feed gives. Keyed by symbol; see {@link SymbolBars}.
 *
 * <p>A bar closes when event time reaches its end. A trade or a given bar that is late but within
 * the allowed lateness makes the next revision of the bars that are closed, when event time has
 * reached the clock that it came with: bars of a symbol come in order of time, whatever topic they
 * are of. What lies outside the session, and what a given bar stands for, is counted and in no bar.
 * A corporate action that has come into force is said by the first bar of each timeframe.
 *
 * <p>The state changes in place, trade by trade, as Flink's heap backend allows: its snapshots copy
 * what they still need. The job therefore names that backend itself (docs/decisions/0012).
 */
public final class CloseBars extends KeyedProcessFunction<String, MarketEvent, ExchangeBar>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  /** What was set aside before it came here, see {@link Aside}: what goes no further. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("refused-by-quality", StreamTypes.of(DeadLetter.class));

  /** What was set aside before it came here: what was found, by symbol and session. */
  public static final OutputTag<SessionQuality> FOUND =
      new OutputTag<>("session-quality", StreamTypes.of(SessionQuality.class));

  private final SerializableSupplier<TradingCalendar> calendars;
  private final EnumSet<Timeframe> timeframes;
  private final long latenessMillis;

  private transient Consumer<Bar> emit;
  private transient Collector<ExchangeBar> collector;
  private transient HoursCursors sessions;
  private transient KnownCalendar known;
  private transient int calendar;
  private transient StatesAtHand<SymbolBars> states;
  private transient Counter outsideSession;
  private transient Counter late;
  private transient Counter barsLate;
  private transient Counter repeated;
  private transient Counter superseded;
  private transient Counter closed;
  private transient Counter revised;

  /**
   * @param calendars makes the calendar where the operator runs
   * @param timeframes of the bars that are wanted
   * @param latenessMillis how long a closed bar may be revised
   */
  public CloseBars(
      SerializableSupplier<TradingCalendar> calendars,
      Set<Timeframe> timeframes,
      long latenessMillis) {
    this.calendars = calendars;
    this.timeframes = EnumSet.copyOf(timeframes);
    this.latenessMillis = latenessMillis;
  }

  @Override
  public void open(OpenContext context) {
    emit = this::emit;
    sessions = new HoursCursors(calendars.get());
    states =
        new StatesAtHand<>(
            getRuntimeContext()
                .getState(
                    new ValueStateDescriptor<>("symbol-bars", SymbolBarsSerializer.INSTANCE)));
    known = new KnownCalendar(getRuntimeContext());
    outsideSession = getRuntimeContext().getMetricGroup().counter("outside_session");
    late = getRuntimeContext().getMetricGroup().counter("trades_late");
    barsLate = getRuntimeContext().getMetricGroup().counter("bars_late");
    repeated = getRuntimeContext().getMetricGroup().counter("bars_repeated");
    superseded = getRuntimeContext().getMetricGroup().counter("superseded_by_given");
    closed = getRuntimeContext().getMetricGroup().counter("bars_closed");
    revised = getRuntimeContext().getMetricGroup().counter("bars_revised");
  }

  @Override
  public void processElement(MarketEvent event, Context context, Collector<ExchangeBar> out)
      throws Exception {
    if (event.aside() != null) {
      leave(event.aside(), context);
      return;
    }
    if (event.tick() != null && !event.isTrade()) {
      return;
    }
    SymbolBars bars = states.of(event.symbol());
    if (bars == null) {
      bars = new SymbolBars(event.symbol(), timeframes);
    }
    if (event.tick() == null && event.action() != null) {
      bars.add(event.action().action());
      states.put(event.symbol(), bars);
      return;
    }
    boolean taken = event.tick() != null ? takeTrade(bars, event) : takeBar(bars, event);
    if (!taken) {
      return;
    }
    if (bars.takeBegun()) {
      // State on the heap changes in place; what is new in it is made known here.
      states.put(event.symbol(), bars);
      known.note(event.calendar());
      catchUp(bars, context.timerService().currentWatermark(), event.calendar(), out);
      schedule(bars, context);
    }
  }

  private static void leave(Aside aside, Context context) {
    if (aside.letter() != null) {
      context.output(DEAD_LETTERS, aside.letter());
    }
    if (aside.found() != null) {
      context.output(FOUND, aside.found());
    }
  }

  /**
   * Takes what came late and whose time event time has reached: a timer would wait for the next
   * watermark, which in a quiet market may be long in coming. What comes of it does not depend on
   * it.
   */
  private void catchUp(SymbolBars bars, long passed, int code, Collector<ExchangeBar> out) {
    if (bars.nextLate() <= passed) {
      collector = out;
      calendar = code;
      advance(bars, passed, Long.MIN_VALUE);
    }
  }

  private void advance(SymbolBars bars, long time, long forgettable) {
    bars.advance(time, forgettable, emit);
    repeated.inc(bars.takeRepeated());
    superseded.inc(bars.takeSuperseded());
  }

  private void schedule(SymbolBars bars, Context context) {
    long due = bars.nextDue(latenessMillis);
    if (due < bars.timer()) {
      context.timerService().registerEventTimeTimer(due);
      bars.setTimer(due);
    }
  }

  private boolean takeTrade(SymbolBars bars, MarketEvent event) {
    Tick trade = event.tick();
    SessionHours hours = sessions.of(event.calendar()).at(trade.eventTime());
    if (hours == null) {
      outsideSession.inc();
      return false;
    }
    if (event.isLate()) {
      late.inc();
    }
    if (!bars.add(trade, hours, event.clock())) {
      superseded.inc();
      return false;
    }
    return true;
  }

  private boolean takeBar(SymbolBars bars, MarketEvent event) {
    RawBar bar = event.bar();
    SessionHours hours = sessions.of(event.calendar()).of(bar);
    if (hours == null) {
      outsideSession.inc();
      return false;
    }
    if (bar.end().toEpochMilli() <= event.clock()) {
      barsLate.inc();
    }
    bars.add(bar, hours, event.clock());
    repeated.inc(bars.takeRepeated());
    return true;
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<ExchangeBar> out)
      throws Exception {
    SymbolBars bars = states.of(context.getCurrentKey()).in(timeframes);
    collector = out;
    calendar = known.code();
    advance(bars, time, time - latenessMillis);
    long due = bars.nextDue(latenessMillis);
    bars.setTimer(due);
    if (due != Long.MAX_VALUE) {
      context.timerService().registerEventTimeTimer(due);
    }
    states.put(context.getCurrentKey(), bars);
  }

  @Override
  public void initializeState(FunctionInitializationContext context) {}

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    states.forget();
  }

  private void emit(Bar bar) {
    if (timeframes.contains(bar.timeframe())) {
      (bar.revision() == 0 ? closed : revised).inc();
      collector.collect(new ExchangeBar(bar, calendar));
    }
  }
}
