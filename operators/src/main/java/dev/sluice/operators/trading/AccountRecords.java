package dev.sluice.operators.trading;

import dev.sluice.domain.Ids;
import dev.sluice.domain.analysis.Artifact;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.trading.AccountEvent;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.Fill;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;

/** The records that stand for what an account said, beside what it said itself. */
final class AccountRecords {
  /** Of a letter about a record whose place in its topic is not known any more. */
  private static final int UNKNOWN = -1;

  private AccountRecords() {}

  static String refusalId(String account, String control) {
    return Ids.of("dead-letter", Topics.INPUTS, account, control);
  }

  /** Why a control did not come into force. */
  static DeadLetter letter(String account, AccountEvent.ControlRefused refusal) {
    Control control = refusal.control();
    return new DeadLetter(
        refusalId(account, control.id()),
        Topics.INPUTS,
        UNKNOWN,
        UNKNOWN,
        null,
        "CONTROL_REFUSED",
        "account '" + account + "': " + refusal.reason(),
        JsonCodec.CONTROL.encode(control),
        control.effectiveAt());
  }

  /** An order as it was made. */
  static Artifact artifact(Order order) {
    String denied = order.denialCode() == null ? "" : ", denied: " + order.denialCode();
    return new Artifact(
        Ids.of("artifact", "order", order.id()),
        order.executionId(),
        "order",
        order.symbol(),
        String.format(
            "%s %s %s %s %s%s",
            order.role(),
            order.side(),
            order.quantity().toPlainString(),
            order.symbol(),
            order.type(),
            denied),
        order.id(),
        null,
        null,
        null,
        order.createdAt(),
        order.simulated());
  }

  /** A fill. */
  static Artifact artifact(Fill fill) {
    return new Artifact(
        Ids.of("artifact", "trade", fill.id()),
        fill.executionId(),
        "trade",
        fill.symbol(),
        String.format(
            "%s %s %s at %s",
            fill.side(),
            fill.quantity().toPlainString(),
            fill.symbol(),
            fill.price().toPlainString()),
        fill.id(),
        null,
        null,
        null,
        fill.eventTime(),
        fill.simulated());
  }

  /** The portfolio at a session's close. */
  static Artifact artifact(AccountEvent.Snapshot snapshot) {
    PortfolioSnapshot portfolio = snapshot.portfolio();
    return new Artifact(
        Ids.of("artifact", "portfolio", portfolio.id()),
        snapshot.executionId(),
        "portfolio",
        null,
        String.format(
            "%s at the close of %s: equity %s",
            portfolio.account(), portfolio.sessionDate(), portfolio.equity().toPlainString()),
        portfolio.id(),
        null,
        null,
        null,
        portfolio.eventTime(),
        portfolio.simulated());
  }
}
