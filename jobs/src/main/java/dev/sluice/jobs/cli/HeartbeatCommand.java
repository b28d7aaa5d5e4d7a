package dev.sluice.jobs.cli;

import dev.sluice.connectors.feed.FeedClients;
import dev.sluice.connectors.feed.LiveHeartbeats;
import dev.sluice.jobs.config.SluiceConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sun.misc.Signal;

/** {@code ./sluice heartbeat}: the clock of a live feed whose producers send ticks only. */
@Command(
    name = "heartbeat",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes this machine's time to the topics of a live feed, so that bars close while it is"
          + " silent. Not for the simulated market or a file, whose feed has a clock of its own.",
      "Configured by SLUICE_* variables, see docs/configuration.md."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:ended by Ctrl-C", "1:failed; the message says why", "2:wrong usage"})
final class HeartbeatCommand implements Callable<Integer> {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  @Spec private CommandSpec spec;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      defaultValue = "1s",
      converter = BarsCommand.DurationConverter.class,
      description = "Time between two heartbeats, at most 30s. Default: ${DEFAULT-VALUE}.")
  private Duration every;

  @Override
  public Integer call() throws Exception {
    if (every.isZero() || every.isNegative() || every.compareTo(LONGEST) > 0) {
      throw new ParameterException(
          spec.commandLine(), "--every: was " + every + ", expected more than 0 and at most 30s");
    }
    SluiceConfig config = SluiceConfig.from();
    CountDownLatch stop = new CountDownLatch(1);
    Signal.handle(new Signal("INT"), signal -> stop.countDown());
    Signal.handle(new Signal("TERM"), signal -> stop.countDown());
    try (Producer<byte[], byte[]> producer = FeedClients.producer(config.bootstrapServers());
        LiveHeartbeats heartbeats =
            LiveHeartbeats.start(producer, config.partitions(), every, Clock.systemUTC())) {
      do {
        long written = heartbeats.written();
        if (written != Long.MIN_VALUE) {
          Terminal.progress(Instant.ofEpochMilli(written).toString());
        }
      } while (!stop.await(500, TimeUnit.MILLISECONDS));
    }
    return 0;
  }
}
