package dev.sluice.jobs.cli;

import dev.sluice.connectors.feed.FeedException;
import dev.sluice.connectors.feed.FeedListener;
import dev.sluice.connectors.feed.FeedProgress;
import dev.sluice.connectors.feed.FeedSource;
import dev.sluice.connectors.feed.Pace;
import dev.sluice.connectors.files.ActionsFile;
import dev.sluice.connectors.files.FileMapping;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.desk.DeskFeed;
import dev.sluice.jobs.desk.DeskOptions;
import dev.sluice.jobs.desk.FeedFile;
import dev.sluice.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sun.misc.Signal;

/** {@code ./sluice feed}: the feed and the sequencer alone, for a cluster. */
@Command(
    name = "feed",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Publishes a feed to the Kafka of the configuration and sequences people's controls."
          + " Configured by SLUICE_... variables, see docs/configuration.md."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the file has ended, or ended by Ctrl-C",
      "1:failed; the message says why",
      "2:wrong usage"
    })
final class FeedCommand implements Callable<Integer> {
  /** What it reads and writes. */
  private static final Set<String> TOPICS =
      Set.of(Topics.TICKS, Topics.BARS_RAW, Topics.REQUESTS, Topics.INPUTS, Topics.DEAD_LETTERS);

  @Spec private CommandSpec spec;

  @Option(
      names = "--feed",
      paramLabel = "simulated|FILE",
      defaultValue = DeskOptions.SIMULATED,
      description = "The simulated market (default) or a file.")
  private String feed;

  @Option(
      names = "--history",
      description =
          "Begins a file's feed with what ./sluice backfill has loaded of its symbols: it warms"
              + " indicators and is not traded.")
  private boolean history;

  @Option(
      names = "--actions",
      paramLabel = "FILE",
      description =
          "Splits and dividends that a file's feed does not say ("
              + ActionsFile.HEADER
              + "). Those of before its first session are left out: its first prices have them.")
  private Path actions;

  @Mixin private MappingOptions mapping;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of the simulated market. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--speed",
      paramLabel = "X|max",
      description =
          "X times as fast as time; max: unpaced, a person's control then acts behind all that was"
              + " published. Default: a session a minute.")
  private String speed;

  @Option(
      names = "--sessions",
      paramLabel = "N",
      description = "Sessions to publish. Default: all.")
  private Integer sessions;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to wait for a Kafka that does not answer. Default: ${DEFAULT-VALUE}.")
  private int wait;

  @Override
  public Integer call() throws Exception {
    check();
    Pace pace = pace();
    SluiceConfig config = SluiceConfig.from();
    CountDownLatch stop = new CountDownLatch(1);
    Signal.handle(new Signal("INT"), signal -> stop.countDown());
    Signal.handle(new Signal("TERM"), signal -> stop.countDown());
    List<String> symbols = config.namedSymbols();
    int limit = sessions == null ? -1 : sessions;
    FeedSource source = source(symbols, config);
    if (!awaitKafka(config, stop)) {
      return 0;
    }
    try (DeskFeed running = DeskFeed.start(source, config, pace, limit, new FeedListener() {})) {
      await(running, stop);
    }
    return 0;
  }

  private FeedSource source(List<String> symbols, SluiceConfig config) throws FeedException {
    DeskFeed.checkHistory(history, feed);
    FileMapping columns = FeedFile.named(mapping.mapping(null), symbols);
    FeedFile file = new FeedFile(feed, columns, actions);
    file.check();
    FeedSource source = DeskFeed.open(file, symbols, seed);
    return history ? DeskFeed.withHistory(source, config) : source;
  }

  /** False where a person ended it first. */
  private boolean awaitKafka(SluiceConfig config, CountDownLatch stop) throws Exception {
    return ServiceWait.kafka(config, TOPICS, Duration.ofSeconds(wait), stop);
  }

  private void check() {
    if (sessions != null && sessions < 1) {
      throw new ParameterException(
          spec.commandLine(), "--sessions: was " + sessions + ", expected a number above 0");
    }
    if (wait < 0) {
      throw new ParameterException(
          spec.commandLine(), "--wait: was " + wait + ", expected 0 or more seconds");
    }
  }

  private Pace pace() {
    try {
      return speed == null ? Pace.SESSION_A_MINUTE : Pace.of(speed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + e.getMessage());
    }
  }

  private static void await(DeskFeed running, CountDownLatch stop)
      throws FeedException, InterruptedException {
    boolean done = false;
    while (!done) {
      FeedProgress progress = running.progress();
      Terminal.progress(progress.clock() + "  " + progress.ticks() + " ticks");
      done = progress.finished() || stop.await(500, TimeUnit.MILLISECONDS);
    }
  }
}
