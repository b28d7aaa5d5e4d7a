package dev.sluice.operators.market;

import dev.sluice.domain.market.CorporateActions;
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
 * memory, the ticks that are in quarantine, the tallies of its sessions, and the corporate actions
 * that its log has announced. Bounded; kept as long as the symbol is traded.
 */
final class SymbolQuality implements Waking {
  private static final int VERSION = 3;

  final SequenceWindow sequences;
  final TickQuality rules;
  final TallyBook tallies;
  final CorporateActions actions;
  private final List<HeldTick> held = new ArrayList<>(0);
  private long due = Long.MAX_VALUE;
  private long timer = Long.MAX_VALUE;

  // What need not be looked up for each tick of the session that is on; no part of the state.
  private long settledDay = Long.MIN_VALUE;
  private SessionTally settledTally;

  SymbolQuality() {
    this(new SequenceWindow(), new TickQuality(), new TallyBook(), new CorporateActions());
  }

  private SymbolQuality(
      SequenceWindow sequences, TickQuality rules, TallyBook tallies, CorporateActions actions) {
    this.sequences = sequences;
    this.rules = rules;
    this.tallies = tallies;
    this.actions = actions;
  }

  /**
   * Whether nothing is to be done before a tick of a session is judged: its actions have begun, its
   * prices are on today's scale, and its tally is at hand. False after each {@link #plan}.
   *
   * @param day epoch day of the session
   */
  boolean isSettled(long day) {
    return day == settledDay;
  }

  /** Notes what holds for a session until something is planned anew. */
  void settle(long day, SessionTally tally) {
    if (!actions.scales(day)) {
      settledDay = day;
      settledTally = tally;
    }
  }

  /** The tally of the session that is settled; null where nothing is tallied. */
  SessionTally settledTally() {
    return settledTally;
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
  @Override
  public long due() {
    return due;
  }

  /** Finds out anew what is due next. */
  void plan() {
    settledDay = Long.MIN_VALUE;
    settledTally = null;
    due = Math.min(tallies.due(), actions.due());
    for (int i = 0; i < held.size(); i++) {
      due = Math.min(due, held.get(i).due());
    }
  }

  /** The time for which its user has asked to be woken; {@link Long#MAX_VALUE} for none. */
  @Override
  public long timer() {
    return timer;
  }

  @Override
  public void setTimer(long time) {
    timer = time;
  }

  private SymbolQuality copy() {
    SymbolQuality copy =
        new SymbolQuality(sequences.copy(), rules.copy(), tallies.copy(), actions.copy());
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
      value.actions.write(out);
    }

    @Override
    protected SymbolQuality read(DataInputView in) throws IOException {
      int version = in.readByte();
      if (version < 1 || version > VERSION) {
        throw new IOException("symbol quality: version " + version + ", expected 1 to " + VERSION);
      }
      SequenceWindow sequences = SequenceWindow.read(in);
      TickQuality rules = TickQuality.read(in);
      TallyBook tallies = TallyBook.read(in);
      List<HeldTick> held = new ArrayList<>(0);
      for (int left = in.readInt(); left > 0; left--) {
        held.add(HeldTick.read(in));
      }
      long timer = in.readLong();
      CorporateActions actions = version == 1 ? new CorporateActions() : CorporateActions.read(in);
      SymbolQuality value = new SymbolQuality(sequences, rules, tallies, actions);
      value.held.addAll(held);
      value.timer = timer;
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
