package dev.sluice.jobs.chaos;

import java.util.Locale;

/** What can go wrong. */
public enum FaultKind {
  /** A TaskManager is killed. */
  TASK_MANAGER_KILLED("R1", 30),
  /** The JobManager is killed, and forgets its jobs. */
  JOB_MANAGER_KILLED("R2", 60),
  /** JobManager and TaskManagers are killed at once. */
  ALL_OF_FLINK_KILLED("R2", 60),
  /** The TaskManagers are killed when a checkpoint has been asked for. */
  KILLED_BEFORE_SNAPSHOT("R3", 60),
  /** They are killed when a checkpoint has begun and is not complete. */
  KILLED_DURING_SNAPSHOT("R3", 60),
  /** They are killed when a checkpoint is complete and nobody has been told. */
  KILLED_BEFORE_COMMIT("R3", 60),
  /** The broker is killed and started again. */
  KAFKA_RESTARTED("R4", 60),
  /** The broker is killed and away for a while. */
  KAFKA_AWAY("R4", 60),
  /** PostgreSQL is killed and started again. */
  DATABASE_KILLED("R5", 120),
  /** PostgreSQL is killed and away for a while; trading is to go on meanwhile. */
  DATABASE_AWAY("R5", 120),
  /** The database commits, and the line goes dead before it can say so. */
  ACKNOWLEDGEMENT_LOST("R5", 120),
  /** The records job's transaction is one of two that wait for each other. */
  DEADLOCK("R5", 120),
  /** The object store answers 503 to three calls of ten over a close. */
  S3_UNAVAILABLE("R6", 60),
  /** The object store takes two seconds for each call over a close. */
  S3_SLOW("R6", 60),
  /** Half of the objects written over a close are cut short on the way. */
  S3_TRUNCATED("R6", 60),
  /** Neither the broker nor Flink can write a byte more to a file. */
  DISK_FULL("R7", 60);

  private final String row;
  private final int backWithinSeconds;

  FaultKind(String row, int backWithinSeconds) {
    this.row = row;
    this.backWithinSeconds = backWithinSeconds;
  }

  /** The row of the table of faults: {@code R1} and so on. */
  public String row() {
    return row;
  }

  /** How soon all is to be at work again, from the end of the fault. */
  public int backWithinSeconds() {
    return backWithinSeconds;
  }

  /** True where it is about a session's close, when charts are written. */
  boolean overAClose() {
    return row.equals("R6");
  }

  /** What it is, for people. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
