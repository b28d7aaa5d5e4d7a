package dev.sluice.domain.trading;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * A closing order that waits until the venue has confirmed that nothing else of its symbol is at
 * work, so that two of them can never sell more than is held.
 *
 * @param role EXIT or FLATTEN
 * @param signalId signal of an EXIT; null for FLATTEN, which takes that of the position
 * @param executionId execution of that signal; null where there is none
 * @param controlId control of a FLATTEN; null for EXIT
 * @param reason for people
 * @param simulated true where the prices are not a market's
 * @param terms of the order; null for MARKET and DAY, and for FLATTEN
 */
record AwaitedExit(
    OrderRole role,
    String signalId,
    String executionId,
    String controlId,
    String reason,
    boolean simulated,
    OrderTerms terms) {

  /** The same on the scale of {@code factor} new shares for an old one. */
  AwaitedExit split(BigDecimal factor) {
    return new AwaitedExit(
        role,
        signalId,
        executionId,
        controlId,
        reason,
        simulated,
        terms == null ? null : terms.split(factor));
  }

  void write(DataOutput out) throws IOException {
    StateIo.writeEnum(out, role);
    StateIo.writeString(out, signalId);
    StateIo.writeString(out, executionId);
    StateIo.writeString(out, controlId);
    StateIo.writeString(out, reason);
    out.writeBoolean(simulated);
    writeTerms(out);
  }

  private void writeTerms(DataOutput out) throws IOException {
    out.writeBoolean(terms != null);
    if (terms != null) {
      StateIo.writeEnum(out, terms.type());
      StateIo.writeEnum(out, terms.timeInForce());
      StateIo.writeDecimal(out, terms.limitPrice());
      StateIo.writeDecimal(out, terms.stopPrice());
      StateIo.writeDecimal(out, terms.trailingAmount());
      StateIo.writeDecimal(out, terms.trailingPercent());
    }
  }

  private static OrderTerms readTerms(DataInput in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    return new OrderTerms(
        StateIo.readEnum(in, OrderType.class),
        StateIo.readEnum(in, TimeInForce.class),
        StateIo.readDecimal(in),
        StateIo.readDecimal(in),
        StateIo.readDecimal(in),
        StateIo.readDecimal(in));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param version of the account's binary form: terms are of 4
   */
  static AwaitedExit read(DataInput in, int version) throws IOException {
    return new AwaitedExit(
        StateIo.readEnum(in, OrderRole.class),
        StateIo.readString(in),
        StateIo.readString(in),
        StateIo.readString(in),
        StateIo.readString(in),
        in.readBoolean(),
        version >= 4 ? readTerms(in) : null);
  }
}
