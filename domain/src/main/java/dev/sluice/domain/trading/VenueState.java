package dev.sluice.domain.trading;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;

/** What the venue keeps of an account beside its working orders. */
final class VenueState {
  /** Changes of orders that were refused because they are not legal. */
  long illegalChanges;

  /** Month of the last fill, years × 12 + months from 0; 0 before the first. */
  private int month;

  /** Shares traded in that month, in shares of their day. */
  private BigDecimal volume = BigDecimal.ZERO;

  /** Shares traded so far in a date's month. */
  BigDecimal monthVolume(LocalDate date) {
    return month == month(date) ? volume : BigDecimal.ZERO;
  }

  void traded(LocalDate date, BigDecimal quantity) {
    volume = monthVolume(date).add(quantity);
    month = month(date);
  }

  private static int month(LocalDate date) {
    return date.getYear() * 12 + date.getMonthValue() - 1;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(illegalChanges);
    out.writeInt(month);
    StateIo.writeDecimal(out, volume);
  }

  void read(DataInput in) throws IOException {
    illegalChanges = in.readLong();
    month = in.readInt();
    volume = StateIo.readDecimal(in);
  }
}
