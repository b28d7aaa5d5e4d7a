package dev.sluice.jobs.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.jobs.config.SluiceOptions;
import dev.sluice.jobs.trading.TradingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes faults happen, one at a time. */
final class FaultInjector {
  private static final Duration CHECKPOINT = Duration.ofSeconds(20);
  private static final Duration VENUE_AWAY = Duration.ofSeconds(10);
  private static final Duration TRADING = Duration.ofSeconds(60);

  /** Trading that must go on while the database is away, event time. */
  private static final Duration MEANWHILE = Duration.ofMinutes(2);

  private final ChaosDesk desk;
  private final ChaosPlan plan;
  private final DiskFull disk;
  private int kills;
  private String problem;

  /** What the venue is armed with, as it names it, and the process; null where it is not. */
  private String armed;

  private ChildProcess armedVenue;

  FaultInjector(ChaosDesk desk, ChaosPlan plan, DiskFull disk) {
    this.desk = desk;
    this.plan = plan;
    this.disk = disk;
  }

  /** Processes killed by the last fault. */
  int kills() {
    return kills;
  }

  /** What may not have been during the last fault; null where nothing. */
  String problem() {
    return problem;
  }

  /** Makes a fault; returns when whatever is away may come back. */
  void strike(ChaosPlan.Planned fault) throws Exception {
    kills = 0;
    problem = null;
    switch (fault.kind()) {
      case TASK_MANAGER_KILLED -> killTaskManager(desk.flink().indexOf(desk.jobs().busiest()));
      case JOB_MANAGER_KILLED -> kill(desk.flink().jobManager());
      case ALL_OF_FLINK_KILLED -> {
        kill(desk.flink().jobManager());
        killTaskManagers();
      }
      case KILLED_BEFORE_SNAPSHOT -> {
        var unused = desk.jobs().triggerCheckpoints();
        killTaskManagers();
      }
      case KILLED_DURING_SNAPSHOT -> {
        awaitCheckpoint(false);
        killTaskManagers();
      }
      case KILLED_BEFORE_COMMIT -> {
        awaitCheckpoint(true);
        killTaskManagers();
      }
      case KAFKA_RESTARTED -> kill(desk.kafka());
      case KAFKA_AWAY -> {
        kill(desk.kafka());
        Thread.sleep(plan.away().toMillis());
      }
      case DATABASE_KILLED -> kill(desk.postgres());
      case DATABASE_AWAY -> databaseAway();
      case ACKNOWLEDGEMENT_LOST -> loseAcknowledgement();
      case DEADLOCK -> problem = new Deadlock(desk.config()).make();
      case S3_UNAVAILABLE -> desk.s3Proxy().mode(S3FaultProxy.Mode.UNAVAILABLE);
      case S3_SLOW -> desk.s3Proxy().mode(S3FaultProxy.Mode.SLOW);
      case S3_TRUNCATED -> desk.s3Proxy().mode(S3FaultProxy.Mode.TRUNCATED);
      case DISK_FULL -> problem = disk.fill(desk, plan.away());
      default -> venue(fault.kind());
    }
  }

  private void venue(FaultKind kind) throws InterruptedException {
    switch (kind) {
      case CONNECTOR_KILLED -> kill(desk.remote().connector());
      case VENUE_GONE_BEFORE_SEND -> {
        kill(desk.remote().venue());
        Thread.sleep(Math.min(plan.away().toMillis(), VENUE_AWAY.toMillis()));
      }
      case VENUE_GONE_AFTER_SEND -> arm("exit_before", ", \"operation\": \"place\", \"count\": 1");
      case VENUE_GONE_AFTER_ACKNOWLEDGEMENT ->
          arm("exit_after", ", \"operation\": \"place\", \"count\": 1");
      case VENUE_GONE_IN_MID_FILL -> killAfterAnExecution();
      case EXECUTIONS_TWICE -> arm("execution_twice", "");
      case EXECUTIONS_OUT_OF_ORDER -> arm("execution_out_of_order", "");
      case EXECUTION_BEFORE_ACKNOWLEDGEMENT -> arm("execution_before_accepted", "");
      case EXECUTION_AFTER_CANCEL -> arm("execution_after_cancel", "");
      case VENUE_ORDER_IDS_BACK -> arm("venue_order_id_back", ", \"by\": 5, \"count\": 1");
      default -> throw new IllegalArgumentException(kind + " is no fault of a venue");
    }
  }

  private void arm(String kind, String more) throws InterruptedException {
    String fault = "{\"kind\": \"" + kind + "\"" + more + "}";
    long end = System.nanoTime() + TRADING.toNanos();
    while (!desk.remote().arm(fault)) {
      if (System.nanoTime() > end) {
        problem = "the venue did not answer when it was to be armed";
        return;
      }
      Thread.sleep(100);
    }
    armedVenue = desk.remote().venue();
    armed = kind;
  }

