package dev.sluice.jobs.cli;

import dev.sluice.console.Console;
import dev.sluice.console.ConsoleConfig;
import dev.sluice.console.S3ObjectReader;
import dev.sluice.jobs.config.ConfigException;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import dev.sluice.jobs.records.RecordsJob;
import dev.sluice.sinks.Migrations;
import dev.sluice.sinks.postgres.DatabaseAddress;
import dev.sluice.sinks.postgres.DatabaseProbe;
import dev.sluice.wire.AvroCodec;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sun.misc.Signal;

/** {@code ./sluice console}: the console alone, for a cluster. */
@Command(
    name = "console",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Serves the console from the database, Kafka and object store of the configuration, and"
          + " brings the database to the schema of this release first. Configured by SLUICE_... variables, see"
          + " docs/configuration.md."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:ended by Ctrl-C", "1:failed; the message says why", "2:wrong usage"})
final class ConsoleCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      defaultValue = ".sluice/console-token",
      description = "Where the access token is kept. Default: ${DEFAULT-VALUE}.")
  private Path tokenFile;

  @Option(names = "--simulated", description = "Marks all prices as simulated.")
  private boolean simulated;

  @Option(
      names = "--flink",
      paramLabel = "URL",
      description = "Address of Flink's dashboard, for a link.")
  private String flink;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "How long to wait for a PostgreSQL that does not answer. Default: ${DEFAULT-VALUE}.")
  private int wait;

  @Override
  public Integer call() throws Exception {
    if (wait < 0) {
      throw new ParameterException(
          spec.commandLine(), "--wait: was " + wait + ", expected 0 or more seconds");
    }
    SluiceConfig config = SluiceConfig.from();
    CountDownLatch stop = new CountDownLatch(1);
    Signal.handle(new Signal("INT"), signal -> stop.countDown());
    Signal.handle(new Signal("TERM"), signal -> stop.countDown());
    if (!awaitDatabase(config, stop)) {
      return 0;
    }
    // One process of a cluster has to; until it has, the records job fails and starts again.
    Migrations.migrate(
        config.get(SluiceOptions.POSTGRES_URL),
        config.get(SluiceOptions.POSTGRES_USER),
        config.get(SluiceOptions.POSTGRES_PASSWORD));
    try (S3ObjectReader objects =
            new S3ObjectReader(
                URI.create(config.get(SluiceOptions.S3_ENDPOINT)),
                "us-east-1",
                config.get(SluiceOptions.S3_ACCESS_KEY),
                config.get(SluiceOptions.S3_SECRET_KEY));
        Console console = Console.start(settings(config, objects))) {
      // Not the address with the token: this is what a container's log keeps.
      Terminal.say("console  " + console.address());
      Terminal.say("token    " + tokenFile.toAbsolutePath().normalize());
      stop.await();
    }
    return 0;
  }

  /** False where a person ended it first. */
  private boolean awaitDatabase(SluiceConfig config, CountDownLatch stop) throws Exception {
    DatabaseAddress database = RecordsJob.database(config);
    String address = DatabaseProbe.hostAndPort(database.jdbcUrl());
    try {
      return new ServiceWait(
              "PostgreSQL", address, SluiceOptions.POSTGRES_URL, Duration.ofSeconds(wait))
          .await(() -> DatabaseProbe.problem(database), stop, Terminal::say);
    } catch (SQLException e) {
      throw new ConfigException(
          "PostgreSQL at %s: %s; see %s, %s and %s in docs/configuration.md"
              .formatted(
                  address,
                  e.getMessage(),
                  SluiceOptions.POSTGRES_URL.key(),
                  SluiceOptions.POSTGRES_USER.key(),
                  SluiceOptions.POSTGRES_PASSWORD.key()));
    }
  }

  private ConsoleConfig settings(SluiceConfig config, S3ObjectReader objects) {
    return ConsoleConfig.local(
            config.get(SluiceOptions.POSTGRES_URL),
            config.get(SluiceOptions.POSTGRES_USER),
            config.get(SluiceOptions.POSTGRES_PASSWORD),
            config.bootstrapServers(),
            objects,
            tokenFile,
            simulated)
        .withAddress(config.get(SluiceOptions.CONSOLE_HOST), config.get(SluiceOptions.CONSOLE_PORT))
        .withAllowedHosts(Set.copyOf(config.get(SluiceOptions.CONSOLE_ALLOWED_HOSTS)))
        .withQuoteDecoder(bytes -> AvroCodec.TICK.decode(bytes))
        .withFlinkUrl(flink);
  }
}
