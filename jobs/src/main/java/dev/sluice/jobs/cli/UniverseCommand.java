package dev.sluice.jobs.cli;

import dev.sluice.connectors.feed.FeedClients;
import dev.sluice.connectors.feed.FeedException;
import dev.sluice.connectors.feed.UniverseLog;
import dev.sluice.domain.market.Universe;
import dev.sluice.jobs.config.ConfigException;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.wire.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./sluice universe FILE}: tells a running desk what is traded from now on. */
@Command(
    name = "universe",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Publishes a universe file to the Kafka of the configuration. The running market job takes"
          + " its symbols, with their exchanges, from there on and removes those that are not in"
          + " it; bars that are open still close.",
      "The file has a line symbol,exchange,currency,category,tick_size,lot_size and one for each"
          + " symbol. It is checked whole before anything is published. What is added, changed and"
          + " removed goes to standard output, where the log says what there was.",
      "Configured by SLUICE_* variables, see docs/configuration.md."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:published",
      "1:failed; the message says why",
      "2:wrong usage, or the file is not a universe; nothing was published"
    })
final class UniverseCommand implements Callable<Integer> {
  private static final Set<String> TOPICS = Set.of(Topics.TICKS, Topics.BARS_RAW);

  /** A log without an edition is read to its beginning, which may be far. */
  private static final Duration LOOK_BACK = Duration.ofSeconds(15);

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "A universe file, docs/universe.md.")
  private String file;

  @Option(names = "--check", description = "Only checks the file, and asks for no Kafka.")
  private boolean check;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to wait for a Kafka that does not answer. Default: ${DEFAULT-VALUE}.")
  private int wait;

  @Override
  public Integer call() throws Exception {
    if (wait < 0) {
      throw new ParameterException(
          spec.commandLine(), "--wait: was " + wait + ", expected 0 or more seconds");
    }
    Universe universe;
    try {
      universe = SluiceConfig.readUniverse("FILE", file);
    } catch (ConfigException e) {
      spec.commandLine().getErr().println("sluice: " + e.getMessage());
      return ExitCode.USAGE;
    }
    if (check) {
      Terminal.say(universe.symbols().size() + " symbols, nothing is wrong with them");
      return ExitCode.OK;
    }
    SluiceConfig config = SluiceConfig.from();
    ServiceWait.kafka(config, TOPICS, Duration.ofSeconds(wait), new CountDownLatch(1));
    publish(universe, config);
    return ExitCode.OK;
  }

  private void publish(Universe universe, SluiceConfig config)
      throws FeedException, InterruptedException {
    Optional<UniverseLog.Known> known;
    try (Consumer<byte[], byte[]> consumer = FeedClients.consumer(config.bootstrapServers())) {
      known = UniverseLog.read(consumer, LOOK_BACK);
    }
    // By the clock, so that two who do not know of each other have different numbers.
    long now = Clock.systemUTC().millis();
    long edition = known.map(k -> Math.max(now, k.edition() + 1)).orElse(now);
    try (Producer<byte[], byte[]> producer = FeedClients.producer(config.bootstrapServers())) {
      UniverseLog.write(producer, edition, universe);
    }
    if (known.isPresent()) {
      before(known.get(), config)
          .differences(universe)
          .forEach(spec.commandLine().getOut()::println);
      spec.commandLine().getOut().flush();
    } else {
      Terminal.say(
          "what there was before is not said: the log is long and has no edition in what was read"
              + " of it in "
              + LOOK_BACK.toSeconds()
              + " s");
    }
    Terminal.say("edition %d: %d symbols".formatted(edition, universe.symbols().size()));
  }

  /** Before the first complete edition, what is configured is traded, and what came besides. */
  private static Universe before(UniverseLog.Known known, SluiceConfig config) {
    return known.complete() ? known.universe() : config.universe().with(known.universe());
  }
}
