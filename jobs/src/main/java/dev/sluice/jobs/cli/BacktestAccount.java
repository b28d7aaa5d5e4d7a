package dev.sluice.jobs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.domain.risk.RiskLimits;
import dev.sluice.domain.sizing.SizingModel;
import dev.sluice.domain.sizing.SizingModels;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.domain.trading.ExecutionCosts;
import dev.sluice.domain.trading.PatternSettings;
import dev.sluice.domain.trading.venue.Commission;
import dev.sluice.domain.trading.venue.Slippage;
import dev.sluice.domain.trading.venue.VenueModel;
import dev.sluice.jobs.config.AccountsFile;
import dev.sluice.jobs.config.PatternsConfig;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The account of a backtest, as options. */
final class BacktestAccount {
  private static final String PATTERNS = "patterns";
  private static final BigDecimal PERCENT = new BigDecimal("10");

  @Option(
      names = "--cash",
      paramLabel = "C",
      defaultValue = "100000",
      description = "What the account begins with. Default: ${DEFAULT-VALUE}.")
  private BigDecimal cash;

  @ArgGroup private Size size;

  /** One of the two. */
  private static final class Size {
    @Option(names = "--quantity", paramLabel = "N", description = "Shares of an entry.")
    private BigDecimal quantity;

    @Option(
        names = "--percent",
        paramLabel = "P",
        description = "Percent of equity that an entry is worth. Default: 10.")
    private BigDecimal percent;
  }

  @Option(
      names = "--fill",
      paramLabel = "WHEN",
      defaultValue = "next-open",
      description =
          "next-open: at the next bar's opening price; quotes: at the next tick; close: at the close"
              + " that was decided on, which nobody can do. Default: ${DEFAULT-VALUE}.")
  private String fill;

  @Option(
      names = "--commission",
      paramLabel = "M",
      description =
          "none, an amount a share, per-share:0.005,min=1, percent:0.1, tiered:... (see"
              + " docs/paper-venue.md). Default: per-share:0.005,min=1.")
  private String commission;

  @Option(
      names = "--slippage",
      paramLabel = "M",
      description =
          "none, hundredths of a percent, volume-share:limit=0.025,impact=0.1, square-root:... (see"
              + " docs/paper-venue.md). Default: bps:1.")
  private String slippage;

  @Option(
      names = "--limits",
      paramLabel = "none|default|FILE",
      defaultValue = "default",
      description =
          "none: only the cash limits an entry; FILE: a JSON object of limits, see docs/limits.md,"
              + " and of patterns, see docs/patterns.md."
              + " Default: ${DEFAULT-VALUE}.")
  private String limits;

  /**
   * The account.
   *
   * @throws ParameterException naming the option, its value and what was expected
   */
  AccountConfig config(CommandSpec spec) {
    try {
      return new AccountConfig(
              "backtest", Set.of(), Set.of(), cash, sizing(), limits(), costs(), List.of())
          .with(patterns());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** The options that hold, by name, for a report. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("cash", cash.toPlainString());
    if (size != null && size.quantity != null) {
      settings.put("quantity", size.quantity.toPlainString());
    } else {
      settings.put("percent", percent().toPlainString());
    }
    settings.put("fill", fill);
    settings.put("commission", commission == null ? "that of the demo" : commission);
    settings.put("slippage", slippage == null ? "that of the demo" : slippage);
    settings.put("limits", limits);
    return settings;
  }

  private BigDecimal percent() {
    return size == null || size.percent == null ? PERCENT : size.percent;
  }

  private SizingModel sizing() {
    if (size != null && size.quantity != null) {
      return SizingModels.parse("fixed:" + size.quantity.toPlainString());
    }
    return SizingModels.parse("percent:" + percent().toPlainString());
  }

  private ExecutionCosts costs() {
    VenueModel model = VenueModel.DEFAULT.withStanding(isFilledAtTheClose());
    model = commission == null ? model : model.withCommission(Commission.parse(commission));
    model = slippage == null ? model : model.withSlippage(Slippage.parse(slippage));
    return new ExecutionCosts(model);
  }

  /** Bars and ticks differ in what comes next, not in how it is met. */
  private boolean isFilledAtTheClose() {
    return switch (fill) {
      case "next-open", "quotes" -> false;
      case "close" -> true;
      default ->
          throw new IllegalArgumentException(
              "--fill is '" + fill + "', expected next-open, close or quotes");
    };
  }

  private RiskLimits limits() {
    switch (limits) {
      case "none":
        return RiskLimits.NONE;
      case "default":
        return RiskLimits.DEFAULT;
      default:
        JsonNode file = file();
        if (file instanceof ObjectNode object) {
          object.remove(PATTERNS);
        }
        return AccountsFile.limits(file);
    }
  }

  /** Off but where a file says otherwise: the default limits have none either. */
  private PatternSettings patterns() {
    return limits.equals("none") || limits.equals("default")
        ? PatternSettings.OFF
        : PatternsConfig.read(PatternSettings.OFF, file().path(PATTERNS));
  }

  private JsonNode file() {
    try {
      return new ObjectMapper().readTree(Files.readString(Path.of(limits)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "--limits: " + limits + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--limits is '" + limits + "', expected none, default or a file that can be read", e);
    }
  }
}
