package dev.sluice.operators.market;

import dev.sluice.domain.market.CorporateAction;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.quality.QualityRule;
import dev.sluice.wire.JsonCodec;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializer of market events, with a byte in front that says what follows. It is not the format of
 * any state: events pass between tasks of one job only. Not thread-safe, so each task has its own.
 */
public final class MarketEventSerializer extends TypeSerializer<MarketEvent> {
  private static final long serialVersionUID = 1L;
  static final MarketEventSerializer INSTANCE = new MarketEventSerializer();

  private static final int BAR = 0;
  private static final int TRADE = 1;
  private static final int QUOTE = 2;
  private static final int SPLIT = 3;
  private static final int KIND = 3;
  private static final int CLOCK = 4;
  private static final int SIMULATED = 8;
  private static final int HISTORY = 16;
  private static final int INDEXED = 32;

  /** The clock is given by how far it is behind the event, as an int. */
  private static final int NEAR = 64;

  /** A second byte of flags follows: what is rare, or of symbols with a listing. */
  private static final int MORE = 128;

  /** In the second byte: code of the calendar. */
  private static final int CALENDAR = 15;

  /** In the second byte. */
  private static final int OFF_TICK = 16;

  /** In the second byte: a corporate action, neither tick nor bar. */
  private static final int ACTION = 32;

  /** In the second byte: the news of a refusal, neither tick nor bar. */
  private static final int REFUSED = 64;

  /** In the second byte: what was set aside, neither tick nor bar. */
  private static final int ASIDE = 128;

  private static final QualityRule[] RULES = QualityRule.values();

  private static final Timeframe[] TIMEFRAMES = Timeframe.values();

  private transient EventTexts texts;

  @Override
  public void serialize(MarketEvent event, DataOutputView out) throws IOException {
    if (event.aside() != null) {
      writeAside(event.aside(), out);
      return;
    }
    if (event.refusal() != null) {
      writeRefusal(event, out);
      return;
    }
    if (event.action() != null) {
      writeAction(event, out);
      return;
    }
    int flags = flags(event);
    out.writeByte(flags);
    if ((flags & MORE) != 0) {
      out.writeByte(event.calendar() | (event.offTick() ? OFF_TICK : 0));
    }
    EventTexts.write(event.symbol(), out);
    if ((flags & NEAR) != 0) {
      out.writeInt((int) (event.time() - event.clock()));
    } else if ((flags & CLOCK) != 0) {
      out.writeLong(event.clock());
    }
    out.writeShort(event.partition());
    out.writeLong(event.offset());
    if (event.index() != 0) {
      out.writeInt(event.index());
    }
    if (event.tick() != null) {
      writeTick(event.tick(), out);
    } else {
      writeBar(event.bar(), out);
    }
  }

  /** As JSON: it is rare. */
  private static void writeAside(Aside aside, DataOutputView out) throws IOException {
    boolean letter = aside.letter() != null;
    byte[] json =
        letter
            ? JsonCodec.DEAD_LETTER.encode(aside.letter())
            : JsonCodec.SESSION_QUALITY.encode(aside.found());
    out.writeByte(MORE);
    out.writeByte(ASIDE);
    out.writeBoolean(letter);
    out.writeInt(json.length);
    out.write(json);
  }

  private static MarketEvent readAside(DataInputView in) throws IOException {
    boolean letter = in.readBoolean();
    byte[] json = new byte[in.readInt()];
    in.readFully(json);
    return letter
        ? Aside.of(JsonCodec.DEAD_LETTER.decode(json))
        : Aside.of(JsonCodec.SESSION_QUALITY.decode(json));
  }

