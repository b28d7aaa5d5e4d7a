package dev.sluice.jobs.chaos;

import dev.sluice.domain.market.Session;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import dev.sluice.jobs.desk.DeskDrain;
import dev.sluice.sinks.postgres.PostgresRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** One run of a plan, with its faults or without. */
final class ChaosRun {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration CHECKPOINT = Duration.ofSeconds(60);

  /**
   * Milliseconds that the feed waits at each minute of the day, so that a fault comes while there
   * is something to do.
   */
  private static final int PAUSE = 60;

  /** A venue and the way to it take the wall clock's time. */
  private static final int PAUSE_FOR_A_VENUE = 200;

  /** When all faults were made, the rest of the market need not be slow. */
  private static final int PAUSE_AFTER_FAULTS = 0;

  private static final int PAUSE_AFTER_FAULTS_OF_A_VENUE = 20;

  /** Time of the market that flows before a fault. */
  private static final Duration RUN_UP = Duration.ofMinutes(20);

  private static final Duration BEYOND = Duration.ofMinutes(1);

  /**
   * Time of the market that is to flow while a fault is made, however far the accounts have come by
   * then; less than {@link #RUN_UP}, so the next fault has a run-up too.
   */
  private static final Duration MEANWHILE = Duration.ofMinutes(10);

  private static final Duration FOR_ORDERS = Duration.ofSeconds(30);

  private final ChaosDesk desk;
  private final ChaosPlan plan;
  private final Consumer<String> say;
  private final long until;
  private final DiskFull disk = new DiskFull();
  private final List<FaultReport> made = new ArrayList<>();

  private ChaosRun(ChaosDesk desk, ChaosPlan plan, long until, Consumer<String> say) {
    this.desk = desk;
    this.plan = plan;
    this.until = until;
    this.say = say;
  }

  /** Runs the plan without its faults. */
  static RunReport undisturbed(Path directory, ChaosPlan plan, Consumer<String> say)
      throws Exception {
    ChaosPlan alone = plan.undisturbed();
    try (ChaosDesk desk = ChaosDesk.start(directory, alone, 0)) {
      return new ChaosRun(desk, alone, Long.MAX_VALUE, say).run();
    }
  }

  /** Runs the plan. */
  static RunReport disturbed(Path directory, ChaosPlan plan, long until, Consumer<String> say)
      throws Exception {
    int pause = plan.remote() ? PAUSE_FOR_A_VENUE : PAUSE;
    try (ChaosDesk desk = ChaosDesk.start(directory, plan, pause)) {
      return new ChaosRun(desk, plan, until, say).run();
    }
  }

  private RunReport run() throws Exception {
    List<ChaosPlan.Planned> faults = plan.faults();
    desk.startFeed();
    for (int i = 0; i < faults.size(); i++) {
      if (i > 0 && System.nanoTime() - until > 0) {
        say.accept(
            "the time is over: %d of %d faults are left out"
                .formatted(faults.size() - i, faults.size()));
        break;
      }
      // The feed waits before the next fault and not at it: what is killed is to be at work.
      desk.openGate(
          i + 1 < faults.size()
              ? Math.max(
                  faults.get(i + 1).at().minus(RUN_UP).toEpochMilli(),
                  faults.get(i).until().plus(BEYOND).toEpochMilli())
              : lastGate());
      make(
          faults.get(i),
          i + 1 < faults.size() ? faults.get(i + 1).at().toEpochMilli() : lastGate());
    }
    desk.pauseFeed(plan.remote() ? PAUSE_AFTER_FAULTS_OF_A_VENUE : PAUSE_AFTER_FAULTS);
    if (plan.remote()) {
      // What the venue has told by the last close is taken before the last record of the run.
      desk.openGate(lastGate());
      awaitTaken(lastGate() - BEYOND.multipliedBy(2).toMillis(), "the last close");
      VenueAudit.awaitTold(desk, this::tended);
    }
    desk.openGate(Long.MAX_VALUE);
    finish();
    return report();
  }

  private long lastGate() {
    Session last = plan.sessions().get(plan.sessions().size() - 1);
    return plan.remote() ? last.close().toEpochMilli() - 1 : Long.MAX_VALUE;
  }

