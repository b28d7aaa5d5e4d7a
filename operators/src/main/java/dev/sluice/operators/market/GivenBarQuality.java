package dev.sluice.operators.market;

import dev.sluice.domain.market.CorporateActions;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.quality.BarQuality;
import dev.sluice.domain.quality.QualityContext;
import dev.sluice.domain.quality.QualityRule;
import dev.sluice.domain.quality.QualityVerdict;
import dev.sluice.operators.stream.StateSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What the given bars of a symbol are judged by. Apart from {@link SymbolQuality}, since bars and
 * ticks come from two logs, whose order to each other says nothing. Bounded; kept as long as the
 * symbol is traded.
 */
final class GivenBarQuality implements Waking {
  private static final int VERSION = 2;

  final TallyBook tallies;
  final CorporateActions actions;
  private final BarQuality minutes;
  private final BarQuality sessions;
  private long timer = Long.MAX_VALUE;

  GivenBarQuality() {
    this(new TallyBook(), new BarQuality(), new BarQuality(), new CorporateActions());
  }

  private GivenBarQuality(
      TallyBook tallies, BarQuality minutes, BarQuality sessions, CorporateActions actions) {
    this.tallies = tallies;
    this.minutes = minutes;
    this.sessions = sessions;
    this.actions = actions;
  }

  /** The rules' memory of the bar's timeframe. */
  BarQuality of(RawBar bar) {
    return bar.timeframe() == Timeframe.SESSION ? sessions : minutes;
  }

  /** Changes the scale of prices: a split's new shares for an old one. */
  void split(double factor) {
    minutes.split(factor);
    sessions.split(factor);
  }

  /** When something is to be done if nothing comes; {@link Long#MAX_VALUE} for never. */
  @Override
  public long due() {
    return Math.min(tallies.due(), actions.due());
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

  /**
   * Judges a bar: rejected is only what contradicts itself. A second copy is no harm, and the next
   * bar may be a session away, so none is held.
   */
  QualityVerdict judge(RawBar bar, QualityContext rules) {
    QualityVerdict judged = of(bar).judge(bar, QualityContext.NO_CLOCK, rules);
    boolean contradicts =
        judged.disposition() == QualityVerdict.Disposition.REJECT
            && judged.findings().get(0).rule() != QualityRule.DUPLICATE_BAR;
    return contradicts ? judged : judged.used();
  }

  /** Serializer with a version, and versions of the parts. */
  public static final class Serializer extends StateSerializer<GivenBarQuality> {
    private static final long serialVersionUID = 1L;
    static final Serializer INSTANCE = new Serializer();

    @Override
    public GivenBarQuality createInstance() {
      return null;
    }

    @Override
    protected GivenBarQuality copyOf(GivenBarQuality value) {
      GivenBarQuality copy =
          new GivenBarQuality(
              value.tallies.copy(),
              value.minutes.copy(),
              value.sessions.copy(),
              value.actions.copy());
      copy.timer = value.timer;
      return copy;
    }

    @Override
    protected void write(GivenBarQuality value, DataOutputView out) throws IOException {
      out.writeByte(VERSION);
      value.tallies.write(out);
      value.minutes.write(out);
      value.sessions.write(out);
      out.writeLong(value.timer);
      value.actions.write(out);
    }

    @Override
    protected GivenBarQuality read(DataInputView in) throws IOException {
      int version = in.readByte();
      if (version < 1 || version > VERSION) {
        throw new IOException(
            "given bar quality: version " + version + ", expected 1 to " + VERSION);
      }
      TallyBook tallies = TallyBook.read(in);
      BarQuality minutes = BarQuality.read(in);
      BarQuality sessions = BarQuality.read(in);
      long timer = in.readLong();
      CorporateActions actions = version == 1 ? new CorporateActions() : CorporateActions.read(in);
      GivenBarQuality value = new GivenBarQuality(tallies, minutes, sessions, actions);
      value.timer = timer;
      return value;
    }

    @Override
    public TypeSerializerSnapshot<GivenBarQuality> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Compatible with every version: the bytes carry their own. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<GivenBarQuality> {
    public Snapshot() {
      super(() -> Serializer.INSTANCE);
    }
  }
}
