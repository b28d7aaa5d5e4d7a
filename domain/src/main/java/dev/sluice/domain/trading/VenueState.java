package dev.sluice.domain.trading;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What the venue keeps of an account beside its working orders. */
final class VenueState {
  /** Ended orders that are remembered at most. */
  private static final int MOST_ENDED = 10_000;

  /** Changes of orders that were refused because they are not legal. */
  long illegalChanges;

  /** Where the account's orders and positions are; null until its first input. */
  private String name;

  /** Month of the last fill, years × 12 + months from 0; 0 before the first. */
  private int month;

  /** Shares traded in that month, in shares of their day. */
  private BigDecimal volume = BigDecimal.ZERO;

  /**
   * Orders at a venue outside that are over, by id and in the order in which they ended: an
   * execution may be told after the end.
   */
  final LinkedHashMap<String, WorkingOrder> ended = new LinkedHashMap<>();

  /** What is to be closed once nothing else of the symbol is at work, by symbol. */
  final TreeMap<String, AwaitedExit> awaitedExits = new TreeMap<>();

  /** Forgets what was over before a time, epoch milliseconds, and the oldest of too many. */
  void forgetEnded(long before) {
    Iterator<WorkingOrder> oldest = ended.values().iterator();
    while (oldest.hasNext()) {
      WorkingOrder order = oldest.next();
      if (order.updatedAt >= before && ended.size() <= MOST_ENDED) {
        return;
      }
      oldest.remove();
    }
  }

  /** Name of the venue where the account's orders and positions are; null until its first input. */
  String name() {
    return name;
  }

  /** Says where they are from now on. */
  void at(String venue) {
    name = venue;
  }

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
    out.writeInt(ended.size());
    for (WorkingOrder order : ended.values()) {
      order.write(out);
    }
    out.writeInt(awaitedExits.size());
    for (Map.Entry<String, AwaitedExit> exit : awaitedExits.entrySet()) {
      StateIo.writeString(out, exit.getKey());
      exit.getValue().write(out);
    }
    StateIo.writeString(out, name);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param version of the account's binary form, 2 or later
   */
  void read(DataInput in, int version) throws IOException {
    illegalChanges = in.readLong();
    month = in.readInt();
    volume = StateIo.readDecimal(in);
    if (version < 3) {
      return;
    }
    for (int n = in.readInt(); n > 0; n--) {
      WorkingOrder order = WorkingOrder.read(in, version);
      ended.put(order.id, order);
    }
    for (int n = in.readInt(); n > 0; n--) {
      awaitedExits.put(StateIo.readString(in), AwaitedExit.read(in, version));
    }
    if (version >= 4) {
      name = StateIo.readString(in);
    }
  }
}