  private void make(ChaosPlan.Planned fault, long limit) throws Exception {
    awaitTaken(fault.at().toEpochMilli(), "the time of " + fault.kind());
    // On a busy machine the accounts may be at the gate by now, and nothing would be under way.
    desk.openGate(Math.min(limit, desk.takenThrough() + MEANWHILE.toMillis()));
    FaultInjector injector = new FaultInjector(desk, plan, disk);
    injector.strike(fault);
    long begun = System.nanoTime();
    awaitTaken(fault.until().toEpochMilli(), "the end of " + fault.kind());
    awaitHappened(injector, limit);
    injector.over(fault);
    awaitAtWork(fault.kind().text());
    awaitRecorded(fault.kind().text());
    double seconds = Math.round((System.nanoTime() - begun) / 1e8) / 10.0;
    FaultReport report =
        new FaultReport(fault.kind(), fault.at(), injector.kills(), seconds, injector.problem());
    made.add(report);
    say.accept(
        "%-3s %s  %-24s back after %.1f s%s%s"
            .formatted(
                fault.kind().row(),
                fault.at(),
                fault.kind().text(),
                seconds,
                report.late() ? ", later than " + fault.kind().backWithinSeconds() + " s" : "",
                report.problem() == null ? "" : ": " + report.problem()));
  }

  /** Tends the desk until every account has taken this time. */
  private void awaitTaken(long time, String what) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (desk.takenThrough() < time) {
      desk.tend();
      pauseUntil(end, what);
    }
  }

  /** Gives a venue's fault some orders more to befall, up to the time of the next fault. */
  private void awaitHappened(FaultInjector injector, long limit) throws Exception {
    long end = System.nanoTime() + FOR_ORDERS.toNanos();
    while (!injector.hasHappened() && System.nanoTime() < end) {
      desk.openGate(limit);
      desk.tend();
      Thread.sleep(100);
    }
  }

  private void awaitAtWork(String what) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!desk.tend()) {
      pauseUntil(end, "all at work after " + what);
    }
  }

  private void pauseUntil(long end, String what) throws InterruptedException {
    if (System.nanoTime() > end) {
      throw new ChaosException(
          "%s did not come within %s: accounts are at %d, see %s"
              .formatted(what, PATIENCE, desk.takenThrough(), desk.directory()));
    }
    Thread.sleep(100);
  }

  /** Waits until the tables have what the topics hold now. */
  private void awaitRecorded(String what) throws Exception {
    SluiceConfig config = desk.config();
    DeskDrain drain = new DeskDrain(config.bootstrapServers(), config.partitions());
    Map<TopicPartition, Long> ends = drain.ends(PostgresRecords.topics());
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean recorded =
        drain.awaitRecorded(
            ends,
            config.get(SluiceOptions.POSTGRES_URL),
            config.get(SluiceOptions.POSTGRES_USER),
            config.get(SluiceOptions.POSTGRES_PASSWORD),
            () -> System.nanoTime() < end && tended());
    if (!recorded) {
      throw new ChaosException(
          "not all was recorded within "
              + PATIENCE
              + " after "
              + what
              + ", see "
              + desk.directory());
    }
  }

  private boolean tended() {
    try {
      desk.tend();
      return true;
    } catch (Exception e) {
      throw new ChaosException("the desk cannot be looked after: " + e.getMessage(), e);
    }
  }

  /** Until every account has taken the feed's end, and the tables hold what came of it. */
  private void finish() throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (desk.feedFinished() == null) {
      desk.tend();
      pauseUntil(end, "the end of the feed");
    }
    awaitTaken(
        desk.feedFinished() - desk.config().latenessBound().toMillis() - 1, "the end of the run");
    Optional<String> problem;
    do {
      awaitAtWork("the end");
      problem = desk.jobs().checkpoint(CHECKPOINT);
      problem.ifPresent(why -> pauseAfter(end, why));
    } while (problem.isPresent());
    awaitRecorded("the end");
  }

  private void pauseAfter(long end, String why) {
    try {
      pauseUntil(end, "a last checkpoint of all jobs (" + why + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChaosException("interrupted", e);
    }
  }

  private RunReport report() throws Exception {
    String without = plan.remote() ? DeskAccounts.REMOTE : null;
    RunLog log = RunLog.read(desk.config().bootstrapServers(), desk.config().partitions(), without);
    RunTables tables = RunTables.read(desk.config(), without);
    List<String> problems = new ArrayList<>(log.contradictions());
    if (plan.remote()) {
      VenueAudit audit = VenueAudit.of(desk);
      say.accept(audit.summary());
      problems.addAll(audit.problems());
      problems.addAll(new TradingReplay(desk, this::tended).differences());
    }
    problems.addAll(tables.violations());
    problems.addAll(disk.problems(log));
    made.stream()
        .filter(fault -> fault.problem() != null)
        .forEach(fault -> problems.add(fault.kind().text() + ": " + fault.problem()));
    return new RunReport(
        log, tables, List.copyOf(made), problems, desk.revived(), desk.jobs().submissions());
  }
}
