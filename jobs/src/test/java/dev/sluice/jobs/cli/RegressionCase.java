package dev.sluice.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.domain.performance.Metric;
import dev.sluice.domain.risk.BucketLimits;
import dev.sluice.domain.trading.BucketConfig;
import dev.sluice.jobs.SharedData;
import dev.sluice.jobs.backtest.BacktestPlan;
import dev.sluice.jobs.backtest.BacktestResult;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/** A file of {@code src/test/resources/regression}: what is run, and what it came to. */
final class RegressionCase {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Figures are pinned with so many digits. Functions like exp may differ between processors in the
   * last one.
   */
  private static final MathContext DIGITS = new MathContext(12);

  private final Path file;
  private final ObjectNode content;

  RegressionCase(Path file) throws IOException {
    this.file = file;
    this.content = (ObjectNode) JSON.readTree(Files.readString(file));
  }

  String name() {
    return name(file);
  }

  /** The name of the case in a file. */
  static String name(Path file) {
    return file.getFileName().toString().replace(".json", "");
  }

  /**
   * What is run: the options of {@code ./sluice backtest}, with {@code data/} before what lies
   * beside the repository and {@code limits/} before what lies beside the case; and {@code buckets}
   * where there are some, which the command has no option for.
   */
  BacktestPlan plan() throws Exception {
    List<String> arguments = new ArrayList<>();
    for (String argument : content.get("arguments").asText().split(" ")) {
      if (argument.startsWith("data/")) {
        arguments.add(SharedData.file(argument.substring("data/".length())).toString());
      } else if (argument.startsWith("limits/")) {
        arguments.add(file.resolveSibling(argument).toString());
      } else {
        arguments.add(argument);
      }
    }
    BacktestCommand command = new BacktestCommand();
    new CommandLine(command).parseArgs(arguments.toArray(new String[0]));
    BacktestPlan plan = command.plan();
    List<BucketConfig> buckets = new ArrayList<>();
    content.path("buckets").forEach(bucket -> buckets.add(bucket(bucket)));
    return new BacktestPlan(plan.feeds(), plan.strategy(), plan.account().with(buckets));
  }

  private static BucketConfig bucket(JsonNode node) {
    Set<String> symbols = new HashSet<>();
    node.path("symbols").forEach(symbol -> symbols.add(symbol.asText()));
    BucketLimits limits =
        new BucketLimits(
            node.get("share").decimalValue(),
            node.get("max_position_share").decimalValue(),
            node.get("max_daily_loss").decimalValue());
    return new BucketConfig(node.get("name").asText(), limits, symbols, Set.of());
  }

  /** What it came to when it was written; empty where it never was. */
  String expected() throws IOException {
    return text(content.path("expected"));
  }

  /** What a run has come to, as text that differs where anything does. */
  static String text(JsonNode statistics) throws IOException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(statistics);
  }

  /** The statistics that are pinned; a metric that is undefined is its reason. */
  static ObjectNode statistics(BacktestResult result) {
    ObjectNode statistics = JSON.createObjectNode();
    statistics.put("bars", result.bars());
    statistics.put("refused", result.refused().size());
    statistics.put("orders", result.orders().size());
    statistics.put("order_changes", result.orderChanges().size());
    statistics.put("denials", result.denials());
    statistics.put("fills", result.fills().size());
    statistics.put("trades", result.trades().size());
    statistics.put("sessions", result.days().size());
    statistics.put("final_equity", result.finalEquity().toPlainString());
    statistics.put("final_cash", result.finalCash().toPlainString());
    ObjectNode metrics = statistics.putObject("metrics");
    result.metrics().byKey().forEach((key, metric) -> metrics.put(key, figure(metric)));
    statistics.put("decisions_sha256", result.decisionsSha256());
    return statistics;
  }

  private static String figure(Metric metric) {
    if (!metric.isDefined()) {
      return metric.reason();
    }
    BigDecimal rounded = BigDecimal.valueOf(metric.value()).round(DIGITS);
    return rounded.stripTrailingZeros().toPlainString();
  }

  /** Writes what it has come to into the file. */
  void pin(ObjectNode statistics) throws IOException {
    content.set("expected", statistics);
    Files.writeString(file, text(content) + '\n');
  }
}
