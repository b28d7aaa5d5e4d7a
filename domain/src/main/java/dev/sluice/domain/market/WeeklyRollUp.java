package dev.sluice.domain.market;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * Rolls closed session bars of one symbol up into weeks, Monday to Sunday by the exchange's session
 * dates. Mutable, holds the open week only.
 *
 * <p>A split inside the week puts the earlier days of the week on the new scale (prices divided by
 * the factor, volume multiplied); the week's split factor is the product of its days'. The week's
 * dividend is per share on the week's last scale. Its volume-weighted price is known where each
 * day's with volume is. It counts as history where its last day does.
 */
public final class WeeklyRollUp {
  private static final int VERSION = 1;

  /** Null between weeks. */
  private Bar week;

  /**
   * Takes the next session's bar.
   *
   * @return the week before, where the bar is the first of a later one and the week was not closed
   * @throws IllegalArgumentException where the bar is not a session's, of another symbol, or not
   *     later than the last one; the roll-up is then as it was
   */
  public Optional<Bar> add(Bar day) {
    if (day.timeframe() != Timeframe.SESSION) {
      throw new IllegalArgumentException(
          "timeframe: %s, expected 1d".formatted(day.timeframe().code()));
    }
    if (week == null) {
      week = first(day);
      return Optional.empty();
    }
    if (!day.symbol().equals(week.symbol())) {
      throw new IllegalArgumentException(
          "symbol: %s, expected %s".formatted(day.symbol(), week.symbol()));
    }
    if (!day.sessionDate().isAfter(week.sessionDate())) {
      throw new IllegalArgumentException(
          "sessionDate: %s, expected a date after %s"
              .formatted(day.sessionDate(), week.sessionDate()));
    }
    if (mondayOf(day.sessionDate()).equals(mondayOf(week.sessionDate()))) {
      week = joined(week, day);
      return Optional.empty();
    }
    Optional<Bar> closed = close();
    week = first(day);
    return closed;
  }

  /** Closes the open week and gives it; empty between weeks. */
  public Optional<Bar> close() {
    Optional<Bar> closed = Optional.ofNullable(week);
    week = null;
    return closed;
  }

  /** The open week so far; empty between weeks. */
  public Optional<Bar> open() {
    return Optional.ofNullable(week);
  }

  /** The Monday of the week that contains a session date. */
  public static LocalDate mondayOf(LocalDate sessionDate) {
    return sessionDate.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  private static Bar first(Bar day) {
    return new Bar(
        day.symbol(),
        Timeframe.WEEK,
        day.start(),
        day.end(),
        day.sessionDate(),
        day.open(),
        day.high(),
        day.low(),
        day.close(),
        day.volume(),
        day.trades(),
        day.vwap(),
        0,
        day.splitFactor(),
        day.dividend(),
        day.source(),
        day.simulated(),
        day.history(),
        day.firstEvent(),
        day.lastEvent(),
        day.complete());
  }

  private static Bar joined(Bar week, Bar day) {
    double split = day.splitFactor();
    double before = week.volume() * split;
    return new Bar(
        week.symbol(),
        Timeframe.WEEK,
        week.start(),
        day.end(),
        day.sessionDate(),
        week.open() / split,
        Math.max(week.high() / split, day.high()),
        Math.min(week.low() / split, day.low()),
        day.close(),
        before + day.volume(),
        week.trades() + day.trades(),
        vwap(week.vwap() / split, before, day.vwap(), day.volume()),
        0,
        week.splitFactor() * split,
        week.dividend() / split + day.dividend(),
        day.source(),
        week.simulated() || day.simulated(),
        day.history(),
        week.firstEvent(),
        day.lastEvent(),
        week.complete() && day.complete());
  }

  private static double vwap(double price, double volume, double nextPrice, double nextVolume) {
    if (volume == 0) {
      return nextPrice;
    }
    if (nextVolume == 0) {
      return price;
    }
    return (price * volume + nextPrice * nextVolume) / (volume + nextVolume);
  }

  /** A roll-up of its own with the same content. */
  public WeeklyRollUp copy() {
    WeeklyRollUp copy = new WeeklyRollUp();
    copy.week = week;
    return copy;
  }

  /** Writes the version and the open week. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeBoolean(week != null);
    if (week == null) {
      return;
    }
    out.writeUTF(week.symbol());
    writeInstant(out, week.start());
    writeInstant(out, week.end());
    out.writeLong(week.sessionDate().toEpochDay());
    out.writeDouble(week.open());
    out.writeDouble(week.high());
    out.writeDouble(week.low());
    out.writeDouble(week.close());
    out.writeDouble(week.volume());
    out.writeLong(week.trades());
    out.writeDouble(week.vwap());
    out.writeDouble(week.splitFactor());
    out.writeDouble(week.dividend());
    out.writeUTF(week.source());
    out.writeBoolean(week.simulated());
    out.writeBoolean(week.history());
    writeNullable(out, week.firstEvent());
    writeNullable(out, week.lastEvent());
    out.writeBoolean(week.complete());
  }

  /**
   * The roll-up that {@link #write} wrote.
   *
   * @throws IOException where the bytes end early or are of a version that this one does not know
   */
  public static WeeklyRollUp read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("weekly roll-up: version " + version + ", expected " + VERSION);
    }
    WeeklyRollUp rollUp = new WeeklyRollUp();
    if (in.readBoolean()) {
      rollUp.week = readWeek(in);
    }
    return rollUp;
  }

  private static Bar readWeek(DataInput in) throws IOException {
    return new Bar(
        in.readUTF(),
        Timeframe.WEEK,
        readInstant(in),
        readInstant(in),
        LocalDate.ofEpochDay(in.readLong()),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readLong(),
        in.readDouble(),
        0,
        in.readDouble(),
        in.readDouble(),
        in.readUTF(),
        in.readBoolean(),
        in.readBoolean(),
        readNullable(in),
        readNullable(in),
        in.readBoolean());
  }

  private static void writeInstant(DataOutput out, Instant instant) throws IOException {
    out.writeLong(instant.getEpochSecond());
    out.writeInt(instant.getNano());
  }

  private static void writeNullable(DataOutput out, Instant instant) throws IOException {
    out.writeBoolean(instant != null);
    if (instant != null) {
      writeInstant(out, instant);
    }
  }

  private static Instant readNullable(DataInput in) throws IOException {
    return in.readBoolean() ? readInstant(in) : null;
  }

  private static Instant readInstant(DataInput in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }
}
