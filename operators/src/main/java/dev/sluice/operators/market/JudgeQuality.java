package dev.sluice.operators.market;

import dev.sluice.domain.market.CorporateActions;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.SessionHours;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.domain.market.TradingCalendar;
import dev.sluice.domain.quality.QualityContext;
import dev.sluice.domain.quality.QualityRule;
import dev.sluice.domain.quality.QualityVerdict;
import dev.sluice.domain.quality.SessionQuality;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.wire.Topics;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Lets through what can be believed: nobody sees a price that has jumped before others have
 * confirmed it. Keyed by symbol, before bars and quotes are made.
 *
 * <p>A tick that the rules hold waits in quarantine. Confirmed, it goes on before the one that
 * confirmed it, as if it had come then: what its partition's clock has passed meanwhile it may
 * revise, and no order is filled at it. Refuted, or confirmed by nobody within the quarantine or
 * its session, it goes to {@link #DEAD_LETTERS}, as do second copies of trades and crossed quotes.
 * Given bars are never held, since the next one may be a session away.
 *
 * <p>Corporate actions wait here until they come into force ({@link CorporateActions}); prices of
 * before a split and behind it are judged on one scale.
 *
 * <p>All that is decided follows from the order of the symbol's log and the clock of its partition.
 * The timers do only what the next tick would find done.
 *
 * <p>The state changes in place, as Flink's heap backend allows (docs/decisions/0012).
 */
public final class JudgeQuality extends KeyedProcessFunction<String, MarketEvent, MarketEvent> {
  private static final long serialVersionUID = 1L;

  /** What goes no further. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("refused-by-quality", StreamTypes.of(DeadLetter.class));

  /** What was found, by symbol and session. */
  public static final OutputTag<SessionQuality> FOUND =
      new OutputTag<>("session-quality", StreamTypes.of(SessionQuality.class));

  private static final QualityVerdict COPY =
      QualityVerdict.reject(QualityRule.DUPLICATE_TRADE, "the number came before");

  private final SerializableSupplier<TradingCalendar> calendars;
  private final QualitySettings settings;
  private final long latenessMillis;

  /** By code of the calendar. */
  private transient QualityContext[] rules;

  private transient HoursCursors sessions;
  private transient ValueState<SymbolQuality> ticks;
  private transient ValueState<GivenBarQuality> bars;
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
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>("symbol-quality", SymbolQuality.Serializer.INSTANCE));
    bars =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "given-bar-quality", GivenBarQuality.Serializer.INSTANCE));
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    gate = new ActionGate(metrics);
    counters = new QualityCounters(metrics);
  }

  @Override
  public void processElement(MarketEvent event, Context context, Collector<MarketEvent> out)
      throws Exception {
    if (event.tick() == null) {
      if (event.refusal() != null) {
        tallyRefusal(event, context, out);
      } else if (event.action() != null) {
        takeAction(event, context);
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
    SymbolQuality state = ofTicks(event, context, out);
    if (hours.date() >= state.actions.nextDay()) {
      gate.begin(state.actions, hours.date(), Long.MIN_VALUE, state.rules::split, out);
      state.plan();
    }
    judgeTick(state, event, hours, context, out);
    schedule(state, context);
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
      GivenBarQuality state = ofBars();
      advance(state, event.clock(), context, out);
      state
          .tallies
          .of(event.symbol(), hours.date(), hours.close(), event.clock(), latenessMillis)
          .add(refusal.verdict(), refusal.simulated(), true);
      schedule(state, context);
    } else {
      SymbolQuality state = ofTicks(event, context, out);
      tally(state, event, hours).add(refusal.verdict(), refusal.simulated(), true);
      schedule(state, context);
    }
  }

  /** The state as it is when the event's clock has passed. */
  private SymbolQuality ofTicks(MarketEvent event, Context context, Collector<MarketEvent> out)
      throws IOException {
    SymbolQuality state = ofTicks();
    if (event.clock() >= state.due()) {
      advance(state, event.clock(), context, out);
    }
    return state;
  }

  private SymbolQuality ofTicks() throws IOException {
    SymbolQuality state = ticks.value();
    if (state == null) {
      state = new SymbolQuality();
      // State on the heap changes in place; only what is new is made known.
      ticks.update(state);
    }
    return state;
  }

  private GivenBarQuality ofBars() throws IOException {
    GivenBarQuality state = bars.value();
    if (state == null) {
      state = new GivenBarQuality();
      bars.update(state);
    }
    return state;
  }

  private void takeAction(MarketEvent event, Context context) throws IOException {
    boolean onTicks = event.action().onTicks();
    CorporateActions actions = onTicks ? ofTicks().actions : ofBars().actions;
    gate.take(actions, event.action(), sessions.of(event.calendar()).calendar())
        .ifPresent(
            why ->
                context.output(DEAD_LETTERS, QualityLetters.of(event, why.code(), why.message())));
    if (onTicks) {
      ofTicks().plan();
      schedule(ofTicks(), context);
    } else {
      schedule(ofBars(), context);
    }
  }

  private void judgeTick(
      SymbolQuality state,
      MarketEvent event,
      SessionHours hours,
      Context context,
      Collector<MarketEvent> out) {
    Tick tick = event.tick();
    boolean copy =
        tick.kind() == TickKind.TRADE
            && !state.sequences.isNew(tick.sequence(), tick.eventTime(), latenessMillis);
    QualityVerdict verdict =
        copy
            ? COPY
            : settings.enabled()
                ? state.rules.judgeNew(
                    state.actions.onScale(tick, hours.date()), rules[event.calendar()])
                : QualityVerdict.CLEAN;
    if (settings.enabled()) {
      SessionTally tally = tally(state, event, hours);
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
        resolve(state, event, verdict, context, out);
        out.collect(event);
      }
      case HOLD -> hold(state, event, hours, verdict, context);
      case REJECT -> refuse(event, verdict, context);
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
      Context context) {
    counters.held();
    HeldTick tick = HeldTick.of(event, hours, settings.quarantineMillis(), verdict);
    if (tick.due() <= event.clock()) {
      discard(state, tick, "its session is over", context);
    } else {
      state.hold(tick);
    }
  }

  private void resolve(
      SymbolQuality state,
      MarketEvent event,
      QualityVerdict verdict,
      Context context,
      Collector<MarketEvent> out) {
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
        state.takeHeld(kind, tick -> discard(state, tick, how, context));
        state.plan();
      }
    }
  }

  private void discard(SymbolQuality state, HeldTick tick, String how, Context context) {
    counters.discarded();
    SessionTally tally = state.tallies.find(tick.date());
    if (tally != null) {
      tally.discard();
    }
    context.output(
        DEAD_LETTERS,
        QualityLetters.of(tick.event(), "SPIKE", "SPIKE: " + tick.finding() + "; " + how));
  }

  private static void refuse(MarketEvent event, QualityVerdict verdict, Context context) {
    context.output(
        DEAD_LETTERS,
        verdict == COPY
            ? QualityLetters.copy(event, QualityRule.DUPLICATE_TRADE.code())
            : QualityLetters.of(event, verdict));
  }

  private void advance(
      SymbolQuality state, long clock, Context context, Collector<MarketEvent> out) {
    gate.begin(state.actions, Long.MIN_VALUE, clock, state.rules::split, out);
    state.takeOverdue(
        clock,
        tick ->
            discard(
                state,
                tick,
                "neither confirmed nor refuted by " + Instant.ofEpochMilli(tick.due()),
                context));
    state.tallies.advance(
        clock, latenessMillis, Topics.TICKS, tally -> context.output(FOUND, tally));
    state.plan();
  }

  private void judgeBar(MarketEvent event, Context context, Collector<MarketEvent> out)
      throws Exception {
    RawBar bar = event.bar();
    GivenBarQuality state = ofBars();
    SessionHours hours = sessions.of(event.calendar()).of(bar);
    advance(state, event.clock(), context, out);
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
      refuse(event, verdict, context);
    } else {
      out.collect(event);
    }
    schedule(state, context);
  }

  private void advance(
      GivenBarQuality state, long clock, Context context, Collector<MarketEvent> out) {
    if (clock >= state.actions.due()) {
      gate.begin(state.actions, Long.MIN_VALUE, clock, state::split, out);
    }
    state.tallies.advance(
        clock, latenessMillis, Topics.BARS_RAW, tally -> context.output(FOUND, tally));
  }

  private static void schedule(Waking state, Context context) {
    if (state.due() < state.timer()) {
      context.timerService().registerEventTimeTimer(state.due());
      state.setTimer(state.due());
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<MarketEvent> out)
      throws Exception {
    // At the end of the data time has not come to what is still announced: nothing begins.
    boolean over = context.timerService().currentWatermark() == Long.MAX_VALUE;
    Collector<MarketEvent> begun = over ? new ListCollector<>(new ArrayList<>()) : out;
    SymbolQuality ofTicks = ticks.value();
    if (ofTicks != null && ofTicks.timer() <= time) {
      advance(ofTicks, time, context, begun);
      ofTicks.setTimer(Long.MAX_VALUE);
      schedule(ofTicks, context);
    }
    GivenBarQuality ofBars = bars.value();
    if (ofBars != null && ofBars.timer() <= time) {
      advance(ofBars, time, context, begun);
      ofBars.setTimer(Long.MAX_VALUE);
      schedule(ofBars, context);
    }
  }
}
