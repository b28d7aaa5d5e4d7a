package dev.sluice.operators.market;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.operators.stream.OwnTypeInfo;
import dev.sluice.operators.stream.PassingSerializer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of bars on their way to their indicators. */
public final class ExchangeBarSerializer extends PassingSerializer<ExchangeBar> {
  private static final long serialVersionUID = 1L;

  /** The type of streams of bars. */
  public static final TypeInformation<ExchangeBar> TYPE =
      new OwnTypeInfo<>(ExchangeBar.class, new ExchangeBarSerializer());

  private static final int SIMULATED = 1;
  private static final int HISTORY = 2;
  private static final int COMPLETE = 4;
  private static final int FIRST_EVENT = 8;
  private static final int LAST_EVENT = 16;
  private static final Timeframe[] TIMEFRAMES = Timeframe.values();

  private transient EventTexts texts;

  @Override
  public void serialize(ExchangeBar of, DataOutputView out) throws IOException {
    Bar bar = of.bar();
    out.writeByte(flags(bar));
    out.writeByte(of.calendar());
    EventTexts.write(bar.symbol(), out);
    out.writeByte(bar.timeframe().ordinal());
    write(bar.start(), out);
    write(bar.end(), out);
    out.writeLong(bar.sessionDate().toEpochDay());
    out.writeDouble(bar.open());
    out.writeDouble(bar.high());
    out.writeDouble(bar.low());
    out.writeDouble(bar.close());
    out.writeDouble(bar.volume());
    out.writeLong(bar.trades());
    out.writeDouble(bar.vwap());
    out.writeInt(bar.revision());
    out.writeDouble(bar.splitFactor());
    out.writeDouble(bar.dividend());
    EventTexts.write(bar.source(), out);
    if (bar.firstEvent() != null) {
      write(bar.firstEvent(), out);
    }
    if (bar.lastEvent() != null) {
      write(bar.lastEvent(), out);
    }
  }

  private static int flags(Bar bar) {
    return (bar.simulated() ? SIMULATED : 0)
        | (bar.history() ? HISTORY : 0)
        | (bar.complete() ? COMPLETE : 0)
        | (bar.firstEvent() != null ? FIRST_EVENT : 0)
        | (bar.lastEvent() != null ? LAST_EVENT : 0);
  }

  private static void write(Instant instant, DataOutputView out) throws IOException {
    out.writeLong(instant.getEpochSecond());
    out.writeInt(instant.getNano());
  }

  @Override
  public ExchangeBar deserialize(DataInputView in) throws IOException {
    if (texts == null) {
      texts = new EventTexts();
    }
    int flags = in.readByte();
    int calendar = in.readByte();
    Bar bar =
        new Bar(
            texts.read(in),
            TIMEFRAMES[in.readByte()],
            read(in),
            read(in),
            LocalDate.ofEpochDay(in.readLong()),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readLong(),
            in.readDouble(),
            in.readInt(),
            in.readDouble(),
            in.readDouble(),
            texts.read(in),
            (flags & SIMULATED) != 0,
            (flags & HISTORY) != 0,
            (flags & FIRST_EVENT) != 0 ? read(in) : null,
            (flags & LAST_EVENT) != 0 ? read(in) : null,
            (flags & COMPLETE) != 0);
    return new ExchangeBar(bar, calendar);
  }

  private static Instant read(DataInputView in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  @Override
  public TypeSerializer<ExchangeBar> duplicate() {
    return new ExchangeBarSerializer();
  }

  @Override
  public TypeSerializerSnapshot<ExchangeBar> snapshotConfiguration() {
    return new Snapshot();
  }

  /** One format: nothing of it is ever kept. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ExchangeBar> {
    public Snapshot() {
      super(ExchangeBarSerializer::new);
    }
  }
}