  /** Whether what the venue was armed with has happened; true where it was not armed. */
  boolean hasHappened() throws InterruptedException {
    if (armed == null) {
      return true;
    }
    if (armed.startsWith("exit")) {
      return desk.remote().venue() != armedVenue || !armedVenue.isAlive();
    }
    return desk.remote().happened().filter(sums -> sums.path(armed).asLong() > 0).isPresent();
  }

  /** The venue is killed when it has executed an order, told or not. */
  private void killAfterAnExecution() throws InterruptedException {
    int before = executions();
    long end = System.nanoTime() + TRADING.toNanos();
    while (executions() <= before) {
      if (System.nanoTime() > end) {
        problem = "the venue executed nothing within " + TRADING;
        return;
      }
    }
    kill(desk.remote().venue());
  }

  private int executions() throws InterruptedException {
    int executions = 0;
    Optional<JsonNode> ledger = desk.remote().ledger();
    if (ledger.isPresent()) {
      for (JsonNode event : ledger.get()) {
        executions += event.at("/report/type").asText().equals("TRADE") ? 1 : 0;
      }
    }
    return executions;
  }

  /** Ends what a fault has left on. */
  void over(ChaosPlan.Planned fault) throws InterruptedException {
    if (fault.kind().overAClose()) {
      desk.s3Proxy().mode(S3FaultProxy.Mode.CLEAR);
    }
    if (armed != null) {
      if (problem == null && !hasHappened()) {
        problem = "no order came for it to befall";
      }
      desk.remote().disarm();
      if (fault.kind() == FaultKind.VENUE_ORDER_IDS_BACK) {
        kill(desk.remote().venue());
      }
      armed = null;
    }
  }

  private void kill(ChildProcess process) throws InterruptedException {
    process.kill();
    kills++;
  }

  private void killTaskManager(int index) throws InterruptedException {
    desk.flink().killTaskManager(index);
    kills++;
  }

  private void killTaskManagers() throws InterruptedException {
    while (!desk.flink().taskManagers().isEmpty()) {
      killTaskManager(0);
    }
  }

  /**
   * Waits until the trading job has begun a checkpoint, or has just completed it.
   *
   * @param complete whether its metadata is to be there: then it is what a restart goes on from,
   *     and no operator has been told
   */
  private void awaitCheckpoint(boolean complete) throws IOException, InterruptedException {
    Path directory = desk.jobs().checkpointsOf(TradingJob.NAME);
    Set<Path> before = checkpoints(directory, complete);
    var unused = desk.jobs().triggerCheckpoints();
    long end = System.nanoTime() + CHECKPOINT.toNanos();
    while (before.containsAll(checkpoints(directory, complete))) {
      if (System.nanoTime() > end) {
        // Killed all the same: then it is a fault of row R1.
        return;
      }
      Thread.onSpinWait();
    }
  }

  private static Set<Path> checkpoints(Path directory, boolean complete) throws IOException {
    Set<Path> found = new HashSet<>();
    for (Path run : list(directory)) {
      for (Path checkpoint : list(run)) {
        if (checkpoint.getFileName().toString().startsWith("chk-")
            && (!complete || Files.exists(checkpoint.resolve("_metadata")))) {
          found.add(checkpoint);
        }
      }
    }
    return found;
  }

  private static List<Path> list(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(directory)) {
      return new ArrayList<>(all.toList());
    } catch (java.nio.file.NoSuchFileException | java.io.UncheckedIOException e) {
      return List.of();
    }
  }

  private void databaseAway() throws Exception {
    kill(desk.postgres());
    long begun = System.nanoTime();
    long before = desk.takenThrough();
    while (System.nanoTime() - begun < plan.away().toNanos()
        || desk.takenThrough() < before + MEANWHILE.toMillis()) {
      if (System.nanoTime() - begun > plan.away().plus(TRADING).toNanos()) {
        problem = "no account went on while PostgreSQL was away";
        return;
      }
      Thread.sleep(50);
    }
  }

  private void loseAcknowledgement() throws InterruptedException {
    int before = desk.databaseProxy().lost();
    desk.databaseProxy().loseNextAcknowledgement();
    long end = System.nanoTime() + TRADING.toNanos();
    while (desk.databaseProxy().lost() == before) {
      if (System.nanoTime() > end) {
        problem = "no commit passed on its way to " + desk.config().get(SluiceOptions.POSTGRES_URL);
        return;
      }
      Thread.sleep(20);
    }
  }
}
