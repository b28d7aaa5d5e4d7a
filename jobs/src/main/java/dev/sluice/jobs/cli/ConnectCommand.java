package dev.sluice.jobs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.connectors.venue.ConnectorStatus;
import dev.sluice.connectors.venue.JournalException;
import dev.sluice.connectors.venue.KafkaConnector;
import dev.sluice.connectors.venue.VenueFactories;
import dev.sluice.connectors.venue.VenueFactory;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import dev.sluice.jobs.config.VenueOptions;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sun.misc.Signal;

/** {@code ./sluice connect}: one account's connection to its venue. */
@Command(
    name = "connect",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends an account's orders to its venue and brings back what the venue says, until Ctrl-C."
          + " A second one for the same account takes over from the first, which ends.",
      "Configured by SLUICE_VENUE_* variables, see docs/configuration.md and docs/venues.md."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:ended by Ctrl-C",
      "1:failed; the message says why; to be started again",
      "2:wrong usage",
      "3:another connector of the account has taken over"
    })
final class ConnectCommand implements Callable<Integer> {
  private static final int TAKEN_OVER = 3;
  private static final long LOOK_MILLIS = 500;
  private static final ObjectMapper JSON = JsonCodec.newMapper();

  /** What it reads and writes. */
  private static final Set<String> TOPICS =
      Set.of(Topics.VENUE_REQUESTS, Topics.VENUE_REPORTS, Topics.INPUTS);

  @Spec private CommandSpec spec;

  @Option(
      names = "--account",
      paramLabel = "A",
      required = true,
      description = "Account whose orders are sent.")
  private String account;

  @Option(
      names = "--venue",
      paramLabel = "URL",
      description = "Address of the venue. Default: sluice.venue.url.")
  private String venue;

  @Option(names = "--config", paramLabel = "FILE", description = "A properties file.")
  private Path file;

  @Option(
      names = "--json",
      description = "Prints how it is as a line of JSON whenever that has changed.")
  private boolean json;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to wait for a Kafka that does not answer. Default: ${DEFAULT-VALUE}.")
  private int wait;

  private ConnectorStatus printed;

  @Override
  public Integer call() throws Exception {
    SluiceConfig config =
        file == null ? SluiceConfig.from() : SluiceConfig.from("--config", file.toString());
    Optional<String> known = venueName(config);
    VenueFactory factory = factory(config, known.orElse(""));
    String name = known.orElseThrow(this::nameless);
    CountDownLatch stop = new CountDownLatch(1);
    Signal.handle(new Signal("INT"), signal -> stop.countDown());
    Signal.handle(new Signal("TERM"), signal -> stop.countDown());
    if (!ServiceWait.kafka(config, TOPICS, Duration.ofSeconds(wait), stop)) {
      return 0;
    }
    KafkaConnector connector =
        KafkaConnector.open(
            config.bootstrapServers(),
            config.partitions(),
            account,
            name,
            factory,
            VenueOptions.settings(config),
            config.get(SluiceOptions.VENUE_GATE_FRESHNESS));
    return run(connector, stop);
  }

  /**
   * The name under which the account takes the venue's reports: under any other its orders would be
   * executed and the account would never hear of it.
   */
  private Optional<String> venueName(SluiceConfig config) {
    Optional<String> asked = config.optional(SluiceOptions.VENUE_NAME);
    Optional<String> own =
        config.accounts().stream()
            .filter(a -> a.name().equals(account) && a.remote())
            .map(AccountConfig::venue)
            .findFirst();
    if (asked.isPresent() && own.isPresent() && !asked.equals(own)) {
      throw new ParameterException(
          spec.commandLine(),
          "%s: was '%s', expected '%s', the venue of account %s by %s"
              .formatted(
                  SluiceOptions.VENUE_NAME.key(),
                  asked.get(),
                  own.get(),
                  account,
                  SluiceOptions.ACCOUNTS.key()));
    }
    return asked.or(() -> own);
  }

  private ParameterException nameless() {
    return new ParameterException(
        spec.commandLine(),
        ("%s: is missing, expected the name that the desk's accounts file gives the venue of"
                + " account %s, or that file in %s")
            .formatted(SluiceOptions.VENUE_NAME.key(), account, SluiceOptions.ACCOUNTS.key()));
  }

  private VenueFactory factory(SluiceConfig config, String name) {
    if (account.isBlank() || wait < 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--account and --wait: were '%s' and %d, expected a name and 0 or more seconds"
              .formatted(account, wait));
    }
    String address = venue == null ? config.get(SluiceOptions.VENUE_URL) : venue;
    if (address == null) {
      throw new ParameterException(
          spec.commandLine(),
          "--venue: is missing, expected an address, or one in " + SluiceOptions.VENUE_URL.key());
    }
    try {
      return VenueFactories.installed()
          .of(name, address, account, config.get(SluiceOptions.VENUE_TIMEOUT));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--venue: " + e.getMessage());
    }
  }

  private int run(KafkaConnector connector, CountDownLatch stop) throws Exception {
    AtomicReference<Exception> failure = new AtomicReference<>();
    Thread thread =
        new Thread(() -> failure.set(end(connector.connector()::run)), "sluice-connector");
    thread.setDaemon(true);
    thread.start();
    while (!stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS) && thread.isAlive()) {
      show(connector.connector().status());
    }
    connector.connector().stop();
    // A broker or a venue that does not answer must not keep a person waiting.
    thread.join(TimeUnit.SECONDS.toMillis(10));
    if (!thread.isAlive()) {
      connector.close();
    }
    show(connector.connector().status());
    Exception e = failure.get();
    if (e instanceof JournalException journal && journal.fenced()) {
      Terminal.error(e.getMessage());
      return TAKEN_OVER;
    }
    if (e != null) {
      throw e;
    }
    return 0;
  }

  /** What runs until it is stopped. */
  interface Running {
    void run() throws JournalException;
  }

  /** What it ended with: null where it was stopped, and never null where it was not. */
  static Exception end(Running running) {
    try {
      running.run();
      return null;
    } catch (JournalException | RuntimeException e) {
      return e;
    } catch (Error e) {
      return new IllegalStateException("the connector has ended: " + e, e);
    }
  }

  private void show(ConnectorStatus status) throws JsonProcessingException {
    if (!status.equals(printed)) {
      printed = status;
      if (json) {
        System.out.println(JSON.writeValueAsString(status));
      } else {
        Terminal.progress(
            "%s  sent %d  refused %d  executions %d  waiting %d  unknown %d"
                .formatted(
                    status.connected() ? "connected" : "not connected",
                    status.sent(),
                    status.refused(),
                    status.trades(),
                    status.waiting(),
                    status.unknown()));
      }
    }
  }
}
