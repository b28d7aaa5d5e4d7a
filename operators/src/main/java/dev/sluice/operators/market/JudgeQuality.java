package dev.sluice.operators.market;

import dev.sluice.domain.market.CorporateActions;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.SessionHours;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.domain.market.TradingCalendar;
import dev.sluice.domain.quality.QualityContext;
import dev.sluice.domain.quality.QualityRule;
import dev.sluice.domain.quality.QualityVerdict;
import dev.sluice.operators.stream.StatesAtHand;
import dev.sluice.wire.Topics;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Lets through what can be believed: nobody sees a price that has jumped before others have
 * confirmed it. Keyed by symbol, before bars and quotes are made.
 *
 * <p>A tick that the rules hold waits in quarantine. Confirmed, it goes on before the one that
 * confirmed it, as if it had come then: what its partition's clock has passed meanwhile it may
 * revise, and no order is filled at it. Refuted, or confirmed by nobody within the quarantine or
 * its session, it is set {@link Aside}, as are second copies of trades and crossed quotes. Given
 * bars are never held, since the next one may be a session away.
 *
 * <p>Corporate actions wait here until they come into force ({@link CorporateActions}); prices of
 * before a split and behind it are judged on one scale.
 *
 * <p>All that is decided follows from the order of the symbol's log and the clock of its partition.
 * The timers do only what the next tick would find done.
 *
 * <p>The state changes in place, as Flink's heap backend allows (docs/decisions/0012).
 */
