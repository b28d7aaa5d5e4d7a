package dev.sluice.operators.market;

import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Rejection;
import dev.sluice.domain.market.SessionHours;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.market.TradingCalendar;
import dev.sluice.domain.quality.QualityContext;
import dev.sluice.domain.quality.QualityFinding;
import dev.sluice.domain.quality.QualityRule;
import dev.sluice.domain.quality.QualityVerdict;
import dev.sluice.domain.quality.SessionQuality;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.wire.Topics;
import java.time.Instant;
import java.util.Locale;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
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

  private transient QualityContext rules;
  private transient HoursCursor sessions;
  private transient ValueState<SymbolQuality> ticks;
  private transient ValueState<GivenBarQuality> bars;
  private transient Counter[] found;
  private transient Counter held;
  private transient Counter released;
  private transient Counter discarded;

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
    TradingCalendar calendar = calendars.get();
    rules = new QualityContext(settings.limits(), calendar, false);
    sessions = new HoursCursor(calendar);
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
    found = new Counter[QualityRule.values().length];
    for (QualityRule rule : QualityRule.values()) {
      found[rule.ordinal()] = metrics.counter("quality_" + rule.code().toLowerCase(Locale.ROOT));
    }
    held = metrics.counter("ticks_held");
    released = metrics.counter("ticks_released");
    discarded = metrics.counter("ticks_discarded");
  }

  @Override
  public void processElement(MarketEvent event, Context context, Collector<MarketEvent> out)
      throws Exception {
    if (event.tick() == null) {
      if (event.refusal() != null) {
        tallyRefusal(event, context);
      } else {
        judgeBar(event, context, out);
      }
      return;
    }
    SessionHours hours = sessions.at(event.tick().eventTime());
    if (hours == null) {
      // It is in no bar and fills no order; who counts those sees it.
      out.collect(event);
      return;
    }
    SymbolQuality state = ofTicks(event, context);
    judgeTick(state, event, hours, context, out);
    schedule(state, context);
  }

  /** What was refused before it came here; outside of sessions there is no row for it. */
  private void tallyRefusal(MarketEvent event, Context context) throws Exception {
    Refusal refusal = event.refusal();
    SessionHours hours = sessions.at(refusal.at());
    if (hours == null || !settings.enabled()) {
      return;
    }
    count(refusal.verdict());
    if (refusal.given()) {
      GivenBarQuality state = ofBars(event, context);
      state
          .tallies
          .of(event.symbol(), hours.date(), hours.close(), event.clock(), latenessMillis)
          .add(refusal.verdict(), refusal.simulated(), true);
      schedule(state, context);
    } else {
      SymbolQuality state = ofTicks(event, context);
      tally(state, event, hours).add(refusal.verdict(), refusal.simulated(), true);
      schedule(state, context);
    }
  }

  /** The state as it is when the event's clock has passed. */
  private SymbolQuality ofTicks(MarketEvent event, Context context) throws Exception {
    SymbolQuality state = ticks.value();
    if (state == null) {
      state = new SymbolQuality();
      // State on the heap changes in place; only what is new is made known.
      ticks.update(state);
    }
    if (event.clock() >= state.due()) {
      advance(state, event.clock(), context);
    }
    return state;
  }

  private static void schedule(SymbolQuality state, Context context) {
    if (state.due() < state.timer()) {
      context.timerService().registerEventTimeTimer(state.due());
      state.setTimer(state.due());
    }
  }

  private GivenBarQuality ofBars(MarketEvent event, Context context) throws Exception {
    GivenBarQuality state = bars.value();
    if (state == null) {
      state = new GivenBarQuality();
      bars.update(state);
    }
    advance(state, event.clock(), context);
    return state;
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
        copy ? COPY : settings.enabled() ? state.rules.judgeNew(tick, rules) : QualityVerdict.CLEAN;
    if (settings.enabled()) {
      tally(state, event, hours).add(verdict, tick.simulated(), false);
    }
    if (verdict == QualityVerdict.CLEAN) {
      out.collect(event);
      return;
    }
    count(verdict);
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

  private void count(QualityVerdict verdict) {
    for (QualityFinding finding : verdict.findings()) {
      found[finding.rule().ordinal()].inc();
    }
  }

  private void hold(
      SymbolQuality state,
      MarketEvent event,
      SessionHours hours,
      QualityVerdict verdict,
      Context context) {
    held.inc();
    long from = Math.max(event.tick().eventTime(), event.clock());
    long due = Math.min(from + settings.quarantineMillis(), hours.close());
    HeldTick tick =
        new HeldTick(
            event,
            hours.date(),
            due,
            verdict.findings().stream()
                .filter(finding -> finding.rule() == QualityRule.SPIKE)
                .findFirst()
                .map(QualityFinding::detail)
                .orElse("it came while a jump was not yet confirmed"));
    if (due <= event.clock()) {
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
              released.inc();
              out.collect(tick.event().at(event.clock()));
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
    discarded.inc();
    SessionTally tally = state.tallies.find(tick.date());
    if (tally != null) {
      tally.discard();
    }
    context.output(
        DEAD_LETTERS, tick.event().letter("SPIKE", "SPIKE: " + tick.finding() + "; " + how));
  }

  private static void refuse(MarketEvent event, QualityVerdict verdict, Context context) {
    QualityFinding finding = verdict.findings().get(0);
    String code = finding.rule().code();
    String reason =
        verdict == COPY
            ? new Rejection(
                    code,
                    "sequence",
                    Long.toString(event.tick().sequence()),
                    "a number that has not come before")
                .message()
            : code + ": " + finding.detail();
    context.output(DEAD_LETTERS, event.letter(code, reason));
  }

  private void advance(SymbolQuality state, long clock, Context context) {
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
    if (!settings.enabled()) {
      out.collect(event);
      return;
    }
    RawBar bar = event.bar();
    GivenBarQuality state = ofBars(event, context);
    QualityVerdict judged = state.of(bar).judge(bar, QualityContext.NO_CLOCK, rules);
    boolean contradicts =
        judged.disposition() == QualityVerdict.Disposition.REJECT
            && judged.findings().get(0).rule() != QualityRule.DUPLICATE_BAR;
    QualityVerdict verdict = contradicts ? judged : judged.used();
    SessionHours hours = hours(bar);
    if (hours != null) {
      state
          .tallies
          .of(bar.symbol(), hours.date(), hours.close(), event.clock(), latenessMillis)
          .add(verdict, bar.simulated(), bar.history());
    }
    count(verdict);
    if (contradicts) {
      refuse(event, verdict, context);
    } else {
      out.collect(event);
    }
    schedule(state, context);
  }

  private SessionHours hours(RawBar bar) {
    return bar.timeframe() == Timeframe.SESSION
        ? SessionHours.of(bar, sessions.calendar())
        : sessions.at(bar.start().toEpochMilli());
  }

  private void advance(GivenBarQuality state, long clock, Context context) {
    state.tallies.advance(
        clock, latenessMillis, Topics.BARS_RAW, tally -> context.output(FOUND, tally));
  }

  private static void schedule(GivenBarQuality state, Context context) {
    long due = state.tallies.due();
    if (due < state.timer()) {
      context.timerService().registerEventTimeTimer(due);
      state.setTimer(due);
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<MarketEvent> out)
      throws Exception {
    SymbolQuality ofTicks = ticks.value();
    if (ofTicks != null && ofTicks.timer() <= time) {
      advance(ofTicks, time, context);
      ofTicks.setTimer(ofTicks.due());
      if (ofTicks.due() != Long.MAX_VALUE) {
        context.timerService().registerEventTimeTimer(ofTicks.due());
      }
    }
    GivenBarQuality ofBars = bars.value();
    if (ofBars != null && ofBars.timer() <= time) {
      advance(ofBars, time, context);
      ofBars.setTimer(Long.MAX_VALUE);
      schedule(ofBars, context);
    }
  }
}
