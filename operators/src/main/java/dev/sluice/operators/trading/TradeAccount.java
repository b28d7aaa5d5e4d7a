package dev.sluice.operators.trading;

import dev.sluice.domain.analysis.Artifact;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.TradingCalendar;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.domain.trading.AccountEvent;
import dev.sluice.domain.trading.AccountMachine;
import dev.sluice.domain.trading.AccountState;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.Fill;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.OrderStatus;
import dev.sluice.domain.trading.PatternSettings;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.domain.trading.RiskSnapshot;
import dev.sluice.domain.trading.VenueRequest;
import dev.sluice.operators.stream.StatesAtHand;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.operators.trading.patterns.AccountPatterns;
import dev.sluice.operators.trading.patterns.PatternChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Runs the account of each key: takes its inputs in the order of {@link AccountInput#ORDER} and
 * says what the {@link AccountMachine} made of them.
 *
 * <p>Inputs wait in an {@link AccountInbox}, keyed state, until the watermark has passed their
 * time, so neither partitions nor speed can change a decision. What comes at or before the time up
 * to which the account has taken everything is a second copy (or later than the watermark allowed)
 * and dropped; so is a second copy of an id that still waits. The account's one timer stands at the
 * first time of its inbox, and what the watermark has passed is then taken time by time. The close
 * that the account awaits is such a time, so a session closes without a quote; an account that
 * awaits nothing has no timer.
 *
 * <p>{@link AccountPatterns} looks at each step; what it finds is a control that waits among the
 * other inputs for its time. Changes of its thresholds are broadcast, and in force by event time.
 *
 * <p>The main output is the portfolio snapshots; the rest goes to side outputs. State has no
 * time-to-live: an account lives as long as the desk, and waiting inputs leave as they are taken.
 *
 * <p>Counters: {@code inputs} taken, {@code orders} made, {@code denials}, {@code fills}, {@code
 * duplicates} dropped, {@code controlsRefused}, {@code reportsRefused} of venues.
 */
public final class TradeAccount
    extends KeyedBroadcastProcessFunction<String, AccountInput, PatternChange, PortfolioSnapshot>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  /** Every change of an order. */
  public static final OutputTag<Order> ORDERS =
      new OutputTag<>("orders", TypeInformation.of(Order.class));

  /** Executions. */
  public static final OutputTag<Fill> FILLS =
      new OutputTag<>("fills", TypeInformation.of(Fill.class));

  /** What accounts ask of venues outside the job. */
  public static final OutputTag<VenueRequest> VENUE_REQUESTS =
      new OutputTag<>("venue-requests", TypeInformation.of(VenueRequest.class));

  /**
   * How far the account is from its limits, once an event time at which it said something else; see
   * {@link #measuringRisk}.
   */
  public static final OutputTag<RiskSnapshot> RISK =
      new OutputTag<>("risk", TypeInformation.of(RiskSnapshot.class));

  /** Controls that came into force; one for all accounts comes once from each. */
  public static final OutputTag<Control> CONTROLS =
      new OutputTag<>("controls", TypeInformation.of(Control.class));

  /** Orders as they are made, fills, and the portfolio at each session's close. */
  public static final OutputTag<Artifact> ARTIFACTS =
      new OutputTag<>("artifacts", TypeInformation.of(Artifact.class));

  /** Controls that did not come into force, with why. */
  public static final OutputTag<DeadLetter> REFUSED =
      new OutputTag<>("refused-controls", StreamTypes.of(DeadLetter.class));

  private final HashMap<String, AccountConfig> accounts = new HashMap<>();
  private final SerializableSupplier<TradingCalendar> calendar;
  private boolean measuresRisk;

  private transient AccountPatterns patterns;
  private transient Map<String, AccountMachine> machines;
  private transient StatesAtHand<AccountState> states;
  private transient StatesAtHand<AccountInbox> inboxes;
  private transient Counter inputs;
  private transient Counter orders;
  private transient Counter denials;
  private transient Counter fills;
  private transient Counter duplicates;
  private transient Counter refused;
  private transient Counter reportsRefused;

  /**
   * The accounts of a desk.
   *
   * @param accounts all that inputs may be addressed to
   * @param calendar makes the market's calendar where the operator runs
   */
  public TradeAccount(
      List<AccountConfig> accounts, SerializableSupplier<TradingCalendar> calendar) {
    for (AccountConfig config : accounts) {
      if (this.accounts.put(config.name(), config) != null) {
        throw new IllegalArgumentException(
            "account '" + config.name() + "' is configured twice, expected once");
      }
    }
    this.calendar = calendar;
  }

  /**
   * Says how far the account is from its limits too. A backtest does without: nobody looks at them.
   */
  public TradeAccount measuringRisk() {
    measuresRisk = true;
    return this;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) {
    Map<String, PatternSettings> configured = new HashMap<>();
    accounts.forEach((name, config) -> configured.put(name, config.patterns()));
    patterns =
        new AccountPatterns(
            configured, getRuntimeContext(), context.getKeyedStateStore(), context.isRestored());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // What was at hand is the snapshot's now, see StatesAtHand.
    states.forget();
    inboxes.forget();
  }

  @Override
  public void open(OpenContext context) {
    TradingCalendar sessions = calendar.get();
    machines = new HashMap<>();
    accounts.forEach((name, config) -> machines.put(name, new AccountMachine(config, sessions)));
    states =
        new StatesAtHand<>(
            getRuntimeContext()
                .getState(new ValueStateDescriptor<>("account", new AccountStateSerializer())));
    // The name is that of the map of inputs that was here before. Flink refuses to restore one as
    // the other, where another name would lose what waited in it without a word.
    inboxes =
        new StatesAtHand<>(
            getRuntimeContext()
                .getState(new ValueStateDescriptor<>("waiting", AccountInboxSerializer.INSTANCE)));
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    inputs = metrics.counter("inputs");
    orders = metrics.counter("orders");
    denials = metrics.counter("denials");
    fills = metrics.counter("fills");
    duplicates = metrics.counter("duplicates");
    refused = metrics.counter("controlsRefused");
    reportsRefused = metrics.counter("reportsRefused");
  }

  @Override
  public void processElement(
      AccountInput input, ReadOnlyContext ctx, Collector<PortfolioSnapshot> out) throws Exception {
    String name = ctx.getCurrentKey();
    AccountState state = states.of(name);
    if (state != null && input.eventTime() <= state.takenThrough()) {
      duplicates.inc();
      return;
    }
    AccountInbox inbox = inboxes.of(name);
    if (inbox == null) {
      inbox = empty(state);
      inboxes.put(name, inbox);
    }
    if (!inbox.add(input)) {
      duplicates.inc();
    } else if (input.eventTime() < inbox.timer()) {
      schedule(inbox, ctx.timerService());
    }
  }

  /**
   * The inbox of an account for which nothing waits; {@code state} is null before its first input.
   */
  private static AccountInbox empty(AccountState state) {
    return new AccountInbox(
        state == null ? AccountInbox.NEVER : state.nextClose().orElse(AccountInbox.NEVER));
  }

  /** Moves the account's timer to the first time of its inbox. */
  private static void schedule(AccountInbox inbox, TimerService timers) {
    if (inbox.timer() != AccountInbox.NEVER) {
      timers.deleteEventTimeTimer(inbox.timer());
    }
    inbox.setTimer(inbox.due());
    if (inbox.timer() != AccountInbox.NEVER) {
      timers.registerEventTimeTimer(inbox.timer());
    }
  }

  @Override
  public void processBroadcastElement(
      PatternChange change, Context ctx, Collector<PortfolioSnapshot> out) throws Exception {
    patterns.take(change, ctx.getBroadcastState(AccountPatterns.CHANGES), ctx.currentWatermark());
  }

  @Override
  public void onTimer(long time, OnTimerContext ctx, Collector<PortfolioSnapshot> out)
      throws Exception {
    String name = ctx.getCurrentKey();
    AccountMachine machine = machine(name);
    AccountState state = states.of(name);
    if (state == null) {
      state = machine.open();
      states.put(name, state);
    }
    AccountInbox kept = inboxes.of(name);
    AccountInbox inbox = kept == null ? empty(state) : kept;
    inbox.setTimer(AccountInbox.NEVER);
    long passed = ctx.timerService().currentWatermark();
    for (long due = inbox.due(); due <= passed && due != AccountInbox.NEVER; due = inbox.due()) {
      take(due, machine, state, inbox, ctx, out);
    }
    schedule(inbox, ctx.timerService());
    if (kept != null && inbox.isEmpty()) {
      inboxes.remove(name);
    } else if (kept == null && !inbox.isEmpty()) {
      inboxes.put(name, inbox);
    }
  }

  /** Everything of one time, and what follows from it. */
  private void take(
      long time,
      AccountMachine machine,
      AccountState state,
      AccountInbox inbox,
      OnTimerContext ctx,
      Collector<PortfolioSnapshot> out)
      throws Exception {
    boolean watched =
        patterns.begin(ctx.getCurrentKey(), time, ctx.getBroadcastState(AccountPatterns.CHANGES));
    boolean changed = false;
    inbox.begin(time);
    for (AccountInput input = inbox.next(time); input != null; input = inbox.next(time)) {
      inputs.inc();
      List<AccountEvent> events = apply(machine, state, input);
      changed |= publish(events, ctx, out);
      if (watched) {
        patterns.take(input.tick(), events, state);
      }
    }
    List<AccountEvent> closing = machine.advanceTo(state, time);
    changed |= publish(closing, ctx, out);
    if (changed && measuresRisk) {
      ctx.output(RISK, machine.risk(state, time));
    }
    state.nextClose().ifPresent(inbox::closeAt);
    if (watched) {
      patterns.take(null, closing, state);
      for (Control met : patterns.end(state, inbox::wakeAt)) {
        // It is of a later time than any that was taken.
        if (!inbox.add(AccountInput.of(met.account(), met))) {
          duplicates.inc();
        }
      }
    }
  }

  private AccountMachine machine(String name) {
    AccountMachine machine = machines.get(name);
    if (machine == null) {
      throw new IllegalStateException(
          "account '" + name + "' is not configured, expected one of " + machines.keySet());
    }
    return machine;
  }

  private static List<AccountEvent> apply(
      AccountMachine machine, AccountState state, AccountInput input) {
    return switch (input.kind()) {
      case CONTROL -> machine.apply(state, input.control());
      case REPORT ->
          input.execution() != null
              ? machine.apply(state, input.execution())
              : machine.apply(state, input.position());
      case TICK -> machine.apply(state, input.tick());
      case SIGNAL -> machine.apply(state, input.signal());
    };
  }

  /** True where there was something to say. */
  private boolean publish(
      List<AccountEvent> events, OnTimerContext ctx, Collector<PortfolioSnapshot> out) {
    for (AccountEvent event : events) {
      if (event instanceof AccountEvent.OrderChanged changed) {
        publish(changed.order(), ctx);
      } else if (event instanceof AccountEvent.Filled filled) {
        publish(filled.fill(), ctx);
      } else if (event instanceof AccountEvent.VenueRequested requested) {
        ctx.output(VENUE_REQUESTS, requested.request());
      } else if (event instanceof AccountEvent.ReportIgnored ignored) {
        (ignored.reason() == null ? duplicates : reportsRefused).inc();
      } else if (event instanceof AccountEvent.ControlApplied applied) {
        ctx.output(CONTROLS, applied.control());
      } else if (event instanceof AccountEvent.ControlRefused refusal) {
        refused.inc();
        ctx.output(REFUSED, AccountRecords.letter(ctx.getCurrentKey(), refusal));
      } else if (event instanceof AccountEvent.Snapshot snapshot) {
        out.collect(snapshot.portfolio());
        if (snapshot.occasion() == AccountEvent.Occasion.SESSION_CLOSE) {
          ctx.output(ARTIFACTS, AccountRecords.artifact(snapshot));
        }
      }
    }
    return !events.isEmpty();
  }

  /** Id of the letter that says why an account has refused a control. */
  public static String refusalId(String account, String control) {
    return AccountRecords.refusalId(account, control);
  }

  private void publish(Order order, OnTimerContext ctx) {
    ctx.output(ORDERS, order);
    if (order.version() == 1) {
      (order.status() == OrderStatus.DENIED ? denials : orders).inc();
      ctx.output(ARTIFACTS, AccountRecords.artifact(order));
    }
  }

  private void publish(Fill fill, OnTimerContext ctx) {
    fills.inc();
    ctx.output(FILLS, fill);
    ctx.output(ARTIFACTS, AccountRecords.artifact(fill));
  }
}
