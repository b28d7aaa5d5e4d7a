package dev.sluice.jobs.desk;

import dev.sluice.connectors.feed.FeedException;
import dev.sluice.connectors.feed.FeedSource;
import dev.sluice.connectors.files.FileMapping;
import dev.sluice.console.Console;
import dev.sluice.console.ConsoleConfig;
import dev.sluice.console.S3ObjectReader;
import dev.sluice.embedded.EmbeddedObjectStore;
import dev.sluice.embedded.EmbeddedServices;
import dev.sluice.embedded.OfflineAnalyst;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import dev.sluice.sinks.Migrations;
import dev.sluice.wire.AvroCodec;
import dev.sluice.wire.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Starts a desk from its home. */
public final class DeskStarter {
  private DeskStarter() {}

  /**
   * Starts everything but the feed, which {@link Desk#run} starts.
   *
   * @param options what the user asked for
   * @param base configuration of the user's, without addresses
   * @throws DeskException where the home is another desk's, or the feed cannot be read
   */
  public static Desk start(DeskOptions options, SluiceConfig base) throws Exception {
    DeskParts parts = new DeskParts();
    try {
      DeskHome home = parts.keep(DeskHome.open(options.home()));
      // Whatever is wrong with a universe file is said before anything is started.
      base.universe();
      DeskBirth birth = birth(home, options, base);
      FeedSource source = open(birth);
      birth = birth.of(source.symbols());
      home.born(birth);
      parts.served(EmbeddedServices.start(home.directory()));
      EmbeddedServices services = parts.services();
      SluiceConfig config = analyst(reach(base, birth, services), parts);
      parts.configured(config, birth.history() ? DeskFeed.withHistory(source, config) : source);
      Migrations.migrate(
          config.get(SluiceOptions.POSTGRES_URL),
          config.get(SluiceOptions.POSTGRES_USER),
          config.get(SluiceOptions.POSTGRES_PASSWORD));
      services.kafka().createTopics(Topics.ALL, config.partitions());
      parts.clustered(
          DeskCluster.start(home.checkpoints(), config, config.get(SluiceOptions.FLINK_PORT)));
      submit(parts.cluster(), config);
      Console console = parts.keep(console(home, config, parts, birth));
      Map<String, String> endpoints = endpoints(config, console, parts);
      home.publish(endpoints);
      parts.reachable(endpoints);
      return new Desk(parts, options);
    } catch (Throwable e) {
      // Whatever went wrong, nothing that was started may be left running.
      parts.close();
      throw e;
    }
  }

  private static FeedSource open(DeskBirth birth) {
    try {
      return DeskFeed.open(birth.file(), birth.symbols(), birth.seed());
    } catch (FeedException e) {
      throw new DeskException(e.getMessage(), e);
    }
  }

  /** What the home was started with, or what the user asks for where it is new. */
  private static DeskBirth birth(DeskHome home, DeskOptions options, SluiceConfig config)
      throws IOException {
    String feed = options.feed();
    if (feed != null && !feed.equals(DeskOptions.SIMULATED)) {
      feed = Path.of(feed).toAbsolutePath().normalize().toString();
    }
    Optional<DeskBirth> before = home.birth();
    if (before.isEmpty()) {
      String named = feed == null ? DeskOptions.SIMULATED : feed;
      DeskFeed.checkHistory(options.history(), named);
      return new DeskBirth(
          named,
          symbols(options, config),
          options.seed() == null ? 1 : options.seed(),
          config.partitions(),
          options.history(),
          mapping(options),
          actions(options));
    }
    DeskBirth birth = before.get();
    if (options.history()) {
      same("--history", "yes", birth.history() ? "yes" : "no");
    }
    same("--feed", feed, birth.feed());
    same("--seed", options.seed(), birth.seed());
    same("--columns and what else says how the file is written", mapping(options), birth.mapping());
    same("--actions", actions(options), birth.actions());
    same(
        SluiceOptions.KAFKA_PARTITIONS.key(),
        config.optional(SluiceOptions.KAFKA_PARTITIONS).orElse(null),
        birth.partitions());
    if (options.symbols() != null) {
      same(
          "--symbols",
          options.symbols().stream().sorted().toList(),
          birth.symbols().stream().sorted().toList());
    }
    return birth;
  }

  /** Null where none was asked for. */
  private static FileMapping mapping(DeskOptions options) {
    return FileMapping.NONE.equals(options.mapping()) ? null : options.mapping();
  }

  private static String actions(DeskOptions options) {
    return options.actions() == null
        ? null
        : options.actions().toAbsolutePath().normalize().toString();
  }

  /**
   * Those that were asked for, of the universe file where there is one; empty for the feed's own.
   */
  private static List<String> symbols(DeskOptions options, SluiceConfig config) {
    if (config.optional(SluiceOptions.UNIVERSE).isEmpty()) {
      return options.symbols() == null ? List.of() : options.symbols();
    }
    List<String> traded = config.symbols();
    if (options.symbols() == null) {
      return traded;
    }
    for (String symbol : options.symbols()) {
      if (!traded.contains(symbol)) {
        throw new DeskException(
            "--symbols: was '%s', expected symbols of %s (%s)"
                .formatted(
                    symbol, SluiceOptions.UNIVERSE.key(), config.get(SluiceOptions.UNIVERSE)));
      }
    }
    return options.symbols();
  }

