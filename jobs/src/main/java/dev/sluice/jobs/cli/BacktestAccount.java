package dev.sluice.jobs.cli;

import dev.sluice.domain.risk.RiskLimits;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.domain.trading.ExecutionCosts;
import java.math.BigDecimal;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The account of a backtest, as options. */
final class BacktestAccount {
  @Option(
      names = "--cash",
      paramLabel = "C",
      defaultValue = "100000",
      description = "What the account begins with. Default: ${DEFAULT-VALUE}.")
  private String cash;

  AccountConfig config(CommandSpec spec) {
    try {
      return new AccountConfig(
          "backtest",
          Set.of(),
          Set.of(),
          BacktestCommand.decimal(spec, "--cash", cash),
          new BigDecimal("0.10"),
          RiskLimits.DEFAULT,
          ExecutionCosts.DEFAULT);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
