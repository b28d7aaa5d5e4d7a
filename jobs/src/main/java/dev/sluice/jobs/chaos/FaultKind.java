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
  DISK_FULL("R7", 60),
  /** The connector of the account that trades at a venue is killed. */
  CONNECTOR_KILLED("R8", 30),
  /** The venue is killed, and orders are made while it is away. */
  VENUE_GONE_BEFORE_SEND("R8", 30),
  /** The venue ends when an order has reached it, before it has done anything. */
  VENUE_GONE_AFTER_SEND("R8", 30),
  /** The venue ends when it has taken an order, before it answers. */
  VENUE_GONE_AFTER_ACKNOWLEDGEMENT("R8", 30),
  /** The venue ends while it writes what it does, an execution or an order. */
  VENUE_GONE_IN_MID_FILL("R8", 30),
  /** Executions are told twice. */
  EXECUTIONS_TWICE("R9", 30),
  /** Executions are told behind what came after them. */
  EXECUTIONS_OUT_OF_ORDER("R9", 30),
  /** Executions are told before the order's acknowledgement. */
  EXECUTION_BEFORE_ACKNOWLEDGEMENT("R9", 30),
  /** Executions are told behind the end of their order. */
  EXECUTION_AFTER_CANCEL("R9", 30),
  /** The venue's counter of order ids goes back, and the venue is killed. */
  VENUE_ORDER_IDS_BACK("R10", 30);

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

  /** True where it befalls a venue outside the job, or the way to it. */
  boolean ofAVenue() {
    return compareTo(CONNECTOR_KILLED) >= 0;
  }

  /** What it is, for people. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
