package dev.sluice.jobs.cli;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Function;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command line: {@code ./sluice}. */
@Command(
    name = "sluice",
    version = "sluice 0.1.0",
    mixinStandardHelpOptions = true,
    description = "A streaming trading desk on Apache Flink. It trades on paper.",
    subcommands = {
      DemoCommand.class,
      BarsCommand.class,
      IndicatorsCommand.class,
      QualityCommand.class,
      PerformanceCommand.class,
      BacktestCommand.class,
      BackfillCommand.class,
      ExportCommand.class,
      StatusCommand.class,
      FeedCommand.class,
      HeartbeatCommand.class,
      ConnectCommand.class,
      UniverseCommand.class,
      ActionsCommand.class,
      KillCommand.class,
      ReconcileCommand.class,
      ConsoleCommand.class,
      AnalystCommand.class,
      ChaosCommand.class,
      VenueCommand.class,
      AutoComplete.GenerateCompletion.class
    },
    footer = "%nsluice bench, a program of its own, measures how fast the jobs are.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed; the message says why", "2:wrong usage"})
public final class SluiceCommand implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command line, for tests too. */
  public static CommandLine commandLine() {
    return new CommandLine(new SluiceCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(
            LocalDate.class, value -> parsed(value, LocalDate::parse, "date", "2012-01-03"))
        .registerConverter(
            Instant.class,
            value -> parsed(value, Instant::parse, "instant", "2024-01-31T14:30:00Z"))
        .setExecutionExceptionHandler(
            (exception, line, parsed) -> {
              Terminal.error(message(exception));
              LoggerFactory.getLogger(SluiceCommand.class).error("failed", exception);
              return CommandLine.ExitCode.SOFTWARE;
            });
  }

  private static <T> T parsed(
      String value, Function<String, T> parse, String what, String example) {
    try {
      return parse.apply(value);
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "'" + value + "' is no " + what + ", expected for example " + example);
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** The first message that says something; people are not shown stack traces. */
  private static String message(Throwable exception) {
    Throwable cause = exception;
    while (cause.getMessage() == null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  /** Where the log of a command goes; to be set before anything logs. */
  static void logTo(Path file) {
    System.setProperty("sluice.log.file", file.toString());
    // Flink's dashboard shows the log that this names.
    System.setProperty("log.file", file.toString());
  }
}
