package dev.sluice.operators.trading;

import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.operators.market.EventTexts;
import dev.sluice.operators.stream.OwnTypeInfo;
import dev.sluice.operators.stream.StreamTypes;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializer of inputs on their way to accounts: ticks, which are nearly all of them, by hand, the
 * rest as Flink does. It is not the format of any state. Not thread-safe, so each task has its own.
 */
public final class AccountInputSerializer extends TypeSerializer<AccountInput> {
  private static final long serialVersionUID = 1L;

  /** The type of streams of inputs; state has {@link StreamTypes#of}'s. */
  public static final TypeInformation<AccountInput> TYPE =
      new OwnTypeInfo<>(AccountInput.class, new AccountInputSerializer());

  private static final int OTHER = 0;
  private static final int TICK = 1;
  private static final int SIMULATED = 2;
  private static final TickKind[] KINDS = TickKind.values();

  private final TypeSerializer<AccountInput> others;
  private transient EventTexts texts;

  /** For Flink, which makes one where it reads a snapshot. */
  public AccountInputSerializer() {
    this(StreamTypes.of(AccountInput.class).createSerializer(new SerializerConfigImpl()));
  }

  private AccountInputSerializer(TypeSerializer<AccountInput> others) {
    this.others = others;
  }

  @Override
  public void serialize(AccountInput input, DataOutputView out) throws IOException {
    Tick tick = input.tick();
    if (tick == null) {
      out.writeByte(OTHER);
      others.serialize(input, out);
      return;
    }
    out.writeByte(TICK | (tick.simulated() ? SIMULATED : 0));
    EventTexts.write(input.account(), out);
    out.writeByte(tick.kind().ordinal());
    EventTexts.write(tick.symbol(), out);
    out.writeLong(tick.sequence());
    out.writeLong(tick.eventTime());
    out.writeDouble(tick.price());
    out.writeDouble(tick.size());
    out.writeDouble(tick.bid());
    out.writeDouble(tick.bidSize());
    out.writeDouble(tick.ask());
    out.writeDouble(tick.askSize());
    EventTexts.write(tick.source(), out);
  }

  @Override
  public AccountInput deserialize(DataInputView in) throws IOException {
    int flags = in.readByte();
    if (flags == OTHER) {
      return others.deserialize(in);
    }
    if (texts == null) {
      texts = new EventTexts();
    }
    String account = texts.read(in);
    return AccountInput.of(
        account,
        new Tick(
            KINDS[in.readByte()],
            texts.read(in),
            in.readLong(),
            in.readLong(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            texts.read(in),
            (flags & SIMULATED) != 0));
  }

  @Override
  public AccountInput deserialize(AccountInput reuse, DataInputView in) throws IOException {
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
  public TypeSerializer<AccountInput> duplicate() {
    return new AccountInputSerializer(others.duplicate());
  }

  @Override
  public AccountInput createInstance() {
    return null;
  }

  @Override
  public AccountInput copy(AccountInput from) {
    return from;
  }

  @Override
  public AccountInput copy(AccountInput from, AccountInput reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AccountInputSerializer;
  }

  @Override
  public int hashCode() {
    return AccountInputSerializer.class.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<AccountInput> snapshotConfiguration() {
    return new Snapshot();
  }

  /** One format: nothing of it is ever kept. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<AccountInput> {
    public Snapshot() {
      super(AccountInputSerializer::new);
    }
  }
}
