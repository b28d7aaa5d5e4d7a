package dev.sluice.domain.trading;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;

/** What a bucket has made, kept from fill to fill. */
final class BucketMemory {
  /** Realised P&L less commissions since the start. */
  BigDecimal realized = BigDecimal.ZERO;

  /** Realised and unrealised P&L less commissions when the day began. */
  BigDecimal dayStart = BigDecimal.ZERO;

  void write(DataOutput out) throws IOException {
    StateIo.writeDecimal(out, realized);
    StateIo.writeDecimal(out, dayStart);
  }

  static BucketMemory read(DataInput in) throws IOException {
    BucketMemory memory = new BucketMemory();
    memory.realized = StateIo.readDecimal(in);
    memory.dayStart = StateIo.readDecimal(in);
    return memory;
  }
}