public final class JudgeQuality extends KeyedProcessFunction<String, MarketEvent, MarketEvent>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private static final QualityVerdict COPY =
      QualityVerdict.reject(QualityRule.DUPLICATE_TRADE, "the number came before");

  private final SerializableSupplier<TradingCalendar> calendars;
  private final QualitySettings settings;
  private final long latenessMillis;

  /** By code of the calendar. */
  private transient QualityContext[] rules;

  private transient HoursCursors sessions;
  private transient StatesAtHand<SymbolQuality> ticks;
  private transient StatesAtHand<GivenBarQuality> bars;
  private transient ActionGate gate;
  private transient QualityCounters counters;

  /**
   * @param calendars makes the calendar where the operator runs
   * @param latenessMillis how far behind its partition's clock a record may come
   */
  public JudgeQuality(
      SerializableSupplier<TradingCalendar> calendars,
      QualitySettings settings,
      long latenessMillis) {
    this.calendars = calendars;
    this.settings = settings;
    this.latenessMillis = latenessMillis;
  }

  @Override
  public void open(OpenContext context) {
    sessions = new HoursCursors(calendars.get());
    rules = new QualityContext[sessions.size()];
    for (int i = 0; i < rules.length; i++) {
      rules[i] = new QualityContext(settings.limits(), sessions.of(i).calendar(), false);
    }
    ticks =
        new StatesAtHand<>(
            getRuntimeContext()
                .getState(
                    new ValueStateDescriptor<>(
                        "symbol-quality", SymbolQuality.Serializer.INSTANCE)));
    bars =
        new StatesAtHand<>(
            getRuntimeContext()
                .getState(
                    new ValueStateDescriptor<>(
                        "given-bar-quality", GivenBarQuality.Serializer.INSTANCE)));
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    gate = new ActionGate(metrics);
    counters = new QualityCounters(metrics);
  }

  @Override
  public void processElement(MarketEvent event, Context context, Collector<MarketEvent> out)
      throws Exception {
    if (event.tick() == null) {
      if (event.aside() != null) {
        out.collect(event);
      } else if (event.refusal() != null) {
        tallyRefusal(event, context, out);
      } else if (event.action() != null) {
        takeAction(event, context, out);
      } else {
        judgeBar(event, context, out);
      }
      return;
    }
    SessionHours hours = sessions.of(event.calendar()).at(event.tick().eventTime());
    if (hours == null) {
      // It is in no bar and fills no order; who counts those sees it.
      out.collect(event);
      return;
    }
    SymbolQuality state = ofTicks(event, out);
    if (!state.isSettled(hours.date())) {
      settle(state, event, hours, out);
    }
    judgeTick(state, event, hours, out);
    state.schedule(context.timerService());
  }

  /** Does what the first tick of a session, or the first after a change, finds to be done. */
  private void settle(
      SymbolQuality state, MarketEvent event, SessionHours hours, Collector<MarketEvent> out) {
    if (hours.date() >= state.actions.nextDay()) {
      gate.begin(state.actions, hours.date(), Long.MIN_VALUE, state.rules::split, out);
      state.plan();
    }
    state.settle(hours.date(), settings.enabled() ? tally(state, event, hours) : null);
  }

  /** What was refused before it came here; outside of sessions there is no row for it. */
  private void tallyRefusal(MarketEvent event, Context context, Collector<MarketEvent> out)
      throws IOException {
    Refusal refusal = event.refusal();
    SessionHours hours = sessions.of(event.calendar()).at(refusal.at());
    if (hours == null || !settings.enabled()) {
      return;
    }
    counters.found(refusal.verdict());
    if (refusal.given()) {
      GivenBarQuality state = ofBars(event.symbol());
      advance(state, event.clock(), out, out);
      state
          .tallies
          .of(event.symbol(), hours.date(), hours.close(), event.clock(), latenessMillis)
          .add(refusal.verdict(), refusal.simulated(), true);
      state.schedule(context.timerService());
    } else {
      SymbolQuality state = ofTicks(event, out);
      tally(state, event, hours).add(refusal.verdict(), refusal.simulated(), true);
      state.schedule(context.timerService());
    }
  }

  /** The state as it is when the event's clock has passed. */
  private SymbolQuality ofTicks(MarketEvent event, Collector<MarketEvent> out) throws IOException {
    SymbolQuality state = ofTicks(event.symbol());
    if (event.clock() >= state.due()) {
      advance(state, event.clock(), out, out);
    }
    return state;
  }

  private SymbolQuality ofTicks(String symbol) throws IOException {
    SymbolQuality state = ticks.of(symbol);
    if (state == null) {
      state = new SymbolQuality();
      // State on the heap changes in place; only what is new is made known.
      ticks.put(symbol, state);
    }
    return state;
  }

  private GivenBarQuality ofBars(String symbol) throws IOException {
    GivenBarQuality state = bars.of(symbol);
    if (state == null) {
      state = new GivenBarQuality();
      bars.put(symbol, state);
    }
    return state;
  }

  private void takeAction(MarketEvent event, Context context, Collector<MarketEvent> out)
      throws IOException {
    boolean onTicks = event.action().onTicks();
    CorporateActions actions =
        onTicks ? ofTicks(event.symbol()).actions : ofBars(event.symbol()).actions;
    gate.take(actions, event.action(), sessions.of(event.calendar()).calendar())
        .ifPresent(
            why -> out.collect(Aside.of(QualityLetters.of(event, why.code(), why.message()))));
    if (onTicks) {
      SymbolQuality state = ofTicks(event.symbol());
      state.plan();
      state.schedule(context.timerService());
    } else {
      ofBars(event.symbol()).schedule(context.timerService());
    }
  }

  private void judgeTick(
      SymbolQuality state, MarketEvent event, SessionHours hours, Collector<MarketEvent> out) {
    Tick tick = event.tick();
    boolean copy =
        tick.kind() == TickKind.TRADE
            && !state.sequences.isNew(tick.sequence(), tick.eventTime(), latenessMillis);
    boolean settled = state.isSettled(hours.date());
    QualityVerdict verdict =
        copy
            ? COPY
            : settings.enabled()
                ? state.rules.judgeNew(
                    settled ? tick : state.actions.onScale(tick, hours.date()),
                    rules[event.calendar()])
                : QualityVerdict.CLEAN;
    if (settings.enabled()) {
      SessionTally tally = settled ? state.settledTally() : tally(state, event, hours);
      tally.add(verdict, tick.simulated(), false);
      if (event.offTick() && !copy) {
        tally.note(QualityRule.OFF_TICK);
        counters.found(QualityRule.OFF_TICK);
      }
    }
    if (verdict == QualityVerdict.CLEAN) {
      out.collect(event);
      return;
    }
    counters.found(verdict);
    switch (verdict.disposition()) {
      case PASS -> {
        resolve(state, event, verdict, out);
        out.collect(event);
      }
      case HOLD -> hold(state, event, hours, verdict, out);
      case REJECT -> refuse(event, verdict, out);
    }
  }

  private SessionTally tally(SymbolQuality state, MarketEvent event, SessionHours hours) {
    SessionTally tally = state.tallies.find(hours.date());
    if (tally == null) {
      tally =
          state.tallies.of(
              event.symbol(), hours.date(), hours.close(), event.clock(), latenessMillis);
      state.plan();
    }
    return tally;
  }

  private void hold(
      SymbolQuality state,
      MarketEvent event,
      SessionHours hours,
      QualityVerdict verdict,
      Collector<MarketEvent> out) {
    counters.held();
    HeldTick tick = HeldTick.of(event, hours, settings.quarantineMillis(), verdict);
    if (tick.due() <= event.clock()) {
      discard(state, tick, "its session is over", out);
    } else {
      state.hold(tick);
    }
  }

  private void resolve(
      SymbolQuality state, MarketEvent event, QualityVerdict verdict, Collector<MarketEvent> out) {
    TickKind kind = event.tick().kind();
    switch (verdict.resolution()) {
      case NONE -> {}
      case RELEASE -> {
        state.takeHeld(
            kind,
            tick -> {
              counters.released();
              out.collect(tick.event().asIfWith(event));
            });
        state.plan();
      }
      case DISCARD -> {
        String how = "refuted at " + Instant.ofEpochMilli(event.tick().eventTime());
        state.takeHeld(kind, tick -> discard(state, tick, how, out));
        state.plan();
      }
    }
  }

  private void discard(SymbolQuality state, HeldTick tick, String how, Collector<MarketEvent> out) {
    counters.discarded();
    SessionTally tally = state.tallies.find(tick.date());
    if (tally != null) {
      tally.discard();
    }
    String reason = "SPIKE: " + tick.finding() + "; " + how;
    out.collect(Aside.of(QualityLetters.of(tick.event(), "SPIKE", reason)));
  }

  private static void refuse(
      MarketEvent event, QualityVerdict verdict, Collector<MarketEvent> out) {
    out.collect(
        Aside.of(
            verdict == COPY
                ? QualityLetters.copy(event, QualityRule.DUPLICATE_TRADE.code())
                : QualityLetters.of(event, verdict)));
  }

  private void advance(
      SymbolQuality state, long clock, Collector<MarketEvent> begun, Collector<MarketEvent> out) {
    gate.begin(state.actions, Long.MIN_VALUE, clock, state.rules::split, begun);
    state.takeOverdue(
        clock,
        tick ->
            discard(
                state,
                tick,
                "neither confirmed nor refuted by " + Instant.ofEpochMilli(tick.due()),
                out));
    state.tallies.advance(
        clock, latenessMillis, Topics.TICKS, tally -> out.collect(Aside.of(tally)));
    state.plan();
  }

  private void judgeBar(MarketEvent event, Context context, Collector<MarketEvent> out)
      throws Exception {
    RawBar bar = event.bar();
    GivenBarQuality state = ofBars(event.symbol());
    SessionHours hours = sessions.of(event.calendar()).of(bar);
    advance(state, event.clock(), out, out);
    if (hours != null && hours.date() >= state.actions.nextDay()) {
      gate.begin(state.actions, hours.date(), Long.MIN_VALUE, state::split, out);
    }
    if (!settings.enabled()) {
      out.collect(event);
      return;
    }
    QualityVerdict verdict = state.judge(bar, rules[event.calendar()]);
    if (hours != null) {
      state
          .tallies
          .of(bar.symbol(), hours.date(), hours.close(), event.clock(), latenessMillis)
          .add(verdict, bar.simulated(), bar.history());
    }
    counters.found(verdict);
    if (verdict.disposition() == QualityVerdict.Disposition.REJECT) {
      refuse(event, verdict, out);
    } else {
      out.collect(event);
    }
    state.schedule(context.timerService());
  }

  private void advance(
      GivenBarQuality state, long clock, Collector<MarketEvent> begun, Collector<MarketEvent> out) {
    if (clock >= state.actions.due()) {
      gate.begin(state.actions, Long.MIN_VALUE, clock, state::split, begun);
    }
    state.tallies.advance(
        clock, latenessMillis, Topics.BARS_RAW, tally -> out.collect(Aside.of(tally)));
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<MarketEvent> out)
      throws Exception {
    // At the end of the data time has not come to what is still announced: nothing begins.
    boolean over = context.timerService().currentWatermark() == Long.MAX_VALUE;
    Collector<MarketEvent> begun = over ? new ListCollector<>(new ArrayList<>()) : out;
    SymbolQuality ofTicks = ticks.of(context.getCurrentKey());
    if (ofTicks != null && ofTicks.timer() <= time) {
      advance(ofTicks, time, begun, out);
      ofTicks.setTimer(Long.MAX_VALUE);
      ofTicks.schedule(context.timerService());
    }
    GivenBarQuality ofBars = bars.of(context.getCurrentKey());
    if (ofBars != null && ofBars.timer() <= time) {
      advance(ofBars, time, begun, out);
      ofBars.setTimer(Long.MAX_VALUE);
      ofBars.schedule(context.timerService());
    }
  }

  @Override
  public void initializeState(FunctionInitializationContext context) {}

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    ticks.forget();
    bars.forget();
  }
}
