package dev.sluice.operators.trading;

import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.operators.market.EventTexts;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.SequencedInput;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * The bytes of an account's input, between tasks and in state: ticks, which are nearly all of them,
 * by hand; the rest as the JSON of its topic, which other versions read. A reader keeps the texts
 * that come again, and is not thread-safe.
 */
final class AccountInputForm {
  private static final int TICK = 1;
  private static final int SIGNAL = 2;
  private static final int SEQUENCED = 3;
  private static final int WHAT = 3;
  private static final int SIMULATED = 4;

  /** Of a tick's kind, which is in the first byte too. */
  private static final int KIND_SHIFT = 3;

  private static final int KIND = 3;

  /** A quote without spread or sizes, as a bar's path has: of its prices there is one number. */
  private static final int POINT = 32;

  /** By their code in the first byte, which is kept: more are added behind these. */
  private static final List<TickKind> KINDS =
      List.of(TickKind.TRADE, TickKind.QUOTE, TickKind.SPLIT);

  private final EventTexts texts = new EventTexts();

  /** Writes an input. */
  static void write(AccountInput input, DataOutput out) throws IOException {
    switch (input.kind()) {
      case TICK -> write(input.account(), input.tick(), out);
      case SIGNAL -> write(SIGNAL, input, JsonCodec.SIGNAL.encode(input.signal()), out);
      case CONTROL, REPORT ->
          write(
              SEQUENCED,
              input,
              new SequencedInput(input.control(), input.execution(), input.position()).encode(),
              out);
    }
  }

  private static void write(String account, Tick tick, DataOutput out) throws IOException {
    int simulated = tick.simulated() ? SIMULATED : 0;
    int point = isPoint(tick) ? POINT : 0;
    out.writeByte(TICK | simulated | point | KINDS.indexOf(tick.kind()) << KIND_SHIFT);
    EventTexts.write(account, out);
    EventTexts.write(tick.symbol(), out);
    out.writeLong(tick.sequence());
    out.writeLong(tick.eventTime());
    out.writeDouble(tick.size());
    out.writeDouble(tick.bid());
    if (point == 0) {
      out.writeDouble(tick.price());
      out.writeDouble(tick.bidSize());
      out.writeDouble(tick.ask());
      out.writeDouble(tick.askSize());
    }
    EventTexts.write(tick.source(), out);
  }

  private static boolean isPoint(Tick tick) {
    return tick.kind() == TickKind.QUOTE
        && Double.doubleToLongBits(tick.bid()) == Double.doubleToLongBits(tick.ask())
        && Double.isNaN(tick.price())
        && Double.isNaN(tick.bidSize())
        && Double.isNaN(tick.askSize());
  }

  private static void write(int what, AccountInput input, byte[] json, DataOutput out)
      throws IOException {
    out.writeByte(what);
    EventTexts.write(input.account(), out);
    out.writeInt(json.length);
    out.write(json);
  }

  /** Reads what {@link #write} wrote. */
  AccountInput read(DataInput in) throws IOException {
    int flags = in.readByte();
    String account = texts.read(in);
    if ((flags & WHAT) == TICK) {
      return AccountInput.of(account, readTick(flags, in));
    }
    byte[] json = new byte[in.readInt()];
    in.readFully(json);
    return switch (flags & WHAT) {
      case SIGNAL -> AccountInput.of(account, JsonCodec.SIGNAL.decode(json));
      case SEQUENCED -> AccountInput.of(account, SequencedInput.decode(json));
      default -> throw new IOException("input of an account: kind " + flags + ", expected 1 to 3");
    };
  }

  private Tick readTick(int flags, DataInput in) throws IOException {
    TickKind kind = KINDS.get(flags >> KIND_SHIFT & KIND);
    String symbol = texts.read(in);
    long sequence = in.readLong();
    long time = in.readLong();
    double size = in.readDouble();
    double bid = in.readDouble();
    boolean point = (flags & POINT) != 0;
    double price = point ? Double.NaN : in.readDouble();
    double bidSize = point ? Double.NaN : in.readDouble();
    double ask = point ? bid : in.readDouble();
    double askSize = point ? Double.NaN : in.readDouble();
    boolean simulated = (flags & SIMULATED) != 0;
    String source = texts.read(in);
    return new Tick(
        kind, symbol, sequence, time, price, size, bid, bidSize, ask, askSize, source, simulated);
  }
}
