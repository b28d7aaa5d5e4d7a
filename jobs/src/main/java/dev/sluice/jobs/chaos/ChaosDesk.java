package dev.sluice.jobs.chaos;

import dev.sluice.embedded.EmbeddedObjectStore;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import dev.sluice.jobs.desk.DeskDrain;
import dev.sluice.jobs.desk.TradingProgress;
import dev.sluice.sinks.Migrations;
import dev.sluice.wire.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A desk whose every part is a process: broker, PostgreSQL, object store with analyst, JobManager,
 * two TaskManagers and the feed; and the supervisor that starts again what has ended.
 */
final class ChaosDesk implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(300);
  private static final Duration CHECKPOINTS = Duration.ofSeconds(2);
  private static final int PARTITIONS = 2;
  private static final int STARTS = 3;

  private final Path directory;
  private final ChaosPlan plan;
  private final TcpProxy databaseProxy;
  private final int kafkaPort;
  private int feedPause;
  private S3FaultProxy s3Proxy;
  private FlinkProcesses flink;
  private JobSupervisor jobs;
  private TradingProgress progress;
  private ChildProcess kafka;
  private ChildProcess postgres;
  private ChildProcess stores;
  private ChildProcess feed;
  private RemoteSide remote;
  private SluiceConfig config;
  private String databaseUser;
  private String databasePassword;
  private long gate = Long.MIN_VALUE;
  private int revived;

  private ChaosDesk(Path directory, ChaosPlan plan, int feedPause) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.plan = plan;
    this.feedPause = feedPause;
    this.kafkaPort = ChaosPorts.free(1).get(0);
    this.databaseProxy = TcpProxy.start();
  }

  /**
   * Starts everything but the feed, and returns when all jobs run.
   *
   * @param feedPause milliseconds that the feed waits at each minute of the day
   */
  static ChaosDesk start(Path directory, ChaosPlan plan, int feedPause) throws Exception {
    ChaosDesk desk = new ChaosDesk(directory, plan, feedPause);
    try {
      desk.open();
      return desk;
    } catch (Exception | Error e) {
      desk.close();
      throw e;
    }
  }

  private void open() throws Exception {
    startKafka();
    startPostgres();
    stores = child("stores", List.of("stores", directory.resolve("s3").toString()), Map.of());
    Map<String, String> s3 = stores.awaitReady(PATIENCE);
    s3Proxy = S3FaultProxy.start(URI.create(s3.get("s3")).getPort(), plan.seed());
    kafka.awaitReady(PATIENCE);
    awaitPostgres();
    config = configuration(s3, DeskAccounts.write(directory, plan.remote()));
    Migrations.migrate(config.get(SluiceOptions.POSTGRES_URL), databaseUser, databasePassword);
    createTopics();
    flink = new FlinkProcesses(directory, s3Settings(), environment());
    flink.revive();
    jobs = new JobSupervisor(flink.restPort(), directory.resolve("checkpoints"), config);
    followProgress();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!jobs.ensure()) {
      if (System.nanoTime() > end) {
        throw new ChaosException("the jobs did not run within " + PATIENCE + ", see " + directory);
      }
      Thread.sleep(100);
    }
    if (plan.remote()) {
      remote = RemoteSide.start(directory, environment());
      awaitConnected();
    }
  }

  /** The connector's first report of positions is behind its connection to the venue. */
  private void awaitConnected() throws Exception {
    DeskDrain drain = new DeskDrain(config.bootstrapServers(), PARTITIONS);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (drain.ends(List.of(Topics.VENUE_REPORTS)).values().stream().allMatch(e -> e == 0)) {
      if (System.nanoTime() > end) {
        throw new ChaosException("no connection to the venue within " + PATIENCE);
      }
      tend();
      Thread.sleep(200);
    }
  }

  private ChildProcess child(String name, List<String> arguments, Map<String, String> environment)
      throws IOException {
    return ChildProcess.start(name, directory, List.of("-Xmx512m"), arguments, environment);
  }

  void startKafka() throws IOException {
    kafka =
        child(
            "kafka",
            List.of("kafka", directory.resolve("kafka").toString(), Integer.toString(kafkaPort)),
            Map.of());
  }

  void startPostgres() throws IOException {
    Path home = directory.resolve("postgres");
    postgres =
        child("postgres", List.of("postgres", home.toString()), Map.of())
            .withServer(home.resolve("data/postmaster.pid"));
  }

  /**
   * Connections lead to the server that has come up. On a busy machine one may not do so in the
   * time that its own tools give it: then it is started anew.
   */
  void awaitPostgres() throws IOException, InterruptedException {
    for (int attempt = 1; attempt < STARTS && !postgres.serves(PATIENCE); attempt++) {
      postgres.kill();
      startPostgres();
    }
    Map<String, String> said = postgres.awaitReady(PATIENCE);
    databaseProxy.to(URI.create(said.get("url").substring("jdbc:".length())).getPort());
    databaseUser = said.get("user");
    databasePassword = said.get("password");
  }

  private SluiceConfig configuration(Map<String, String> s3, Path accounts) {
    return SluiceConfig.from(new String[0], Map.of())
        .with(SluiceOptions.KAFKA_BOOTSTRAP_SERVERS, "127.0.0.1:" + kafkaPort)
        .with(SluiceOptions.KAFKA_PARTITIONS, PARTITIONS)
        .with(SluiceOptions.SYMBOLS, plan.symbols())
        .with(
            SluiceOptions.POSTGRES_URL,
            "jdbc:postgresql://127.0.0.1:" + databaseProxy.port() + "/sluice")
        .with(SluiceOptions.POSTGRES_USER, databaseUser)
        .with(SluiceOptions.POSTGRES_PASSWORD, databasePassword)
        .with(SluiceOptions.S3_ENDPOINT, "http://127.0.0.1:" + s3Proxy.port())
        .with(SluiceOptions.S3_BUCKET, EmbeddedObjectStore.BUCKET)
        .with(SluiceOptions.S3_ACCESS_KEY, s3.get("access"))
        .with(SluiceOptions.S3_SECRET_KEY, s3.get("secret"))
        .with(SluiceOptions.ANALYST_BASE_URL, s3.get("analyst"))
        .with(SluiceOptions.ANALYST_MODEL, "offline-rules")
        .with(SluiceOptions.CHECKPOINT_INTERVAL, CHECKPOINTS)
        .with(SluiceOptions.ACCOUNTS, List.of(accounts.toString()))
        .with(SluiceOptions.INDICATOR_TIMEFRAMES, List.of("1m", "1d", "1w"))
        .with(SluiceOptions.STRATEGIES, List.of(DeskAccounts.STRATEGY))
        .checked();
  }

  private Map<String, String> s3Settings() {
    return Map.of(
        "s3.endpoint", config.get(SluiceOptions.S3_ENDPOINT),
        "s3.access-key", config.get(SluiceOptions.S3_ACCESS_KEY),
        "s3.secret-key", config.get(SluiceOptions.S3_SECRET_KEY),
        "s3.path.style.access", "true",
        "s3.path-style-access", "true");
  }

  /** What a process of the desk is configured with. */
  private Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("SLUICE_KAFKA_BOOTSTRAP_SERVERS", config.bootstrapServers());
    environment.put("SLUICE_KAFKA_PARTITIONS", Integer.toString(PARTITIONS));
    environment.put("SLUICE_SYMBOLS", String.join(";", plan.symbols()));
    environment.put("SLUICE_POSTGRES_PASSWORD", databasePassword);
    environment.put("SLUICE_S3_ACCESS_KEY", config.get(SluiceOptions.S3_ACCESS_KEY));
    environment.put("SLUICE_S3_SECRET_KEY", config.get(SluiceOptions.S3_SECRET_KEY));
    return environment;
  }

  private void createTopics() throws Exception {
    try (Admin admin = Admin.create(clientSettings())) {
      List<NewTopic> topics = new ArrayList<>();
      Topics.ALL.forEach(topic -> topics.add(new NewTopic(topic, PARTITIONS, (short) 1)));
      admin.createTopics(topics).all().get();
    }
  }

  private Properties clientSettings() {
    Properties settings = new Properties();
    settings.setProperty("bootstrap.servers", config.bootstrapServers());
    return settings;
  }

  /** Starts the feed, which publishes up to the gate. */
  void startFeed() throws IOException {
    LocalDate last = plan.lastSession();
    feed =
        child(
            "feed",
            List.of(
                "feed",
                Long.toString(plan.marketSeed()),
                last.toString(),
                Integer.toString(feedPause)),
            environment());
    tellGate();
  }

  /** Lets the feed publish up to this event time, epoch milliseconds; it never goes back. */
  void openGate(long time) throws IOException {
    gate = Math.max(gate, time);
    tellGate();
  }

  /** Lets the feed wait so many milliseconds at each minute of the day from now on. */
  void pauseFeed(int millis) {
    feedPause = millis;
    tell("pause " + millis);
  }

  private void tellGate() {
    tell("gate " + gate);
  }

  private void tell(String line) {
    try {
      feed.tell(line);
    } catch (IOException e) {
      // It has ended; its successor is told when it starts.
    }
  }

  /** The feed's last heartbeat where it has published all; null before. */
  Long feedFinished() {
    Map<String, String> said = feed == null ? null : feed.said();
    return said == null || !said.containsKey("finished")
        ? null
        : Long.valueOf(said.get("finished"));
  }

  /**
   * Starts again what has ended, and submits what does not run.
   *
   * @return true where all is at work
   */
  boolean tend() throws Exception {
    if (!kafka.isAlive()) {
      startKafka();
      revived++;
    }
    if (!postgres.isAlive()) {
      startPostgres();
      awaitPostgres();
      revived++;
    }
    if (feed != null && !feed.isAlive()) {
      startFeed();
      revived++;
    }
    if (remote != null) {
      revived += remote.revive();
    }
    revived += flink.revive();
    return jobs.ensure() && kafka.said() != null && (remote == null || remote.ledger().isPresent());
  }

  /** Event time that every account has taken, epoch milliseconds; MIN_VALUE before the first. */
  long takenThrough() {
    try {
      return progress.watermark();
    } catch (dev.sluice.jobs.desk.DeskException e) {
      // The broker was away for longer than its consumer bears.
      progress.close();
      followProgress();
      return Long.MIN_VALUE;
    }
  }

  private void followProgress() {
    progress = new TradingProgress(config.bootstrapServers(), PARTITIONS);
  }

  /** Processes that were started again because they had ended by themselves. */
  int revived() {
    return revived;
  }

  Path directory() {
    return directory;
  }

  SluiceConfig config() {
    return config;
  }

  FlinkProcesses flink() {
    return flink;
  }

  JobSupervisor jobs() {
    return jobs;
  }

  ChildProcess kafka() {
    return kafka;
  }

  ChildProcess postgres() {
    return postgres;
  }

  ChildProcess feed() {
    return feed;
  }

  /** The venue and the connector to it; null where no account needs them. */
  RemoteSide remote() {
    return remote;
  }

  TcpProxy databaseProxy() {
    return databaseProxy;
  }

  S3FaultProxy s3Proxy() {
    return s3Proxy;
  }

  /** Ends all processes; nothing of it is worth a clean end. */
  @Override
  public void close() throws InterruptedException, IOException {
    if (progress != null) {
      progress.close();
    }
    if (jobs != null) {
      jobs.close();
    }
    List<ChildProcess> all = new ArrayList<>();
    if (flink != null) {
      all.addAll(flink.taskManagers());
      all.add(flink.jobManager());
    }
    all.add(feed);
    if (remote != null) {
      all.addAll(remote.processes());
    }
    all.add(stores);
    all.add(postgres);
    all.add(kafka);
    for (ChildProcess child : all) {
      if (child != null) {
        child.kill();
      }
    }
    databaseProxy.close();
    if (s3Proxy != null) {
      s3Proxy.close();
    }
  }
}
