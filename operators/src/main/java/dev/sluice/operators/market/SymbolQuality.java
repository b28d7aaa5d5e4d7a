package dev.sluice.operators.market;

import dev.sluice.domain.market.SequenceWindow;
import dev.sluice.domain.market.TickKind;
import dev.sluice.domain.quality.TickQuality;
import dev.sluice.operators.stream.StateSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What the ticks of a symbol are judged by: which sequence numbers have come, the rules' own
 * memory, the ticks that are in quarantine, and the tallies of its sessions. Bounded; kept as long
 * as the symbol is traded.
 */
final class SymbolQuality {
  private static final int VERSION = 1;

  final SequenceWindow sequences;
  final TickQuality rules;
  final TallyBook tallies;
  private final List<HeldTick> held = new ArrayList<>(0);
  private long due = Long.MAX_VALUE;
  private long timer = Long.MAX_VALUE;

  SymbolQuality() {
    this(new SequenceWindow(), new TickQuality(), new TallyBook());
  }

  private SymbolQuality(SequenceWindow sequences, TickQuality rules, TallyBook tallies) {
    this.sequences = sequences;
    this.rules = rules;
    this.tallies = tallies;
  }

  /** Keeps a tick aside. */
  void hold(HeldTick tick) {
    held.add(tick);
    due = Math.min(due, tick.due());
  }

  /** Takes the ticks of a kind out of quarantine, in the order in which they came. */
  void takeHeld(TickKind kind, Consumer<HeldTick> out) {
    if (held.isEmpty()) {
      return;
    }
    for (Iterator<HeldTick> all = held.iterator(); all.hasNext(); ) {
      HeldTick tick = all.next();
      if (tick.kind() == kind) {
        all.remove();
        out.accept(tick);
      }
    }
  }

  /** Takes out those that have been in quarantine for too long when a time has passed. */
  void takeOverdue(long time, Consumer<HeldTick> out) {
    for (Iterator<HeldTick> all = held.iterator(); all.hasNext(); ) {
      HeldTick tick = all.next();
      if (tick.due() <= time) {
        all.remove();
        out.accept(tick);
      }
    }
  }

  /** When something is to be done if nothing comes; {@link Long#MAX_VALUE} for never. */
  long due() {
    return due;
  }

  /** Finds out anew what is due next. */
  void plan() {
    due = tallies.due();
    for (int i = 0; i < held.size(); i++) {
      due = Math.min(due, held.get(i).due());
    }
  }

  /** The time for which its user has asked to be woken; {@link Long#MAX_VALUE} for none. */
  long timer() {
    return timer;
  }

  void setTimer(long time) {
    timer = time;
  }

  private SymbolQuality copy() {
    SymbolQuality copy = new SymbolQuality(sequences.copy(), rules.copy(), tallies.copy());
    copy.held.addAll(held);
    copy.due = due;
    copy.timer = timer;
    return copy;
  }

  /** Serializer with a version, and versions of the parts. */
  public static final class Serializer extends StateSerializer<SymbolQuality> {
    private static final long serialVersionUID = 1L;
    static final Serializer INSTANCE = new Serializer();

    @Override
    public SymbolQuality createInstance() {
      return null;
    }

    @Override
    protected SymbolQuality copyOf(SymbolQuality value) {
      return value.copy();
    }

    @Override
    protected void write(SymbolQuality value, DataOutputView out) throws IOException {
      out.writeByte(VERSION);
      value.sequences.write(out);
      value.rules.write(out);
      value.tallies.write(out);
      out.writeInt(value.held.size());
      for (HeldTick tick : value.held) {
        tick.write(out);
      }
      out.writeLong(value.timer);
    }

    @Override
    protected SymbolQuality read(DataInputView in) throws IOException {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IOException("symbol quality: version " + version + ", expected " + VERSION);
      }
      SymbolQuality value =
          new SymbolQuality(SequenceWindow.read(in), TickQuality.read(in), TallyBook.read(in));
      int held = in.readInt();
      for (int i = 0; i < held; i++) {
        value.held.add(HeldTick.read(in));
      }
      value.timer = in.readLong();
      value.plan();
      return value;
    }

    @Override
    public TypeSerializerSnapshot<SymbolQuality> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Compatible with every version: the bytes carry their own. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SymbolQuality> {
    public Snapshot() {
      super(() -> Serializer.INSTANCE);
    }
  }
}
