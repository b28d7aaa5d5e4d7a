package dev.sluice.jobs.desk;

import dev.sluice.connectors.feed.FeedException;
import dev.sluice.connectors.feed.FeedListener;
import dev.sluice.connectors.feed.FeedProgress;
import dev.sluice.connectors.feed.Pace;
import dev.sluice.domain.market.Session;
import dev.sluice.jobs.records.RecordsJob;
import dev.sluice.sinks.postgres.DatabaseAddress;
import dev.sluice.sinks.postgres.PostgresRecords;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole trading desk in one process: services, jobs, feed and console. Started from its home, it
 * goes on where it stopped, however it stopped.
 */
public final class Desk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
  private static final Duration CHECKPOINT_TIMEOUT = Duration.ofMinutes(3);

  /** Who asks the desk to stop does not wait long for a store that is away. */
  private static final Duration INTERRUPTED_TIMEOUT = Duration.ofSeconds(20);

  /** Sessions that the feed may be ahead of the accounts, so that a control acts soon. */
  private static final int AHEAD_WHEN_PACED = 1;

  /**
   * At full speed the log is the buffer: this many sessions of event time may pass before a control
   * acts, and this much a restart may read again.
   */
  private static final int AHEAD_AT_FULL_SPEED = 20;

  private final DeskParts parts;
  private final DeskOptions options;
  private final Deque<Session> published = new ArrayDeque<>();
  private volatile boolean stopping;

  Desk(DeskParts parts, DeskOptions options) {
    this.parts = parts;
    this.options = options;
  }

  /** Watches a desk at work; called on the driver's thread several times a second. */
  public interface Watcher {
    void look(FeedProgress feed, long takenThrough);
  }

  /** Addresses by name, as {@code endpoints.json} has them. */
  public Map<String, String> endpoints() {
    return parts.endpoints();
  }

  /** What could not be read of the feed, a line each for people. */
  public List<String> problems() {
    return parts.source().problems();
  }

  /** Ends {@link #run} as soon as may be; from any thread. */
  public void stop() {
    stopping = true;
  }

  /**
   * Trades until the sessions asked for are done and drained, or {@link #stop()}.
   *
   * @return what the desk has done; empty where it was stopped while the database was away
   * @throws DeskException where the feed or a job has failed for good
   */
  public Optional<DeskSummary> run(Watcher watcher) throws Exception {
    parts.startFeed(
        options.pace(),
        options.sessions(),
        new FeedListener() {
          @Override
          public boolean mayBegin(Session session) {
            return accountsAreNear(session);
          }
        });
    boolean complete = false;
    while (!stopping && !complete) {
      FeedProgress feed = feedProgress();
      watcher.look(feed, parts.progress().watermark());
      parts.checkJobs();
      complete = feed.finished() && hasTaken(feed);
      if (!complete) {
        Thread.sleep(100);
      }
    }
    FeedProgress feed = feedProgress();
    watcher.look(feed, parts.progress().watermark());
    settle(complete);
    try {
      return Optional.of(summarize(feed));
    } catch (SQLException e) {
      if (complete) {
        throw e;
      }
      LOG.warn("no summary: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** What it consists of. */
  DeskParts parts() {
    return parts;
  }

  private FeedProgress feedProgress() {
    try {
      return parts.feed().progress();
    } catch (FeedException e) {
      throw new DeskException(e.getMessage(), e);
    }
  }

  /** The end of a run is a time that every account has taken. */
  private boolean hasTaken(FeedProgress feed) {
    if (feed.lastHeartbeat() == null) {
      return true;
    }
    long end = feed.lastHeartbeat().toEpochMilli() - parts.config().latenessBound().toMillis() - 1;
    return parts.progress().watermark() >= end;
  }

  private boolean accountsAreNear(Session next) {
    int ahead = options.pace().equals(Pace.MAX) ? AHEAD_AT_FULL_SPEED : AHEAD_WHEN_PACED;
    synchronized (published) {
      long taken = parts.progress().watermark();
      while (!published.isEmpty() && published.peek().open().toEpochMilli() <= taken) {
        published.remove();
      }
      if (published.size() > ahead) {
        return false;
      }
      if (published.isEmpty() || !published.peekLast().equals(next)) {
        published.add(next);
      }
      return true;
    }
  }

  /** Makes what was decided durable; where the run is complete, waits until it is recorded. */
  private void settle(boolean complete) throws Exception {
    parts.feed().stop();
    try {
      parts.cluster().checkpoint(complete ? CHECKPOINT_TIMEOUT : INTERRUPTED_TIMEOUT);
    } catch (IOException e) {
      // The next start goes on from the checkpoint before, with the same result.
      LOG.warn("no last checkpoint: {}", e.getMessage());
    }
    if (complete) {
      DatabaseAddress database = RecordsJob.database(parts.config());
      DeskDrain drain =
          new DeskDrain(parts.config().bootstrapServers(), parts.config().partitions());
      drain.awaitRecorded(
          drain.ends(PostgresRecords.topics()),
          database.jdbcUrl(),
          database.user(),
          database.password(),
          () -> {
            parts.checkJobs();
            return !stopping;
          });
      parts.cluster().checkpoint(CHECKPOINT_TIMEOUT);
    }
  }

  private DeskSummary summarize(FeedProgress feed) throws SQLException {
    DatabaseAddress database = RecordsJob.database(parts.config());
    try (Connection connection =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
      return DeskSummary.read(connection, feed.sessionsTotal(), feed.ticks());
    }
  }

  @Override
  public void close() {
    parts.close();
  }
}
