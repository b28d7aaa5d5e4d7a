package dev.sluice.console;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The desk's web page and its interface: REST to ask, a WebSocket to be told. */
public final class Console implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Console.class);
  private static final int DB_CONNECTIONS = 6;
  private static final long MAX_BODY = 64 * 1024;

  private final ConsoleConfig config;
  private final HikariDataSource database;
  private final DeskEvents events;
  private final ControlRequests requests;
  private final DeskState state;
  private final PushHub hub;
  private final Access access;
  private final Rows rows;
  private Javalin server;

  private Console(
      ConsoleConfig config,
      HikariDataSource database,
      DeskEvents events,
      ControlRequests requests,
      Clock clock) {
    this.config = config;
    this.database = database;
    this.events = events;
    this.requests = requests;
    this.state = new DeskState(clock, config.simulated(), config.flinkUrl());
    this.hub = new PushHub(state);
    this.access = new Access(config.tokenFile(), config.host(), config.allowedHosts());
    this.rows = new Rows(database);
  }

  /**
   * Starts the console on the desk's PostgreSQL, whose tables exist, and its Kafka, whose topics
   * may come later.
   *
   * @return the running console; closing it stops it
   * @throws RuntimeException where PostgreSQL cannot be reached, the token file cannot be used or
   *     the port is taken
   */
  public static Console start(ConsoleConfig config) {
    HikariDataSource database = database(config);
    Rows rows = new Rows(database);
    DeskEvents events =
        new KafkaDeskEvents(
            new KafkaConsumer<>(
                Map.of(
                    "bootstrap.servers", config.kafkaBootstrap(),
                    "client.id", "sluice-console",
                    "enable.auto.commit", "false",
                    "auto.offset.reset", "earliest",
                    // Of what comes together only the latest is shown.
                    "max.poll.records", "20000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()),
            () -> recorded(rows),
            config.quoteDecoder());
    ControlRequests requests = ControlRequests.kafka(config.kafkaBootstrap(), "sluice-console");
    return start(config, database, events, requests, Clock.systemUTC());
  }

  /** The same with other sources, for tests. */
  static Console start(
      ConsoleConfig config, DeskEvents events, ControlRequests requests, Clock clock) {
    return start(config, database(config), events, requests, clock);
  }

  private static Console start(
      ConsoleConfig config,
      HikariDataSource database,
      DeskEvents events,
      ControlRequests requests,
      Clock clock) {
    Console console = null;
    try {
      console = new Console(config, database, events, requests, clock);
      console.run();
      return console;
    } catch (RuntimeException e) {
      if (console == null) {
        database.close();
        events.close();
        requests.close();
      } else {
        console.close();
      }
      throw e;
    }
  }

  private void run() {
    // In this order: a record that is written between the two comes as an event too. The other way
    // round it would be in neither.
    events.mark();
    state.seed(rows);
    server = Javalin.create(this::configure);
    server.start(config.host(), config.port());
    hub.start();
    events.start(hub::accept);
    LOG.info("console at http://{}:{}/", config.host(), port());
  }

  private void configure(JavalinConfig javalin) {
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.http.maxRequestSize = MAX_BODY;
    javalin.routes.before(this::guard);
    javalin.routes.wsBeforeUpgrade(access::checkUpgrade);
    javalin.routes.exception(Problem.class, (problem, ctx) -> problem.write(ctx));
    javalin.routes.exception(
        Rows.DatabaseException.class,
        (e, ctx) -> {
          LOG.warn("request {}: PostgreSQL did not answer", RequestId.of(ctx), e);
          Problem.of(503, "Database away", "PostgreSQL did not answer; the desk trades on")
              .write(ctx);
        });
    javalin.routes.exception(
        HttpResponseException.class,
        (e, ctx) -> Problem.of(e.getStatus(), "Refused", e.getMessage()).write(ctx));
    javalin.routes.exception(
        Exception.class,
        (e, ctx) -> {
          LOG.error("request {} failed: {}", RequestId.of(ctx), ctx.path(), e);
          Problem.of(500, "Failed", "the console failed; its log has this request id").write(ctx);
        });
    new DeskRoutes(rows, state).register(javalin.routes);
    new DecisionRoutes(rows).register(javalin.routes);
    new ArtifactRoutes(rows, config.objects()).register(javalin.routes);
    new ControlRoutes(rows, state, requests).register(javalin.routes);
    new RiskRoutes(rows).register(javalin.routes);
    new StatusRoutes(rows, state, events, hub, access).register(javalin.routes);
    new Pages(access).register(javalin.routes);
    javalin.routes.ws("/api/push", hub::configure);
  }

  private void guard(Context ctx) {
    ctx.header(RequestId.HEADER, RequestId.of(ctx));
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Referrer-Policy", "no-referrer");
    ctx.header("Cross-Origin-Resource-Policy", "same-origin");
    access.checkOrigin(ctx);
    boolean api = ctx.path().startsWith("/api/") && !ctx.path().equals("/api/login");
    if (api) {
      ctx.header("Cache-Control", "no-store");
      access.checkSession(ctx);
    }
  }

  private static HikariDataSource database(ConsoleConfig config) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("sluice-console");
    pool.setJdbcUrl(config.jdbcUrl());
    pool.setUsername(config.dbUser());
    pool.setPassword(config.dbPassword());
    pool.setReadOnly(true);
    pool.setMaximumPoolSize(DB_CONNECTIONS);
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(5_000);
    return new HikariDataSource(pool);
  }

  private static Map<TopicPartition, Long> recorded(Rows rows) {
    Map<TopicPartition, Long> next = new HashMap<>();
    rows.all("select topic, partition, next_offset from stream_progress")
        .forEach(
            row ->
                next.put(
                    new TopicPartition(row.path("topic").asText(), row.path("partition").asInt()),
                    row.path("next_offset").asLong()));
    return next;
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  /** The address to open, with the token: one click and the browser is signed in. */
  public String url() {
    return address() + "/?token=" + access.token();
  }

  /** The address without the token, for a log or a file that others can read. */
  public String address() {
    String host = config.host().equals("0.0.0.0") ? "127.0.0.1" : config.host();
    return "http://" + host + ":" + port();
  }

  /** The access token, for a client that sends it as a Bearer token. */
  public String token() {
    return access.token();
  }

  /** Method and path of every route, for the test that compares them with openapi.yaml. */
  List<String> routes() {
    return server.unsafe.internalRouter.allHttpHandlers().stream()
        .filter(handler -> handler.endpoint.method.isHttpMethod())
        .map(handler -> handler.endpoint.method.name() + " " + handler.endpoint.path)
        .toList();
  }

  @Override
  public void close() {
    events.close();
    hub.close();
    if (server != null) {
      server.stop();
    }
    requests.close();
    database.close();
  }
}
