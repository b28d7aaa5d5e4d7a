package dev.sluice.jobs.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The accounts of a run: one at the paper venue inside the job, and where it is asked for one at a
 * venue outside. Both follow a strategy that trades every few minutes, so that a fault at any time
 * finds orders at work.
 */
final class DeskAccounts {
  /** Name of the account at the paper venue. */
  static final String PAPER = "paper";

  /** Name of the account at the venue outside. */
  static final String REMOTE = "remote";

  /** Name of the venue outside. */
  static final String VENUE = "REMOTE";

  /** Averages so short that they cross all the time. */
  static final Map<String, String> STRATEGY =
      Map.of("strategy", "sma-cross", "name", "churn", "timeframe", "1m", "fast", "2", "slow", "5");

  private static final String FILE =
      """
      {"accounts": [
        {"name": "paper", "strategies": ["chart-analyst", "churn"], "sizing": "percent:5"}%s
      ]}
      """;

  private static final String OUTSIDE =
      """
      ,
        {"name": "remote", "venue": "REMOTE", "strategies": ["churn"], "sizing": "fixed:5"}
      """;

  private DeskAccounts() {}

  /** Writes the accounts file. */
  static Path write(Path directory, boolean remote) throws IOException {
    return Files.writeString(
        directory.resolve("accounts.json"), FILE.formatted(remote ? OUTSIDE : ""));
  }
}
