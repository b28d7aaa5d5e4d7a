package dev.sluice.jobs.cli;

import dev.sluice.connectors.feed.FeedClients;
import dev.sluice.connectors.files.ActionsFile;
import dev.sluice.connectors.files.MarketFileException;
import dev.sluice.domain.market.CorporateAction;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.wire.AvroCodec;
import dev.sluice.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sun.misc.Signal;

/** {@code ./sluice actions}: splits and dividends for a feed of ticks or minute bars. */
@Command(
    name = "actions",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Publishes splits and dividends of a CSV file ("
          + ActionsFile.HEADER
          + ") to the Kafka of"
          + " the configuration, to be in force from the open of their ex-dates on. They must be"
          + " there before that open; once published again they change nothing.",
      "Configured by SLUICE_* variables, see docs/configuration.md."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all are published",
      "1:failed; the message says why",
      "2:wrong usage, or something of the file cannot be used; nothing is published"
    })
final class ActionsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "The file.")
  private Path file;

  @Option(
      names = "--topic",
      paramLabel = "ticks|bars.raw",
      defaultValue = Topics.TICKS,
      description = "The topic of the symbols' feed. Default: ${DEFAULT-VALUE}.")
  private String topic;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description =
          "Leaves out those whose ex-date is before this one: the first prices of a feed that"
              + " begins have them already. Default: none is left out.")
  private LocalDate from;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to wait for a Kafka that does not answer. Default: ${DEFAULT-VALUE}.")
  private int wait;

  @Override
  public Integer call() throws Exception {
    check();
    List<CorporateAction> actions;
    try {
      actions = ActionsFile.read(file, file.getFileName().toString());
    } catch (MarketFileException e) {
      spec.commandLine().getErr().println("sluice: " + e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    if (from != null) {
      actions = actions.stream().filter(action -> !action.exDate().isBefore(from)).toList();
    }
    SluiceConfig config = SluiceConfig.from();
    CountDownLatch stop = new CountDownLatch(1);
    Signal.handle(new Signal("INT"), signal -> stop.countDown());
    boolean answers = ServiceWait.kafka(config, Set.of(topic), Duration.ofSeconds(wait), stop);
    if (!answers) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    publish(actions, topic, config);
    spec.commandLine()
        .getErr()
        .println(actions.size() + " actions of " + file + " are on " + topic);
    return CommandLine.ExitCode.OK;
  }

  private void check() {
    if (!topic.equals(Topics.TICKS) && !topic.equals(Topics.BARS_RAW)) {
      throw new ParameterException(
          spec.commandLine(), "--topic: was '" + topic + "', expected ticks or bars.raw");
    }
    if (wait < 0) {
      throw new ParameterException(
          spec.commandLine(), "--wait: was " + wait + ", expected 0 or more seconds");
    }
  }

  /**
   * Writes each action to every partition, as the feed's clock: only the symbol's own producer
   * knows by which partitioner it places its ticks, and a copy changes nothing.
   */
  static void publish(List<CorporateAction> actions, String topic, SluiceConfig config)
      throws ExecutionException, InterruptedException {
    try (Producer<byte[], byte[]> producer = FeedClients.producer(config.bootstrapServers())) {
      List<Future<?>> sent = new ArrayList<>();
      for (CorporateAction action : actions) {
        byte[] key = action.symbol().getBytes(StandardCharsets.UTF_8);
        byte[] value = AvroCodec.CORPORATE_ACTION.encode(action);
        for (int partition = 0; partition < config.partitions(); partition++) {
          sent.add(producer.send(new ProducerRecord<>(topic, partition, key, value)));
        }
      }
      for (Future<?> one : sent) {
        one.get();
      }
    }
  }
}
