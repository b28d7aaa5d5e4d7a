package dev.sluice.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.jobs.chaos.Chaos;
import dev.sluice.jobs.chaos.ChaosResult;
import dev.sluice.jobs.chaos.FaultKind;
import dev.sluice.wire.JsonCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ./sluice chaos}: the desk in processes that are killed, against one that is left alone.
 */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the desk as separate processes, kills and starves them as a seed has it, and compares"
          + " every record and row with a run that was left alone. docs/chaos.md says what each"
          + " fault is."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing differed",
      "1:something differed, or a run could not be made; the message says what",
      "2:wrong usage"
    })
final class ChaosCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "Faults are made for so many minutes, undisturbed runs not counted; 0 for one whole"
              + " round. Default: ${DEFAULT-VALUE}.")
  private int minutes;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description =
          "Seed of the market and of the faults; each further round has the next. Default:"
              + " ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--faults",
      paramLabel = "R1,R4",
      split = ",",
      description = "Rows of faults to make, or their names. Default: all.")
  private List<String> faults;

  @Option(
      names = "--times",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often each fault comes in a round. Default: ${DEFAULT-VALUE}.")
  private int times;

  @Option(
      names = "--sessions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Sessions of a round. Default: ${DEFAULT-VALUE}.")
  private int sessions;

  @Option(
      names = "--symbols",
      paramLabel = "A,B",
      split = ",",
      defaultValue = "TSLA,SPY,NVDA",
      description = "The universe. Default: ${DEFAULT-VALUE}.")
  private List<String> symbols;

  @Option(
      names = "--away",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long what is away stays away. Default: ${DEFAULT-VALUE}.")
  private int away;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "Where the runs live; what a round leaves is removed where nothing differed. Default: a"
              + " new temporary directory.")
  private Path home;

  @Option(
      names = "--json",
      description = "Prints the result as one line of JSON; progress goes to standard error.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    check();
    Set<FaultKind> kinds = kinds();
    Path directory =
        home == null
            ? Files.createTempDirectory("sluice-chaos")
            : Files.createDirectories(home.toAbsolutePath().normalize());
    SluiceCommand.logTo(directory.resolve("chaos.log"));
    ChaosResult result =
        new Chaos(
                new Chaos.ChaosOptions(
                    directory,
                    Duration.ofMinutes(minutes),
                    seed,
                    symbols,
                    sessions,
                    kinds,
                    times,
                    Duration.ofSeconds(away)),
                Terminal::say)
            .run();
    System.out.println(json ? json(result) : sentence(result));
    return result.differences() == 0 ? 0 : 1;
  }

  private void check() {
    atLeast("--minutes", minutes, 0);
    atLeast("--times", times, 1);
    atLeast("--sessions", sessions, 1);
    atLeast("--away", away, 1);
  }

  private void atLeast(String option, int value, int least) {
    if (value < least) {
      throw usage(option + ": was " + value + ", expected " + least + " or more");
    }
  }

  private Set<FaultKind> kinds() {
    if (faults == null) {
      return EnumSet.allOf(FaultKind.class);
    }
    Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
    for (String name : faults) {
      String wanted = name.strip().toUpperCase(Locale.ROOT).replace('-', '_');
      List<FaultKind> found =
          Arrays.stream(FaultKind.values())
              .filter(kind -> kind.row().equals(wanted) || kind.name().equals(wanted))
              .toList();
      if (found.isEmpty()) {
        throw usage(
            "--faults: was '%s', expected rows (%s) or names of %s"
                .formatted(
                    name,
                    String.join(
                        ", ",
                        Arrays.stream(FaultKind.values()).map(FaultKind::row).distinct().toList()),
                    Arrays.toString(FaultKind.values())));
      }
      kinds.addAll(found);
    }
    return kinds;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static String json(ChaosResult result) throws Exception {
    ObjectMapper mapper = JsonCodec.newMapper();
    ObjectNode node = mapper.valueToTree(result);
    return mapper.writeValueAsString(node);
  }

  /** The last line. */
  static String sentence(ChaosResult result) {
    return String.format(
        Locale.ROOT,
        "seed %d, %d rounds: %d kills, %d faults, %d late, %d events compared, %d differences",
        result.seed(),
        result.rounds(),
        result.kills(),
        result.faults(),
        result.late(),
        result.events(),
        result.differences());
  }
}
