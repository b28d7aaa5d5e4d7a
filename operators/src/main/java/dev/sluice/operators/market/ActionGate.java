package dev.sluice.operators.market;

import dev.sluice.domain.market.CorporateAction;
import dev.sluice.domain.market.CorporateActions;
import dev.sluice.domain.market.Rejection;
import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.TradingCalendar;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;

/**
 * Takes the corporate actions that logs announce, and gives each on when it comes into force:
 * before the first record of its first session, and before event time has reached the session's
 * open.
 */
final class ActionGate {
  private final Counter taken;
  private final Counter repeated;
  private final Counter refused;

  ActionGate(MetricGroup metrics) {
    this.taken = metrics.counter("actions_taken");
    this.repeated = metrics.counter("actions_repeated");
    this.refused = metrics.counter("actions_refused");
  }

  /**
   * Takes what a log announces.
   *
   * @param actions of the symbol and log
   * @param calendar of the symbol's exchange
   * @return why it is refused; empty where it is not
   */
  Optional<Rejection> take(
      CorporateActions actions, ActionNotice notice, TradingCalendar calendar) {
    Session first = notice.action().firstSession(calendar);
    Rejection why = null;
    switch (actions.take(
        notice.action(), first.open().toEpochMilli(), notice.reached(), notice.announced())) {
      case TAKEN -> taken.inc();
      case REPEATED -> repeated.inc();
      case TOO_LATE -> why = tooLate(notice, first);
      case TOO_MANY -> why = tooMany(notice.action());
    }
    if (why != null) {
      refused.inc();
    }
    return Optional.ofNullable(why);
  }

  private static Rejection tooLate(ActionNotice notice, Session first) {
    return new Rejection(
        "ACTION_TOO_LATE",
        "ex_date",
        notice.action().exDate().toString(),
        "an action that is in the log before it reaches the open of its first session at "
            + first.open()
            + "; it had reached "
            + Instant.ofEpochMilli(notice.reached()));
  }

  private static Rejection tooMany(CorporateAction action) {
    return new Rejection(
        "ACTION_TOO_MANY",
        "ex_date",
        action.exDate().toString(),
        "at most " + CorporateActions.MOST_PENDING + " actions of a symbol that wait");
  }

  /**
   * Gives on what comes into force.
   *
   * @param day epoch day of a session that has begun
   * @param time a time that has passed, epoch milliseconds, UTC
   * @param rescale gets the factor of each split
   */
  void begin(
      CorporateActions actions,
      long day,
      long time,
      DoubleConsumer rescale,
      Collector<MarketEvent> out) {
    actions.begin(
        day,
        time,
        (action, open) -> {
          rescale.accept(action.splitFactor());
          ActionNotice notice = new ActionNotice(action, true, open, open);
          out.collect(new MarketEvent(action.symbol(), MarketEvent.ON_TIME, 0, 0, 0, 0, notice));
        });
  }
}
