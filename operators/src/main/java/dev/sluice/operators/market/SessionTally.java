package dev.sluice.operators.market;

import dev.sluice.domain.quality.QualityRule;
import dev.sluice.domain.quality.QualityTally;
import dev.sluice.domain.quality.QualityVerdict;
import dev.sluice.domain.quality.SessionQuality;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was found in a symbol's data of one session so far, and when it is to be published. Mutable,
 * constant in size.
 */
final class SessionTally {
  private final QualityTally tally;
  private final long date;
  private final long close;
  private long due;
  private int revision;

  /** Records without a finding, nearly all, that the tally has not been told of. */
  private long clean;

  private boolean changed;
  private boolean live;
  private boolean simulated;

  /**
   * @param date epoch day of the session
   * @param close end of the session, epoch milliseconds, UTC
   * @param due when to publish, epoch milliseconds, UTC
   */
  SessionTally(String symbol, long date, long close, long due) {
    this(new QualityTally(symbol, LocalDate.ofEpochDay(date)), date, close, due);
  }

  private SessionTally(QualityTally tally, long date, long close, long due) {
    this.tally = tally;
    this.date = date;
    this.close = close;
    this.due = due;
  }

  /** Adds what was said of a tick or a bar; {@code history} only warms indicators. */
  void add(QualityVerdict verdict, boolean isSimulated, boolean history) {
    if (verdict == QualityVerdict.CLEAN) {
      clean++;
    } else {
      tally.add(verdict);
    }
    changed = true;
    simulated |= isSimulated;
    live |= !history;
  }

  /** Adds what was found beside the verdict of a record that was added. */
  void note(QualityRule rule) {
    tally.note(rule);
  }

  /** Notes that a record which was held is used by nobody. */
  void discard() {
    tally.addDiscarded(1);
    changed = true;
  }

  /** The tally of all records; changes nothing, since a snapshot may be reading. */
  private QualityTally whole() {
    QualityTally whole = tally.copy();
    whole.addClean(clean);
    return whole;
  }

  long date() {
    return date;
  }

  long due() {
    return due;
  }

  /** Whether there is anything to say that was not said before. */
  boolean isNews() {
    return changed && (live || !tally.counts().isEmpty());
  }

  /** The next edition. */
  SessionQuality publish(String topic) {
    changed = false;
    QualityTally whole = whole();
    Map<String, Long> findings = new LinkedHashMap<>();
    for (Map.Entry<QualityRule, Long> found : whole.counts().entrySet()) {
      findings.put(found.getKey().code(), found.getValue());
    }
    return new SessionQuality(
        whole.symbol(),
        topic,
        whole.sessionDate(),
        revision++,
        whole.records(),
        whole.rejected(),
        findings,
        Instant.ofEpochMilli(due),
        simulated);
  }

  /** Goes on to the last edition, after which nothing of the session is taken; false behind it. */
  boolean goOn(long lateness) {
    boolean first = due == close;
    due = close + lateness;
    return first && lateness > 0;
  }

  SessionTally copy() {
    SessionTally copy = new SessionTally(whole(), date, close, due);
    copy.revision = revision;
    copy.changed = changed;
    copy.live = live;
    copy.simulated = simulated;
    return copy;
  }

  void write(DataOutput out) throws IOException {
    whole().write(out);
    out.writeLong(close);
    out.writeLong(due);
    out.writeInt(revision);
    out.writeBoolean(changed);
    out.writeBoolean(live);
    out.writeBoolean(simulated);
  }

  static SessionTally read(DataInput in) throws IOException {
    QualityTally tally = QualityTally.read(in);
    SessionTally session =
        new SessionTally(tally, tally.sessionDate().toEpochDay(), in.readLong(), in.readLong());
    session.revision = in.readInt();
    session.changed = in.readBoolean();
    session.live = in.readBoolean();
    session.simulated = in.readBoolean();
    return session;
  }
}
