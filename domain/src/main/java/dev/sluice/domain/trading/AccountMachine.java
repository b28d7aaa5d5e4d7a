package dev.sluice.domain.trading;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.domain.market.TradingCalendar;
import dev.sluice.domain.risk.RiskLimits;
import dev.sluice.domain.trading.AccountEvent.Occasion;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A paper account as a pure state machine: the same inputs in the same order give the same events,
 * and a state that was written and read goes on as if it had not been. The machine holds no state;
 * it changes the {@link AccountState} that it is given.
 *
 * <p>Inputs come in event-time order. At one time controls come before quotes and quotes before
 * signals; that order is the caller's to keep.
 *
 * <ul>
 *   <li><b>Signals.</b> BUY on a flat symbol makes a MARKET DAY entry as the account's {@link
 *       dev.sluice.domain.sizing.SizingModel} says, in whole lots and never beyond the buying
 *       power; SELL on a long position makes a MARKET DAY exit of all of it; SELL on a flat symbol
 *       is a short entry and denied unless shorts are allowed (then all of this holds mirrored). A
 *       signal in the direction of what is held or being entered, and HOLD, do nothing; one against
 *       an entry that has not filled calls it off. EXIT closes what is held, or calls off an entry,
 *       and opens nothing.
 *   <li><b>Terms.</b> Where a signal has {@link OrderTerms}, its entry or exit is an order of that
 *       type and time in force instead. An entry at work stays as it was made; an exit at work
 *       gives way to one of other terms, and stays where it is of the same.
 *   <li><b>Protection.</b> Once an entry is over, what it filled is protected by a STOP and a LIMIT
 *       order (GTC) at the signal's stop and target, one cancelling the other.
 *   <li><b>Tickets.</b> An order of any type can be asked for ({@link OrderTicket}); it passes the
 *       same limits.
 *   <li><b>Sessions.</b> Only quotes within a regular session (both ends included) are taken: they
 *       move the marks and fill orders. At the close orders on close are filled and DAY, IOC and
 *       FOK orders accepted before it expire; one accepted at or after a close works until the
 *       next.
 *   <li><b>The day</b> for P&L and the daily loss begins with the first input of a session, so what
 *       is decided after a close still counts to the day that has just ended.
 *   <li><b>Splits</b> change quantity and price and are no trade, at any time of day: shares held
 *       and ordered are multiplied by the factor, the last mark, the average price and the prices
 *       of orders (to 0.0001, half up) divided by it; cost, P&L, peaks and the day's start stay. A
 *       fraction of a share is kept, with no cash in lieu.
 *   <li><b>Limits</b> are in {@link dev.sluice.domain.risk.RiskChecks}; a denied order is published
 *       with its code. The drawdown limit is measured from the peak since the start or since the
 *       last RESUME.
 *   <li><b>A venue outside the job</b> ({@link AccountConfig#remote}) fills nothing here: orders
 *       stay SUBMITTED until an {@link ExecutionReport} says otherwise, a cancel is asked for and
 *       done when the venue says so, and what closes a position waits until nothing else of its
 *       symbol is at work.
 *   <li><b>Invariants</b> are checked after whatever changed something; a breach halts the account.
 * </ul>
 *
 * <p>For a symbol without quotes a trade print counts as a quote of its price on both sides and of
 * no limit in size; after the first quote prints are ignored.
 */
public final class AccountMachine {
  private static final long MINUTE = 60_000L;

  /** How long an order that is over is remembered, for an execution that is told late. */
  private static final long REMEMBERED_MILLIS = 7 * 24 * 60 * MINUTE;

  private final AccountConfig config;
  private final TradingCalendar calendar;

  /**
   * A machine for one account.
   *
   * @param config the account
   * @param calendar sessions of its market
   */
  public AccountMachine(AccountConfig config, TradingCalendar calendar) {
    this.config = Objects.requireNonNull(config, "config");
    this.calendar = Objects.requireNonNull(calendar, "calendar");
  }

  /** A fresh account. */
  public AccountState open() {
    return new AccountState(config.name(), config.initialCash());
  }

  /**
   * Takes a quote, a trade print or a split.
   *
   * @return what followed, in order; empty where nothing did
   * @throws IllegalArgumentException where it is earlier than what was already taken, or a split
   *     without a factor
   */
  public List<AccountEvent> apply(AccountState state, Tick tick) {
    if (tick.kind() == TickKind.SPLIT) {
      BigDecimal factor = StockSplit.factor(tick);
      Step step = begin(state, tick.eventTime());
      StockSplit.take(step, tick.symbol(), factor);
      return finish(step);
    }
    Step step = begin(state, tick.eventTime());
    remember(step, tick);
    if (step.inSession()) {
      Mark before = state.marks.get(tick.symbol());
      Mark mark = Mark.after(before, tick);
      if (mark != null) {
        take(step, tick.symbol(), mark);
      } else if (!config.remote()
          && config.costs().model().queue().kept()
          && Mark.behindQuotes(before, tick)) {
        new Matching(step).print(tick.symbol(), Mark.print(tick));
      }
    }
    return finish(step);
  }

  private static void take(Step step, String symbol, Mark mark) {
    AccountState state = step.state;
    long minute = Math.floorDiv(step.now, MINUTE);
    if (state.quoteMinute != AccountState.NEVER
        && minute != state.quoteMinute
        && state.unreported) {
      step.snapshot(Occasion.MINUTE, state.takenThrough);
    }
    state.quoteMinute = minute;
    state.unreported = true;
    state.simulated |= mark.simulated();
    state.marks.put(symbol, mark);
    if (state.quantity(symbol).signum() != 0 && !state.bounds.within(state)) {
      step.revalue();
    }
    if (!state.working.isEmpty()) {
      new Matching(step).take(symbol, mark);
    }
  }

  /**
   * Takes a signal of a strategy that the account follows.
   *
   * @return what followed, in order; empty where nothing did
   * @throws IllegalArgumentException where it is earlier than what was already taken
   */
  public List<AccountEvent> apply(AccountState state, Signal signal) {
    Step step = begin(state, signal.eventTime().toEpochMilli());
    new Decisions(step).take(signal);
    meetStanding(step);
    return finish(step);
  }

  /**
   * Takes an order that a strategy decided on, of any type. It passes the same limits as the order
   * of a signal.
   *
   * @return what followed, in order: an order that is denied, rejected or accepted, and its fills
   *     where the venue's model lets orders meet standing quotes
   * @throws IllegalArgumentException where it is earlier than what was already taken
   */
  public List<AccountEvent> apply(AccountState state, OrderTicket ticket) {
    Step step = begin(state, ticket.eventTime().toEpochMilli());
    new Decisions(step).take(ticket);
    meetStanding(step);
    return finish(step);
  }

  private void meetStanding(Step step) {
    if (config.costs().model().standing() && !config.remote()) {
      new Matching(step).standing();
    }
  }

  /**
   * Takes a sequenced control of this account or of all.
   *
   * @return what followed, in order
   * @throws IllegalArgumentException where it is another account's, was not sequenced, or is
   *     earlier than what was already taken
   */
  public List<AccountEvent> apply(AccountState state, Control control) {
    if (!control.account().equals("*") && !control.account().equals(config.name())) {
      throw new IllegalArgumentException(
          "account is '" + control.account() + "', expected '" + config.name() + "' or '*'");
    }
    Step step = begin(state, sequenced("control " + control.id(), control.effectiveAt()));
    new Decisions(step).take(control);
    return finish(step);
  }

  /**
   * Takes a sequenced report of the account's venue about an order.
   *
   * @return what followed, in order
   * @throws IllegalArgumentException where it is not well formed, was not sequenced, or is earlier
   *     than what was already taken
   */
  public List<AccountEvent> apply(AccountState state, ExecutionReport report) {
    report.check();
    Step step = begin(state, sequenced(report.id(), report.effectiveAt()));
    new RemoteOrders(step).take(report);
    return finish(step);
  }

  /**
   * Takes a sequenced report of what the account's venue holds for it.
   *
   * @return what followed, in order
   * @throws IllegalArgumentException where it is not well formed, was not sequenced, or is earlier
   *     than what was already taken
   */
  public List<AccountEvent> apply(AccountState state, PositionReport report) {
    report.check();
    Step step = begin(state, sequenced(report.id(), report.effectiveAt()));
    new RemoteOrders(step).take(report);
    return finish(step);
  }

  private static long sequenced(String id, Instant effectiveAt) {
    if (effectiveAt == null) {
      throw new IllegalArgumentException(
          "effectiveAt of " + id + " is null, expected the sequencer's stamp");
    }
    return effectiveAt.toEpochMilli();
  }

  /**
   * Says that everything up to a time, that time included, was taken: closes the session that ends
   * by then, though no quote follows.
   *
   * @param time epoch milliseconds, UTC
   */
  public List<AccountEvent> advanceTo(AccountState state, long time) {
    meetVenue(state);
    Step step = new Step(state, config, calendar::dateOf, time);
    while (state.sessionClose != AccountState.NEVER && state.sessionClose <= time) {
      close(step);
    }
    step.now = time;
    return finish(step);
  }

  /** The limits in force: the configured ones but for those that a control has changed. */
  public RiskLimits limits(AccountState state) {
    return state.risk.limits(config);
  }

  /** The account's buckets as they are, in the order of the configuration. */
  public List<BucketFigures> buckets(AccountState state) {
    return Buckets.figures(state, config);
  }

  /**
   * How far the account is from each limit, everything up to a time taken. Changes nothing.
   *
   * @param time epoch milliseconds, UTC
   */
  public RiskSnapshot risk(AccountState state, long time) {
    return RiskReport.of(new Step(state, config, calendar::dateOf, time));
  }

  private Step begin(AccountState state, long time) {
    if (!state.account.equals(config.name())) {
      throw new IllegalArgumentException(
          "state is of account '" + state.account + "', expected '" + config.name() + "'");
    }
    if (time < state.takenThrough) {
      throw new IllegalArgumentException(
          "input at "
              + Instant.ofEpochMilli(time)
              + " for account "
              + config.name()
              + ", expected none before "
              + Instant.ofEpochMilli(state.takenThrough));
    }
    meetVenue(state);
    Step step = new Step(state, config, calendar::dateOf, time);
    while (state.sessionClose != AccountState.NEVER && state.sessionClose < time) {
      close(step);
    }
    if (state.sessionClose == AccountState.NEVER) {
      await(state, time);
    }
    if (time >= state.sessionOpen && state.dayOpen != state.sessionOpen) {
      state.dayOpen = state.sessionOpen;
      state.dayStartEquity = state.equity();
      Buckets.beginDay(state, config);
    }
    step.now = time;
    return step;
  }

  /** Another venue knows nothing of what is at work or held at the one before. */
  private void meetVenue(AccountState state) {
    String before = state.venue.name();
    if (config.venue().equals(before)) {
      return;
    }
    boolean nothingThere =
        state.working.isEmpty()
            && state.venue.awaitedExits.isEmpty()
            && state.heldSymbols().isEmpty();
    if (before != null && !nothingThere) {
      throw new IllegalStateException(
          "venue of account '%s' is '%s', expected '%s': it has orders or positions there"
              .formatted(config.name(), config.venue(), before));
    }
    state.venue.at(config.venue());
  }

  private void close(Step step) {
    AccountState state = step.state;
    long close = state.sessionClose;
    step.now = close;
    boolean dayOrders = config.remote() ? awaitEnds(state, close) : expire(step, close);
    rememberCloses(step);
    step.snapshot(Occasion.SESSION_CLOSE, close);
    state.quoteMinute = AccountState.NEVER;
    state.takenThrough = Math.max(state.takenThrough, close);
    state.sessionOpen = AccountState.NEVER;
    state.sessionClose = AccountState.NEVER;
    if (dayOrders) {
      await(state, close + 1);
    }
  }

  /**
   * Fills what is on close, and ends what is for the day.
   *
   * @return true where something that is for a day goes on to the next
   */
  private static boolean expire(Step step, long close) {
    AccountState state = step.state;
    boolean dayOrders = false;
    new Matching(step).close();
    for (WorkingOrder order : List.copyOf(state.working)) {
      if (order.endsWith(state.sessionOpen, close)) {
        Matching.over(step, order, OrderStatus.EXPIRED, "the session closed");
      } else {
        dayOrders |= order.timeInForce != TimeInForce.GTC;
      }
    }
    return dayOrders;
  }

  /** A venue outside ends its orders itself, and says so. */
  private static boolean awaitEnds(AccountState state, long close) {
    state.venue.forgetEnded(close - REMEMBERED_MILLIS);
    return state.working.stream().anyMatch(order -> order.timeInForce != TimeInForce.GTC);
  }

  /** The last trade is what a price collar is laid around. */
  private static void remember(Step step, Tick tick) {
    if (tick.kind() == TickKind.TRADE && Mark.price(tick.price()) && step.inSession()) {
      SymbolMemory memory = step.state.risk.symbol(tick.symbol());
      memory.lastTrade = BigDecimal.valueOf(tick.price());
      memory.lastTradeAt = step.now;
    }
  }

  private void rememberCloses(Step step) {
    int kept = config.sizing().closes();
    if (kept == 0) {
      return;
    }
    for (Map.Entry<String, Mark> entry : step.state.marks.entrySet()) {
      if (entry.getValue().time() >= step.state.sessionOpen) {
        step.state.risk.symbol(entry.getKey()).close(entry.getValue().mid(), kept);
      }
    }
  }

  private void await(AccountState state, long time) {
    Session session = calendar.awaited(Instant.ofEpochMilli(time));
    state.sessionOpen = session.open().toEpochMilli();
    state.sessionClose = session.close().toEpochMilli();
  }

  private List<AccountEvent> finish(Step step) {
    AccountState state = step.state;
    state.takenThrough = Math.max(state.takenThrough, step.now);
    if (!step.events.isEmpty()) {
      Invariants.firstBreach(state, config).ifPresent(step::breach);
    }
    return step.events;
  }
}
