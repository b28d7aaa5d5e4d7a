package dev.sluice.domain.trading;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What limits and sizing need to know of a symbol's past. */
final class SymbolMemory {
  /** Price of the last trade print within a session; null before the first. */
  BigDecimal lastTrade;

  /** Epoch milliseconds of it, UTC. */
  long lastTradeAt = AccountState.NEVER;

  /** The last entry that was made, by which one like it is known; null before the first. */
  Side entrySide;

  BigDecimal entryQuantity;

  long entryAt = AccountState.NEVER;

  /** Bucket of that entry and of the position that it made; null for none. */
  String bucket;

  /** Closes of the last sessions, oldest first, as many as the sizing needs. */
  final List<BigDecimal> closes = new ArrayList<>();

  void close(BigDecimal price, int kept) {
    closes.add(price);
    while (closes.size() > kept) {
      closes.remove(0);
    }
  }

  /** Counts in new shares from now on, {@code factor} of them for an old one. */
  void split(BigDecimal factor) {
    if (lastTrade != null) {
      lastTrade = Decimals.average(lastTrade, factor);
    }
    if (entryQuantity != null) {
      entryQuantity = Decimals.plain(entryQuantity.multiply(factor));
    }
    closes.replaceAll(close -> Decimals.average(close, factor));
  }

  void write(DataOutput out) throws IOException {
    StateIo.writeDecimal(out, lastTrade);
    out.writeLong(lastTradeAt);
    StateIo.writeEnum(out, entrySide);
    StateIo.writeDecimal(out, entryQuantity);
    out.writeLong(entryAt);
    StateIo.writeString(out, bucket);
    out.writeInt(closes.size());
    for (BigDecimal close : closes) {
      StateIo.writeDecimal(out, close);
    }
  }

  static SymbolMemory read(DataInput in) throws IOException {
    SymbolMemory memory = new SymbolMemory();
    memory.lastTrade = StateIo.readDecimal(in);
    memory.lastTradeAt = in.readLong();
    memory.entrySide = StateIo.readEnum(in, Side.class);
    memory.entryQuantity = StateIo.readDecimal(in);
    memory.entryAt = in.readLong();
    memory.bucket = StateIo.readString(in);
    for (int n = in.readInt(); n > 0; n--) {
      memory.closes.add(StateIo.readDecimal(in));
    }
    return memory;
  }
}
