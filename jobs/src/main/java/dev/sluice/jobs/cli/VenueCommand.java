package dev.sluice.jobs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.connectors.feed.FeedClients;
import dev.sluice.domain.trading.ExecutionCosts;
import dev.sluice.embedded.venue.QuotesFromKafka;
import dev.sluice.embedded.venue.RemoteVenue;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.desk.DeskHome;
import dev.sluice.wire.JsonCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sun.misc.Signal;

/** {@code ./sluice venue}: the remote paper venue as a process of its own. */
@Command(
    name = "venue",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Serves a paper venue over HTTP: its own book, a journal that outlives it, and faults on"
          + " request. It asks for no key; it is for paper. See docs/remote-venue.md.",
      "Configured by SLUICE_* variables, see docs/configuration.md."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:ended by Ctrl-C", "1:failed; the message says why", "2:wrong usage"})
final class VenueCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = JsonCodec.newMapper();

  @Spec private CommandSpec spec;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on. Default: ${DEFAULT-VALUE}, this machine only.")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8091",
      description =
          "Port, 0 for any; another where it is taken. The address that is printed says which."
              + " Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = ".sluice/venue",
      description = "Directory of its journal, from which it goes on. Default: ${DEFAULT-VALUE}.")
  private Path home;

  @Option(
      names = "--faults",
      paramLabel = "FILE",
      description = "Faults to begin with, JSON as of POST /v1/faults.")
  private Path faults;

  @Option(
      names = "--quotes-from-kafka",
      description =
          "Takes its market from the desk's topic quotes. Without it the market comes by"
              + " POST /v1/quotes.")
  private boolean quotesFromKafka;

  @Option(
      names = "--desk",
      paramLabel = "HOME",
      description =
          "Home of the desk whose Kafka that is. Default: the Kafka of the configuration.")
  private Path desk;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of faults that happen at random. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--json", description = "Prints the address as JSON to standard output.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    check();
    SluiceConfig config = SluiceConfig.from();
    RemoteVenue.Settings settings =
        new RemoteVenue.Settings(
            home.toAbsolutePath(),
            host,
            port,
            ExecutionCosts.DEFAULT,
            config.calendar().get(),
            seed);
    CountDownLatch stop = new CountDownLatch(1);
    Signal.handle(new Signal("INT"), signal -> stop.countDown());
    Signal.handle(new Signal("TERM"), signal -> stop.countDown());
    try (RemoteVenue venue = RemoteVenue.start(settings)) {
      if (faults != null) {
        venue.arm(readFaults());
      }
      if (quotesFromKafka) {
        serveQuotes(venue, config, stop);
      } else {
        say(venue);
        stop.await();
      }
    }
    return 0;
  }

  private void check() {
    if (port < 0 || port > 65_535) {
      throw new ParameterException(
          spec.commandLine(), "--port: was " + port + ", expected 0 (any) to 65535");
    }
    if (desk != null && !quotesFromKafka) {
      throw new ParameterException(
          spec.commandLine(), "--desk: was " + desk + ", expected only with --quotes-from-kafka");
    }
  }

  private void say(RemoteVenue venue) {
    Terminal.say("venue  " + venue.address());
    if (json) {
      System.out.println(JSON.createObjectNode().put("address", venue.address().toString()));
      System.out.flush();
    }
  }

  private void serveQuotes(RemoteVenue venue, SluiceConfig config, CountDownLatch stop)
      throws Exception {
    String servers = desk == null ? config.bootstrapServers() : kafkaOf(desk);
    try (QuotesFromKafka quotes = QuotesFromKafka.start(FeedClients.consumer(servers), venue)) {
      say(venue);
      while (!stop.await(500, TimeUnit.MILLISECONDS)) {
        if (quotes.failure() != null) {
          throw new IOException(
              "the quotes of " + servers + " ended: " + quotes.failure().getMessage(),
              quotes.failure());
        }
      }
    }
  }

  private static String kafkaOf(Path desk) throws IOException {
    Path file = DeskHome.endpointsFile(desk);
    if (!Files.exists(file)) {
      throw new IOException("--desk: was " + desk + ", where no desk runs: " + file + " is absent");
    }
    String kafka = JSON.readTree(file.toFile()).path("kafka").asText();
    if (kafka.isEmpty()) {
      throw new IOException(file + ": kafka is absent, expected an address");
    }
    return kafka;
  }

  private JsonNode readFaults() throws IOException {
    try {
      return JSON.readTree(faults.toFile());
    } catch (JsonProcessingException e) {
      throw new IOException("--faults: " + faults + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
