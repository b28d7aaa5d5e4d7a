package dev.sluice.domain.market;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The bars of one symbol in one timeframe that are open or may still be revised, oldest first. */
final class BarLevel {
  final Timeframe timeframe;
  private final List<OpenBar> bars = new ArrayList<>(2);

  BarLevel(Timeframe timeframe) {
    this.timeframe = timeframe;
  }

  /** The bar with this bucket; null where there is none. */
  OpenBar find(long bucket) {
    // The newest is nearly always the one.
    for (int i = bars.size() - 1; i >= 0; i--) {
      if (bars.get(i).bucket == bucket) {
        return bars.get(i);
      }
    }
    return null;
  }

  void add(OpenBar bar) {
    int at = bars.size();
    while (at > 0 && bars.get(at - 1).bucket > bar.bucket) {
      at--;
    }
    bars.add(at, bar);
  }

  /** The bucket of a moment. */
  long bucket(long time, SessionHours hours) {
    if (timeframe == Timeframe.WEEK) {
      return hours.monday();
    }
    if (timeframe == Timeframe.SESSION) {
      return hours.open();
    }
    long length = timeframe.duration().toMillis();
    // A print at the close is the closing auction's: it belongs to the last bar.
    long within = Math.min(time, hours.close() - 1) - hours.open();
    return hours.open() + within / length * length;
  }

  /** When a bar of trades ends; of a week the end of the session. */
  long end(long bucket, SessionHours hours) {
    return timeframe.isIntraday()
        ? Math.min(bucket + timeframe.duration().toMillis(), hours.close())
        : hours.close();
  }

  /** A new bar of a bucket. */
  OpenBar create(long bucket, long parent, SessionHours hours) {
    boolean intraday = timeframe.isIntraday();
    long start = intraday ? bucket : hours.open();
    long end = end(bucket, hours);
    long due = timeframe == Timeframe.WEEK ? hours.weekClose() : end;
    OpenBar bar = new OpenBar(bucket, parent, due, start, end, hours.date());
    add(bar);
    return bar;
  }

  /**
   * A bar that a feed gives, with the hours that it states. One that starts with the closing
   * auction is due with the session, of which it is a part.
   */
  OpenBar create(RawBar given, long parent, SessionHours hours) {
    long start = given.start().toEpochMilli();
    long end = given.end().toEpochMilli();
    OpenBar bar =
        new OpenBar(start, parent, Math.min(end, hours.close()), start, end, hours.date());
    add(bar);
    return bar;
  }

  /** The bar of this timeframe, of within a session, that a shorter one is to be a part of. */
  OpenBar around(OpenBar shorter, OpenBar session) {
    long length = timeframe.duration().toMillis();
    long within = Math.min(shorter.start(), session.due - 1) - session.bucket;
    long bucket = session.bucket + within / length * length;
    OpenBar found = find(bucket);
    if (found != null) {
      return found;
    }
    long end = Math.min(bucket + length, session.due);
    OpenBar bar = new OpenBar(bucket, shorter.parent, end, bucket, end, session.date());
    add(bar);
    return bar;
  }

  /** The first bar that is not closed; null where all are. */
  OpenBar firstOpen() {
    for (int i = 0; i < bars.size(); i++) {
      if (!bars.get(i).isClosed()) {
        return bars.get(i);
      }
    }
    return null;
  }

  /** When the oldest bar can be forgotten; {@link Long#MAX_VALUE} where there is none. */
  long firstDue() {
    return bars.isEmpty() ? Long.MAX_VALUE : bars.get(0).due;
  }

  /** Those that are not closed, of what there is now. */
  List<OpenBar> open() {
    return bars.stream().filter(bar -> !bar.isClosed()).toList();
  }

  void remove(OpenBar bar) {
    bars.remove(bar);
  }

  /** Forgets closed bars that were due at or before a time. */
  void forget(long time) {
    if (!bars.isEmpty() && bars.get(0).due <= time) {
      bars.removeIf(bar -> bar.isClosed() && bar.due <= time);
    }
  }

  boolean isEmpty() {
    return bars.isEmpty();
  }

  BarLevel copy() {
    BarLevel copy = new BarLevel(timeframe);
    bars.forEach(bar -> copy.bars.add(bar.copy()));
    return copy;
  }

  void write(DataOutput out) throws IOException {
    out.writeUTF(timeframe.code());
    out.writeInt(bars.size());
    for (OpenBar bar : bars) {
      bar.write(out);
    }
  }

  static BarLevel read(DataInput in, int version) throws IOException {
    BarLevel level = new BarLevel(Timeframe.of(in.readUTF()));
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      level.bars.add(OpenBar.read(in, version));
    }
    return level;
  }
}
