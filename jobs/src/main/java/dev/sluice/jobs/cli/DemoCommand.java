package dev.sluice.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.connectors.feed.FeedProgress;
import dev.sluice.connectors.feed.Pace;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import dev.sluice.jobs.desk.Desk;
import dev.sluice.jobs.desk.DeskOptions;
import dev.sluice.jobs.desk.DeskStarter;
import dev.sluice.jobs.desk.DeskSummary;
import dev.sluice.wire.JsonCodec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sun.misc.Signal;

/** {@code ./sluice demo}: a whole desk in one process. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs a whole trading desk in one process: Kafka, Flink, PostgreSQL, S3, a feed, an analyst"
          + " and the console. It trades on paper until Ctrl-C, or until --sessions are traded."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or ended by Ctrl-C",
      "1:failed; the message says why",
      "2:wrong usage"
    })
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--feed",
      paramLabel = "simulated|FILE",
      description =
          "The simulated market (default), or a file of daily bars, minute bars or trades, CSV,"
              + " plain or gzip.")
  private String feed;

  @Option(
      names = "--history",
      description =
          "Begins a file's feed with what ./sluice backfill has loaded of its symbols: it warms"
              + " indicators and is not traded.")
  private boolean history;

  @Option(
      names = "--symbols",
      paramLabel = "A,B",
      split = ",",
      description = "The universe. Default: ten well-known symbols, or all of the file's.")
  private List<String> symbols;

  @Option(
      names = "--sessions",
      paramLabel = "N",
      description = "Ends when N more sessions have been traded. Default: no end.")
  private Integer sessions;

  @Option(
      names = "--speed",
      paramLabel = "X|max",
      description =
          "X times as fast as time, hours without a session skipped; max: as fast as the machine."
              + " Default: a session a minute.")
  private String speed;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of the simulated market. Default: 1.")
  private Long seed;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = ".sluice",
      description =
          "Where the desk lives; a second start goes on where the first stopped. Default:"
              + " ${DEFAULT-VALUE}.")
  private Path home;

  @Option(
      names = "--charts",
      paramLabel = "all|signals|none",
      description = "Which charts are drawn: all, only for BUY and SELL, or none. Default: all.")
  private String charts;

  @Option(names = "--json", description = "Prints the summary as JSON, and nothing else.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    SluiceCommand.logTo(home.toAbsolutePath().normalize().resolve("logs").resolve("sluice.log"));
    AtomicReference<Desk> running = new AtomicReference<>();
    InterruptSwitch interrupt = InterruptSwitch.install(running);
    DeskOptions options = new DeskOptions(home, feed, symbols(), seed, sessions(), pace(), history);
    long begun = System.nanoTime();
    Terminal.say("Starting the desk in " + home + " …");
    try (Desk desk = DeskStarter.start(options, config())) {
      running.set(desk);
      interrupt.passOn();
      desk.problems().forEach(problem -> Terminal.say("not read: " + problem));
      announce(desk.endpoints(), begun);
      Optional<DeskSummary> summary = desk.run(DemoCommand::show);
      Terminal.say("Stopping …");
      if (summary.isPresent()) {
        print(summary.get());
      } else {
        Terminal.say("No summary: the database does not answer. The next start goes on from here.");
      }
    }
    return 0;
  }

  private List<String> symbols() {
    if (symbols == null) {
      return null;
    }
    List<String> cleaned = symbols.stream().map(String::strip).filter(s -> !s.isEmpty()).toList();
    if (cleaned.isEmpty() || cleaned.stream().distinct().count() != cleaned.size()) {
      throw usage("--symbols: was '" + String.join(",", symbols) + "', expected A,B, each once");
    }
    return cleaned;
  }

  private int sessions() {
    if (sessions == null) {
      return -1;
    }
    if (sessions < 0) {
      throw usage("--sessions: was " + sessions + ", expected 0 or more");
    }
    return sessions;
  }

  private Pace pace() {
    try {
      return speed == null ? Pace.SESSION_A_MINUTE : Pace.of(speed);
    } catch (IllegalArgumentException e) {
      throw usage("--speed: " + e.getMessage());
    }
  }

  private SluiceConfig config() {
    SluiceConfig config = SluiceConfig.from();
    if (charts == null) {
      return config;
    }
    String mode = charts.toLowerCase(Locale.ROOT);
    if (!Arrays.asList("all", "signals", "none").contains(mode)) {
      throw usage("--charts: was '" + charts + "', expected all, signals or none");
    }
    return config.with(SluiceOptions.CHARTS, mode);
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void announce(Map<String, String> endpoints, long begun) {
    long seconds = (System.nanoTime() - begun) / 1_000_000_000L;
    Terminal.say("The desk is up after " + seconds + " s. It trades on paper.");
    Terminal.say("  console     " + endpoints.get("console"));
    Terminal.say("  Flink       " + endpoints.get("flink"));
    Terminal.say("  Kafka       " + endpoints.get("kafka"));
    Terminal.say("  PostgreSQL  " + endpoints.get("postgres").replaceAll("\\?.*", ""));
    Terminal.say("  S3          " + endpoints.get("s3"));
    Terminal.say("  analyst     " + endpoints.get("analyst"));
    Terminal.say("  passwords   " + home.resolve("endpoints.json"));
  }

  private static void show(FeedProgress feed, long takenThrough) {
    if (feed.clock() != null) {
      Terminal.progress(
          String.format(
              Locale.ROOT,
              "%s  session %d  %,d ticks  accounts at %s",
              feed.clock(),
              feed.sessionsTotal() + 1,
              feed.ticks(),
              takenThrough == Long.MIN_VALUE ? "–" : java.time.Instant.ofEpochMilli(takenThrough)));
    }
  }

  private void print(DeskSummary summary) throws Exception {
    ObjectMapper mapper = JsonCodec.newMapper();
    if (json) {
      System.out.println(mapper.writeValueAsString(summary));
      return;
    }
    System.out.println("sessions         " + summary.sessions());
    System.out.println("ticks            " + summary.ticks());
    System.out.println("dead letters     " + summary.deadLetters());
    System.out.println("bars             " + summary.bars());
    System.out.println("indicators       " + summary.indicators());
    System.out.println("charts           " + summary.charts());
    System.out.println("analyses         " + summary.analyses());
    System.out.println("signals          " + summary.signals());
    System.out.println("orders           " + summary.orders());
    System.out.println("fills            " + summary.fills());
    System.out.println("denials          " + summary.denials());
    for (DeskSummary.Account account : summary.accounts()) {
      System.out.println(
          "account          "
              + account.account()
              + "  cash "
              + account.cash().toPlainString()
              + "  equity "
              + account.equity().toPlainString()
              + "  largest drawdown "
              + account.maxDrawdown().toPlainString());
    }
    System.out.println("decisions sha256 " + summary.decisionsSha256());
  }

  /** Turns Ctrl-C and a termination into a clean end; a second one ends at once. */
  private static final class InterruptSwitch {
    private final AtomicReference<Desk> running;
    private volatile boolean asked;

    private InterruptSwitch(AtomicReference<Desk> running) {
      this.running = running;
    }

    static InterruptSwitch install(AtomicReference<Desk> running) {
      InterruptSwitch interrupt = new InterruptSwitch(running);
      Signal.handle(new Signal("INT"), signal -> interrupt.ask());
      Signal.handle(new Signal("TERM"), signal -> interrupt.ask());
      return interrupt;
    }

    private void ask() {
      if (asked) {
        Runtime.getRuntime().halt(130);
      }
      asked = true;
      passOn();
    }

    /** Where the desk was still starting when asked, it stops as soon as it is up. */
    void passOn() {
      Desk desk = running.get();
      if (asked && desk != null) {
        desk.stop();
      }
    }
  }
}
