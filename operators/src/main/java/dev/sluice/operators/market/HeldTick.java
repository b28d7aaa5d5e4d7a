package dev.sluice.operators.market;

import dev.sluice.domain.market.SessionHours;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.domain.quality.QualityFinding;
import dev.sluice.domain.quality.QualityRule;
import dev.sluice.domain.quality.QualityVerdict;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A tick in quarantine.
 *
 * @param event the tick as it came
 * @param date epoch day of its session
 * @param due when it is given up if nothing has confirmed it, epoch milliseconds, UTC
 * @param finding why it is held, for people
 */
record HeldTick(MarketEvent event, long date, long due, String finding) {
  /**
   * A tick that a verdict holds, until the quarantine is over or its session.
   *
   * @param quarantine milliseconds
   */
  static HeldTick of(
      MarketEvent event, SessionHours hours, long quarantine, QualityVerdict verdict) {
    long from = Math.max(event.tick().eventTime(), event.clock());
    String finding =
        verdict.findings().stream()
            .filter(one -> one.rule() == QualityRule.SPIKE)
            .findFirst()
            .map(QualityFinding::detail)
            .orElse("it came while a jump was not yet confirmed");
    return new HeldTick(event, hours.date(), Math.min(from + quarantine, hours.close()), finding);
  }

  TickKind kind() {
    return event.tick().kind();
  }

  void write(DataOutput out) throws IOException {
    Tick tick = event.tick();
    out.writeUTF(tick.kind().name());
    out.writeUTF(tick.symbol());
    out.writeLong(tick.sequence());
    out.writeLong(tick.eventTime());
    out.writeDouble(tick.price());
    out.writeDouble(tick.size());
    out.writeDouble(tick.bid());
    out.writeDouble(tick.bidSize());
    out.writeDouble(tick.ask());
    out.writeDouble(tick.askSize());
    out.writeBoolean(tick.source() != null);
    if (tick.source() != null) {
      out.writeUTF(tick.source());
    }
    out.writeBoolean(tick.simulated());
    out.writeLong(event.clock());
    out.writeInt(event.partition());
    out.writeLong(event.offset());
    out.writeInt(event.index());
    out.writeLong(date);
    out.writeLong(due);
    out.writeUTF(finding);
  }

  static HeldTick read(DataInput in) throws IOException {
    Tick tick =
        new Tick(
            TickKind.valueOf(in.readUTF()),
            in.readUTF(),
            in.readLong(),
            in.readLong(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readBoolean() ? in.readUTF() : null,
            in.readBoolean());
    MarketEvent event =
        new MarketEvent(
            tick.symbol(), tick, null, in.readLong(), in.readInt(), in.readLong(), in.readInt());
    return new HeldTick(event, in.readLong(), in.readLong(), in.readUTF());
  }
}