  private static void writeRefusal(MarketEvent event, DataOutputView out) throws IOException {
    Refusal refusal = event.refusal();
    out.writeByte(MORE | (refusal.given() ? BAR : TRADE) | (refusal.simulated() ? SIMULATED : 0));
    out.writeByte(event.calendar() | REFUSED);
    EventTexts.write(event.symbol(), out);
    out.writeLong(event.clock());
    out.writeShort(event.partition());
    out.writeLong(event.offset());
    out.writeInt(event.index());
    out.writeByte(refusal.rule().ordinal());
    out.writeLong(refusal.at());
  }

  private MarketEvent readRefusal(int flags, int calendar, DataInputView in) throws IOException {
    String symbol = texts.read(in);
    long clock = in.readLong();
    int partition = in.readShort();
    long offset = in.readLong();
    int index = in.readInt();
    QualityRule rule = RULES[in.readByte()];
    boolean given = (flags & KIND) == BAR;
    Refusal refusal = new Refusal(rule, given, in.readLong(), (flags & SIMULATED) != 0);
    return new MarketEvent(symbol, clock, partition, offset, index, calendar, refusal);
  }

  private static int flags(MarketEvent event) {
    Tick tick = event.tick();
    int flags = BAR;
    if (tick != null) {
      flags =
          switch (tick.kind()) {
            case TRADE -> TRADE;
            case QUOTE -> QUOTE;
            case SPLIT -> SPLIT;
          };
    }
    flags |= clock(event);
    flags |= (tick != null ? tick.simulated() : event.bar().simulated()) ? SIMULATED : 0;
    flags |= tick == null && event.bar().history() ? HISTORY : 0;
    flags |= event.calendar() != 0 || event.offTick() ? MORE : 0;
    return flags | (event.index() != 0 ? INDEXED : 0);
  }

  private static int clock(MarketEvent event) {
    if (event.clock() == MarketEvent.ON_TIME) {
      return 0;
    }
    long behind = event.time() - event.clock();
    return behind == (int) behind ? NEAR : CLOCK;
  }

  private static void writeTick(Tick tick, DataOutputView out) throws IOException {
    out.writeLong(tick.sequence());
    out.writeLong(tick.eventTime());
    if (tick.kind() == TickKind.QUOTE) {
      out.writeDouble(tick.bid());
      out.writeDouble(tick.bidSize());
      out.writeDouble(tick.ask());
      out.writeDouble(tick.askSize());
    } else {
      out.writeDouble(tick.price());
      out.writeDouble(tick.size());
    }
    EventTexts.write(tick.source(), out);
  }

  private static void writeBar(RawBar bar, DataOutputView out) throws IOException {
    out.writeByte(bar.timeframe().ordinal());
    out.writeLong(bar.start().toEpochMilli());
    out.writeLong(bar.end().toEpochMilli());
    out.writeLong(bar.sessionDate().toEpochDay());
    out.writeDouble(bar.open());
    out.writeDouble(bar.high());
    out.writeDouble(bar.low());
    out.writeDouble(bar.close());
    out.writeDouble(bar.volume());
    out.writeDouble(bar.splitFactor());
    out.writeDouble(bar.dividend());
    EventTexts.write(bar.source(), out);
  }

  private static void writeAction(MarketEvent event, DataOutputView out) throws IOException {
    ActionNotice notice = event.action();
    out.writeByte(MORE);
    out.writeByte(event.calendar() | ACTION);
    EventTexts.write(event.symbol(), out);
    out.writeLong(event.clock());
    out.writeShort(event.partition());
    out.writeLong(event.offset());
    out.writeInt(event.index());
    EventTexts.write(notice.action().symbol(), out);
    out.writeLong(notice.action().exDate().toEpochDay());
    out.writeDouble(notice.action().splitFactor());
    out.writeDouble(notice.action().dividend());
    EventTexts.write(notice.action().source(), out);
    out.writeBoolean(notice.onTicks());
    out.writeLong(notice.reached());
    out.writeLong(notice.announced());
  }