  private static void same(String option, Object asked, Object before) {
    if (asked != null && !asked.equals(before)) {
      throw new DeskException(
          option
              + ": was '"
              + asked
              + "', but the desk in this --home was started with '"
              + before
              + "'; take another --home");
    }
  }

  private static SluiceConfig reach(SluiceConfig base, DeskBirth birth, EmbeddedServices services) {
    return base.with(SluiceOptions.KAFKA_BOOTSTRAP_SERVERS, services.kafka().bootstrapServers())
        .with(SluiceOptions.KAFKA_PARTITIONS, birth.partitions())
        .with(SluiceOptions.SYMBOLS, birth.symbols())
        .with(SluiceOptions.POSTGRES_URL, services.database().url())
        .with(SluiceOptions.POSTGRES_USER, services.database().user())
        .with(SluiceOptions.POSTGRES_PASSWORD, services.database().password())
        .with(SluiceOptions.S3_ENDPOINT, services.objectStore().endpoint().toString())
        .with(SluiceOptions.S3_BUCKET, services.objectStore().bucket())
        .with(SluiceOptions.S3_ACCESS_KEY, services.objectStore().accessKey())
        .with(SluiceOptions.S3_SECRET_KEY, services.objectStore().secretKey())
        .checked();
  }

  /**
   * A real endpoint where the user names one, else the offline rules: no money is spent unasked.
   */
  private static SluiceConfig analyst(SluiceConfig config, DeskParts parts) throws IOException {
    if (config.optional(SluiceOptions.ANALYST_BASE_URL).isPresent()
        || !config.get(SluiceOptions.ANALYST_ENABLED)) {
      return config;
    }
    OfflineAnalyst offline = parts.keep(OfflineAnalyst.start());
    return config
        .with(SluiceOptions.ANALYST_BASE_URL, offline.baseUrl())
        .with(SluiceOptions.ANALYST_MODEL, OfflineAnalyst.MODEL);
  }

  private static void submit(DeskCluster cluster, SluiceConfig config) throws Exception {
    for (Map.Entry<String, DeskJobs.Topology> job : DeskJobs.all().entrySet()) {
      cluster.submit(job.getKey(), config, job.getValue());
    }
  }

  private static Console console(
      DeskHome home, SluiceConfig config, DeskParts parts, DeskBirth birth) throws Exception {
    S3ObjectReader objects =
        parts.keep(
            new S3ObjectReader(
                URI.create(config.get(SluiceOptions.S3_ENDPOINT)),
                EmbeddedObjectStore.REGION,
                config.get(SluiceOptions.S3_ACCESS_KEY),
                config.get(SluiceOptions.S3_SECRET_KEY)));
    return consoleOnFreePort(
        ConsoleConfig.local(
                config.get(SluiceOptions.POSTGRES_URL),
                config.get(SluiceOptions.POSTGRES_USER),
                config.get(SluiceOptions.POSTGRES_PASSWORD),
                config.bootstrapServers(),
                objects,
                home.directory().resolve("console-token"),
                birth.feed().equals(DeskOptions.SIMULATED))
            .withAllowedHosts(Set.copyOf(config.get(SluiceOptions.CONSOLE_ALLOWED_HOSTS)))
            .withQuoteDecoder(bytes -> AvroCodec.TICK.decode(bytes))
            .withFlinkUrl(parts.cluster().dashboard().toString()),
        config.get(SluiceOptions.CONSOLE_HOST),
        config.get(SluiceOptions.CONSOLE_PORT));
  }

  /** Where somebody takes the port between the look and the bind, another is used. */
  private static Console consoleOnFreePort(ConsoleConfig config, String host, int preferred)
      throws IOException {
    int port = FreePort.near(preferred);
    try {
      return Console.start(config.withAddress(host, port));
    } catch (RuntimeException e) {
      int other = FreePort.near(port);
      if (other == port) {
        throw e;
      }
      return Console.start(config.withAddress(host, other));
    }
  }

  private static Map<String, String> endpoints(
      SluiceConfig config, Console console, DeskParts parts) throws Exception {
    Map<String, String> endpoints = new LinkedHashMap<>();
    endpoints.put("console", console.url());
    endpoints.put("flink", parts.cluster().dashboard().toString());
    endpoints.put("kafka", config.bootstrapServers());
    endpoints.put(
        "postgres",
        config.get(SluiceOptions.POSTGRES_URL)
            + "?user="
            + encode(config.get(SluiceOptions.POSTGRES_USER))
            + "&password="
            + encode(config.get(SluiceOptions.POSTGRES_PASSWORD)));
    endpoints.put("s3", config.get(SluiceOptions.S3_ENDPOINT));
    endpoints.put("s3_bucket", config.get(SluiceOptions.S3_BUCKET));
    endpoints.put("s3_access_key", config.get(SluiceOptions.S3_ACCESS_KEY));
    endpoints.put("s3_secret_key", config.get(SluiceOptions.S3_SECRET_KEY));
    endpoints.put(
        "analyst",
        config.get(SluiceOptions.ANALYST_ENABLED)
            ? config.get(SluiceOptions.ANALYST_MODEL)
            : "none");
    endpoints.put("console_address", console.address());
    endpoints.put("console_token", console.token());
    return endpoints;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
