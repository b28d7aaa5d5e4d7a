package dev.sluice.operators.market;

import dev.sluice.domain.quality.SessionQuality;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The tallies of a symbol's sessions that are not over, or may still change: one as a rule. Each is
 * published at the close of its session, and once more when the allowed lateness has passed, where
 * it has changed; then it is forgotten. Mutable.
 */
final class TallyBook {
  private final List<SessionTally> sessions = new ArrayList<>(2);

  /**
   * The tally of a session, a new one where there is none.
   *
   * @param date epoch day of the session
   * @param close end of the session, epoch milliseconds, UTC
   * @param clock what the partition's clock has passed
   * @param lateness how long after the close data of the session is taken, milliseconds
   */
  SessionTally of(String symbol, long date, long close, long clock, long lateness) {
    SessionTally found = find(date);
    if (found == null) {
      // Where the log is beyond the close, the time of the first edition is over.
      found = new SessionTally(symbol, date, close, clock >= close ? close + lateness : close);
      sessions.add(found);
    }
    return found;
  }

  /** The tally of a session; null where there is none. */
  SessionTally find(long date) {
    for (int i = sessions.size() - 1; i >= 0; i--) {
      if (sessions.get(i).date() == date) {
        return sessions.get(i);
      }
    }
    return null;
  }

  /** When something is to be published or forgotten; {@link Long#MAX_VALUE} for never. */
  long due() {
    long due = Long.MAX_VALUE;
    for (int i = 0; i < sessions.size(); i++) {
      due = Math.min(due, sessions.get(i).due());
    }
    return due;
  }

  /** Publishes what is due when a time has passed. */
  void advance(long time, long lateness, String topic, Consumer<SessionQuality> out) {
    for (int i = 0; i < sessions.size(); ) {
      SessionTally session = sessions.get(i);
      if (session.due() > time) {
        i++;
        continue;
      }
      if (session.isNews()) {
        out.accept(session.publish(topic));
      }
      if (!session.goOn(lateness)) {
        sessions.remove(i);
      }
    }
  }

  TallyBook copy() {
    TallyBook copy = new TallyBook();
    sessions.forEach(session -> copy.sessions.add(session.copy()));
    return copy;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(sessions.size());
    for (SessionTally session : sessions) {
      session.write(out);
    }
  }

  static TallyBook read(DataInput in) throws IOException {
    TallyBook book = new TallyBook();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      book.sessions.add(SessionTally.read(in));
    }
    return book;
  }
}
