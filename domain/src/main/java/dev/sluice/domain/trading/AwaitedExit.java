package dev.sluice.domain.trading;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

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
 */
record AwaitedExit(
    OrderRole role,
    String signalId,
    String executionId,
    String controlId,
    String reason,
    boolean simulated) {

  void write(DataOutput out) throws IOException {
    StateIo.writeEnum(out, role);
    StateIo.writeString(out, signalId);
    StateIo.writeString(out, executionId);
    StateIo.writeString(out, controlId);
    StateIo.writeString(out, reason);
    out.writeBoolean(simulated);
  }

  static AwaitedExit read(DataInput in) throws IOException {
    return new AwaitedExit(
        StateIo.readEnum(in, OrderRole.class),
        StateIo.readString(in),
        StateIo.readString(in),
        StateIo.readString(in),
        StateIo.readString(in),
        in.readBoolean());
  }
}