  private MarketEvent readAction(int calendar, DataInputView in) throws IOException {
    String symbol = texts.read(in);
    long clock = in.readLong();
    int partition = in.readShort();
    long offset = in.readLong();
    int index = in.readInt();
    CorporateAction action =
        new CorporateAction(
            texts.read(in),
            LocalDate.ofEpochDay(in.readLong()),
            in.readDouble(),
            in.readDouble(),
            texts.read(in));
    ActionNotice notice = new ActionNotice(action, in.readBoolean(), in.readLong(), in.readLong());
    return new MarketEvent(symbol, clock, partition, offset, index, calendar, notice);
  }

  @Override
  public MarketEvent deserialize(DataInputView in) throws IOException {
    if (texts == null) {
      texts = new EventTexts();
    }
    int flags = in.readByte();
    int more = (flags & MORE) != 0 ? in.readByte() : 0;
    if ((more & ASIDE) != 0) {
      return readAside(in);
    }
    if ((more & REFUSED) != 0) {
      return readRefusal(flags, more & CALENDAR, in);
    }
    if ((more & ACTION) != 0) {
      return readAction(more & CALENDAR, in);
    }
    String symbol = texts.read(in);
    int behind = (flags & NEAR) != 0 ? in.readInt() : 0;
    long clock = (flags & CLOCK) != 0 ? in.readLong() : MarketEvent.ON_TIME;
    int partition = in.readShort();
    long offset = in.readLong();
    int index = (flags & INDEXED) != 0 ? in.readInt() : 0;
    boolean isBar = (flags & KIND) == BAR;
    Tick tick = isBar ? null : readTick(symbol, flags, in);
    RawBar bar = isBar ? readBar(symbol, flags, in) : null;
    if ((flags & NEAR) != 0) {
      clock = (isBar ? bar.start().toEpochMilli() : tick.eventTime()) - behind;
    }
    return new MarketEvent(
        symbol,
        tick,
        bar,
        clock,
        partition,
        offset,
        index,
        more & CALENDAR,
        (more & OFF_TICK) != 0);
  }

  private Tick readTick(String symbol, int flags, DataInputView in) throws IOException {
    boolean simulated = (flags & SIMULATED) != 0;
    long sequence = in.readLong();
    long time = in.readLong();
    if ((flags & KIND) == QUOTE) {
      double bid = in.readDouble();
      double bidSize = in.readDouble();
      double ask = in.readDouble();
      double askSize = in.readDouble();
      return Tick.quote(
          symbol, sequence, time, bid, bidSize, ask, askSize, texts.read(in), simulated);
    }
    double price = in.readDouble();
    double size = in.readDouble();
    String source = texts.read(in);
    return (flags & KIND) == TRADE
        ? Tick.trade(symbol, sequence, time, price, size, source, simulated)
        : Tick.split(symbol, sequence, time, price, source, simulated);
  }

  private RawBar readBar(String symbol, int flags, DataInputView in) throws IOException {
    return new RawBar(
        symbol,
        TIMEFRAMES[in.readByte()],
        Instant.ofEpochMilli(in.readLong()),
        Instant.ofEpochMilli(in.readLong()),
        LocalDate.ofEpochDay(in.readLong()),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        texts.read(in),
        (flags & SIMULATED) != 0,
        (flags & HISTORY) != 0);
  }

  @Override
  public MarketEvent deserialize(MarketEvent reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<MarketEvent> duplicate() {
    return new MarketEventSerializer();
  }

  @Override
  public MarketEvent createInstance() {
    return null;
  }

  @Override
  public MarketEvent copy(MarketEvent from) {
    return from;
  }

  @Override
  public MarketEvent copy(MarketEvent from, MarketEvent reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MarketEventSerializer;
  }

  @Override
  public int hashCode() {
    return MarketEventSerializer.class.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<MarketEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** One format: nothing of it is ever kept. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<MarketEvent> {
    public Snapshot() {
      super(MarketEventSerializer::new);
    }
  }
}
