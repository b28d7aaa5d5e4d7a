package dev.sluice.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line {@code ./sluice bench}. */
@Command(
    name = "sluice bench",
    mixinStandardHelpOptions = true,
    version = "sluice 0.1.0",
    description =
        "Measures how fast the jobs are, beside baselines of the same run; docs/performance.md.",
    subcommands = {
      MarketCommand.class,
      BacktestCommand.class,
      OrdersCommand.class,
      RecordsCommand.class,
      MicroCommand.class,
      ProfileCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:measured", "1:failed; the message says why", "2:wrong usage"})
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command line, for tests too. */
  public static CommandLine commandLine() {
    return new CommandLine(new BenchCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (exception, line, parsed) -> {
              line.getErr().println("sluice: " + exception.getMessage());
              return CommandLine.ExitCode.SOFTWARE;
            });
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
