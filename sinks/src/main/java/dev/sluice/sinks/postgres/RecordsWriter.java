package dev.sluice.sinks.postgres;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers records and writes them in batches; see {@link PostgresRecords} for what it promises. */
final class RecordsWriter implements StatefulSinkWriter<TopicRecord, WriterState> {
  private static final Logger LOG = LoggerFactory.getLogger(RecordsWriter.class);
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  /** How often the database is asked whether the parents of waiting records have come. */
  private static final long ASK_AGAIN_MILLIS = 1_000;

  private final RecordsDatabase database;
  private final PostgresRecords.Limits limits;
  private final ProcessingTimeService time;
  private final WaitingRoom room = new WaitingRoom();
  private final Progress progress = new Progress();
  private final List<Pending> arrived = new ArrayList<>();
  private final Counter written;
  private final Counter sent;
  private final Counter unreadable;
  private final Counter retries;
  private boolean dirty;
  private boolean timerSet;
  private boolean closed;
  private long askedAt = Long.MIN_VALUE;

  RecordsWriter(
      RecordsDatabase database,
      PostgresRecords.Limits limits,
      ProcessingTimeService time,
      SinkWriterMetricGroup metrics,
      Collection<WriterState> restored) {
    this.database = database;
    this.limits = limits;
    this.time = time;
    this.sent = metrics.getNumRecordsSendCounter();
    this.written = metrics.counter("rows_written");
    this.unreadable = metrics.counter("unreadable_records");
    this.retries = metrics.counter("database_retries");
    metrics.gauge("records_waiting_for_parent", room::size);
    for (WriterState state : restored) {
      state.read().forEach(progress::restore);
      room.lost().add(state.lost());
      state.waiting().forEach(record -> arrived.add(Decoder.decode(record)));
      dirty = true;
    }
    if (dirty) {
      setTimer();
    }
  }

  @Override
  public void write(TopicRecord record, Context context) throws IOException, InterruptedException {
    progress.read(record);
    dirty = true;
    if (record.watermark() == null) {
      Pending pending = Decoder.decode(record);
      if (isDeadLetterOf(pending)) {
        unreadable.inc();
      }
      arrived.add(pending);
    }
    if (arrived.size() >= limits.batchSize()) {
      flush(false);
    } else {
      setTimer();
    }
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    long now = time.getCurrentProcessingTime();
    boolean askForAll =
        room.size() > 0
            && (endOfInput || askedAt == Long.MIN_VALUE || now - askedAt >= ASK_AGAIN_MILLIS);
    if (!dirty && !askForAll) {
      return;
    }
    if (askForAll) {
      askedAt = now;
    }
    List<Pending> ready =
        new ArrayList<>(room.admit(List.copyOf(arrived), this::existing, askForAll));
    arrived.clear();
    ready.addAll(orphaned());
    commit(ready);
    dirty = false;
    if (room.size() > 0) {
      setTimer();
    }
  }

  @Override
  public List<WriterState> snapshotState(long checkpointId) {
    List<TopicRecord> waiting = new ArrayList<>();
    room.waiting().forEach(pending -> waiting.add(pending.record()));
    arrived.forEach(pending -> waiting.add(pending.record()));
    return List.of(new WriterState(waiting, progress.read(), room.lost().all()));
  }

  @Override
  public void close() {
    closed = true;
    database.close();
  }

  private void commit(List<Pending> ready) throws IOException, InterruptedException {
    int rows = ready.stream().mapToInt(pending -> pending.rows().size()).sum();
    boolean whole =
        retrying(
            () -> {
              try {
                database.write(ready, progress.recorded(room.waiting()));
                return true;
              } catch (SQLException e) {
                if (!Failures.badData(e)) {
                  throw e;
                }
                database.rollback();
                return false;
              }
            });
    if (!whole) {
      rows -= commitOneByOne(ready);
    }
    sent.inc(ready.size());
    written.inc(rows);
  }

  /** Finds the records that the tables refuse; returns the number of rows not written. */
  private int commitOneByOne(List<Pending> ready) throws IOException, InterruptedException {
    List<RecordsDatabase.Refused> refused = retrying(() -> database.writeEach(ready));
    List<Pending> letters = new ArrayList<>();
    int rows = 0;
    for (RecordsDatabase.Refused one : refused) {
      rows += one.pending().rows().size();
      if (one.orphan()) {
        room.park(one.pending());
      } else {
        TopicRecord record = one.pending().record();
        LOG.warn(
            "{}-{}@{} is refused by its table and becomes a dead letter: {}",
            record.topic(),
            record.partition(),
            record.offset(),
            one.reason());
        unreadable.inc();
        Pending letter = Decoder.refused(one.pending(), one.reason());
        room.lost().add(letter.lost());
        letters.add(letter);
      }
    }
    letters.addAll(orphaned());
    retrying(
        () -> {
          database.write(letters, progress.recorded(room.waiting()));
          return true;
        });
    return rows - letters.size();
  }

  /** The dead letters of what waits for a parent that became one. */
  private List<Pending> orphaned() throws IOException, InterruptedException {
    List<Pending> letters = room.condemn(this::existing);
    for (Pending letter : letters) {
      TopicRecord record = letter.record();
      LOG.warn(
          "{}-{}@{} needs a row that became a dead letter, and becomes one too",
          record.topic(),
          record.partition(),
          record.offset());
      unreadable.inc();
    }
    return letters;
  }

  private Set<Key> existing(Set<Key> keys) throws IOException, InterruptedException {
    return retrying(() -> database.existing(keys));
  }

  private interface Work<T> {
    T run() throws SQLException;
  }

  /**
   * Runs a transaction until it succeeds. Whatever it wrote before a failure is undone or, where
   * only the answer to a commit was lost, written again to the same effect.
   */
  private <T> T retrying(Work<T> work) throws IOException, InterruptedException {
    long began = System.nanoTime();
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        return work.run();
      } catch (SQLException e) {
        database.close();
        Duration waited = Duration.ofNanos(System.nanoTime() - began);
        if (!Failures.passing(e) || waited.compareTo(limits.deadline()) >= 0) {
          throw new IOException(
              "records: PostgreSQL failed for good after "
                  + waited.toSeconds()
                  + " s (SQLSTATE "
                  + Failures.state(e)
                  + "): "
                  + Failures.message(e),
              e);
        }
        retries.inc();
        LOG.warn("records wait for PostgreSQL, {} ms: {}", pause, Failures.message(e));
        Thread.sleep(pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
      }
    }
  }

  private void setTimer() {
    if (timerSet) {
      return;
    }
    timerSet = true;
    time.registerTimer(
        time.getCurrentProcessingTime() + limits.interval().toMillis(),
        at -> {
          timerSet = false;
          if (!closed) {
            flush(false);
          }
        });
  }

  private static boolean isDeadLetterOf(Pending pending) {
    return pending.rows().get(0).table() == Table.DEAD_LETTERS
        && !pending.record().topic().equals(dev.sluice.wire.Topics.DEAD_LETTERS);
  }
}
