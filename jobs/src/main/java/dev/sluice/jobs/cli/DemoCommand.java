package dev.sluice.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.connectors.feed.FeedProgress;
import dev.sluice.connectors.feed.Pace;
import dev.sluice.connectors.files.ActionsFile;
import dev.sluice.connectors.files.FileMapping;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import dev.sluice.jobs.desk.Desk;
import dev.sluice.jobs.desk.DeskHome;
import dev.sluice.jobs.desk.DeskOptions;
import dev.sluice.jobs.desk.DeskStarter;
import dev.sluice.jobs.desk.DeskSummary;
import dev.sluice.jobs.desk.FeedFile;
import dev.sluice.wire.JsonCodec;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      names = "--actions",
      paramLabel = "FILE",
      description =
          "Splits and dividends that a file's feed does not say ("
              + ActionsFile.HEADER
              + "). Those of before its first session are left out: its first prices have them.")
  private Path actions;

  @Mixin private MappingOptions mapping;

  @Option(
      names = "--symbols",
      paramLabel = "A,B",
      split = ",",
      description =
          "The universe. Default: ten well-known symbols, or all of the file's. One of them is the"
              + " symbol of a file that has no column for it.")
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

  @Option(
      names = "--json",
      description = "Prints the summary as JSON; nothing else goes to standard output.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    FileMapping columns = mapping.mapping(null);
    DeskOptions options =
        new DeskOptions(home, feed, symbols(), seed, sessions(), pace(), history, columns, actions);
    String chartMode = chartMode();
    // In this order: what is asked is judged before anything is written, and the home is known to
    // be writable before the log begins in it. None of it may log.
    new FeedFile(feed, FeedFile.named(columns, symbols()), actions).check();
    SluiceCommand.logTo(DeskHome.prepareLogs(home).resolve("sluice.log"));
    AtomicReference<Desk> running = new AtomicReference<>();
    InterruptSwitch interrupt = InterruptSwitch.install(running);
    long begun = System.nanoTime();
    Terminal.say("Starting the desk in " + home + " ...");
    SluiceConfig config = config(chartMode);
    try (Desk desk = DeskStarter.start(options, config)) {
      running.set(desk);
      interrupt.passOn();
      desk.problems().forEach(problem -> Terminal.say("not read: " + problem));
      announce(desk.endpoints(), config, begun);
      Optional<DeskSummary> summary = desk.run(DemoCommand::show);
      Terminal.say("Stopping ...");
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
    if (sessions < 1) {
      throw usage("--sessions: was " + sessions + ", expected a number above 0");
    }
    return sessions;
  }

  private Pace pace() {
    try {
      return speed == null ? Pace.SESSION_A_MINUTE : Pace.of(speed);
    } catch (IllegalArgumentException e) {
      throw usage("--" + e.getMessage());
    }
  }

  /** The mode that the user asks for; null for the configuration's. */
  private String chartMode() {
    if (charts == null) {
      return null;
    }
    String mode = charts.toLowerCase(Locale.ROOT);
    if (!Arrays.asList("all", "signals", "none").contains(mode)) {
      throw usage("--charts: was '" + charts + "', expected all, signals or none");
    }
    return mode;
  }

  private static SluiceConfig config(String chartMode) {
    SluiceConfig config = SluiceConfig.from();
    return chartMode == null ? config : config.with(SluiceOptions.CHARTS, chartMode);
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void announce(Map<String, String> endpoints, SluiceConfig config, long begun) {
    long seconds = (System.nanoTime() - begun) / 1_000_000_000L;
    Terminal.say("The desk is up after " + seconds + " s. It trades on paper.");
    places(endpoints, config, home).forEach(Terminal::say);
  }

  /** Where the desk can be reached, a line each for people. */
  static List<String> places(Map<String, String> endpoints, SluiceConfig config, Path home) {
    return List.of(
        "  console     " + place(endpoints.get("console"), config.get(SluiceOptions.CONSOLE_PORT)),
        "  Flink       " + place(endpoints.get("flink"), config.get(SluiceOptions.FLINK_PORT)),
        "  Kafka       " + endpoints.get("kafka"),
        "  PostgreSQL  " + endpoints.get("postgres").replaceAll("\\?.*", ""),
        "  S3          " + endpoints.get("s3"),
        "  analyst     " + endpoints.get("analyst"),
        "  passwords   " + home.resolve("endpoints.json"));
  }

  /**
   * An address, and where it is not at the port that was preferred, why.
   *
   * @param preferred 0 for any
   */
  private static String place(String address, int preferred) {
    int port = URI.create(address).getPort();
    return preferred == 0 || port == preferred
        ? address
        : address + "  (" + preferred + " is taken)";
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
              takenThrough == Long.MIN_VALUE ? "-" : java.time.Instant.ofEpochMilli(takenThrough)));
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
