package dev.sluice.bench;

import dev.sluice.bench.process.Profile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice bench profile}: where the time of a recorded run went. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description = "Prints the methods, threads and classes of a recording that cost most.")
public final class ProfileCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "A recording that bench market --profile made.")
  private Path file;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "25",
      description = "Of each table. Default: ${DEFAULT-VALUE}.")
  private int rows;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (!Files.isReadable(file)) {
      spec.commandLine().getErr().println(file + ": cannot be read, expected a recording (.jfr)");
      return 1;
    }
    Profile.of(file).print(spec.commandLine().getOut(), rows);
    return 0;
  }
}
