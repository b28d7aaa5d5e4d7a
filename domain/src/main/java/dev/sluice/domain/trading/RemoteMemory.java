package dev.sluice.domain.trading;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Set;

/** What is remembered of an order that works at a venue outside the job. */
final class RemoteMemory {
  /** Executions that were booked, by the venue's id. */
  final Set<String> executions = new LinkedHashSet<>();

  /** True from the asking to the answer. */
  boolean cancelPending;

  /** How often the venue was asked to call it off. */
  int cancelRequests;

  /** How it ends once all that the venue has filled has been told; null while that is not said. */
  OrderStatus endsAs;

  /** What the venue has filled by then; null where endsAs is. */
  BigDecimal endsWith;

  void write(DataOutput out) throws IOException {
    out.writeInt(executions.size());
    for (String execution : executions) {
      StateIo.writeString(out, execution);
    }
    out.writeBoolean(cancelPending);
    out.writeInt(cancelRequests);
    StateIo.writeEnum(out, endsAs);
    StateIo.writeDecimal(out, endsWith);
  }

  void read(DataInput in) throws IOException {
    for (int n = in.readInt(); n > 0; n--) {
      executions.add(StateIo.readString(in));
    }
    cancelPending = in.readBoolean();
    cancelRequests = in.readInt();
    endsAs = StateIo.readEnum(in, OrderStatus.class);
    endsWith = StateIo.readDecimal(in);
  }
}
