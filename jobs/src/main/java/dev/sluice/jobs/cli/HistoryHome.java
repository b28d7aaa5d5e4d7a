package dev.sluice.jobs.cli;

import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import dev.sluice.jobs.history.HistoryPlace;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which history a command works on. */
final class HistoryHome {
  private static final Path DEFAULT = Path.of(".sluice");

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "The desk whose history it is; it may be running or not. Default: the S3 that"
              + " SLUICE_S3_ENDPOINT names, or .sluice where it names none.")
  private Path home;

  /** Opens it; the caller closes it. */
  HistoryPlace open() throws IOException {
    SluiceConfig config = SluiceConfig.from();
    if (home == null && config.optional(SluiceOptions.S3_ENDPOINT).isPresent()) {
      return HistoryPlace.configured(config);
    }
    Path directory = home == null ? DEFAULT : home;
    SluiceCommand.logTo(
        directory.toAbsolutePath().normalize().resolve("logs").resolve("history.log"));
    return HistoryPlace.home(directory);
  }
}
