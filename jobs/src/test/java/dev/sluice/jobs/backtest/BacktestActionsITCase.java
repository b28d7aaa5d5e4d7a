package dev.sluice.jobs.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.jobs.SharedData;
import dev.sluice.jobs.cli.SluiceCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Splits and dividends that files do not say, given beside them. */
class BacktestActionsITCase {
  private static final String DAILY = "daily/us_etf_megacap_daily_1999_2013.csv.gz";
  private static final String HEADER = "symbol,ex_date,split_factor,dividend\n";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(Path file, String... options) {
    CommandLine command = SluiceCommand.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> line = new ArrayList<>(List.of("backtest", file.toString(), "--json"));
    line.addAll(Arrays.asList(options));
    return command.execute(line.toArray(String[]::new));
  }

  private JsonNode run(Path file, String... options) throws IOException {
    out.getBuffer().setLength(0);
    assertThat(execute(file, options)).as(err.toString()).isZero();
    return JSON.readTree(out.toString());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  /** A rise and a fall; prices before the ninth day are {@code factor} times as high. */
  private Path days(String name, double factor) throws IOException {
    double[] closes = {10, 10, 10, 10, 14, 15, 16, 17, 18, 19, 17, 15, 13, 12, 11, 10};
    StringBuilder rows = new StringBuilder("symbol,date,open,high,low,close,volume\n");
    LocalDate date = LocalDate.of(2024, 3, 4);
    for (int i = 0; i < closes.length; i++) {
      double scale = i < 8 ? factor : 1;
      rows.append(
          "SPY,%s,%s,%s,%s,%s,%s%n"
              .formatted(
                  date,
                  closes[i] * scale,
                  (closes[i] + 1) * scale,
                  (closes[i] - 1) * scale,
                  closes[i] * scale,
                  1000 / scale));
      date = date.plusDays(date.getDayOfWeek().getValue() == 5 ? 3 : 1);
    }
    return write(name, rows.toString());
  }

  private JsonNode held(Path file, String quantity, String out, String... more) throws IOException {
    List<String> options =
        new ArrayList<>(List.of("--param", "fast=2", "--param", "slow=4", "--quantity", quantity));
    options.addAll(List.of("--commission", "0", "--slippage", "0", "--limits", "none"));
    options.addAll(List.of("--out", directory.resolve(out).toString()));
    options.addAll(Arrays.asList(more));
    return run(file, options.toArray(String[]::new));
  }

  @Test
  void anUnadjustedSeriesWithItsSplitTradesAsTheAdjustedOneScaled() throws IOException {
    Path split = write("splits.csv", HEADER + "SPY,2024-03-14,2,0\nQQQ,2024-03-14,3,0\n");
    JsonNode raw = held(days("raw.csv", 2), "100", "raw", "--actions", split.toString());
    JsonNode adjusted = held(days("adjusted.csv", 1), "200", "adjusted");
    assertThat(raw.get("trades")).hasSize(1);
    assertThat(adjusted.get("trades")).hasSize(1);
    JsonNode trade = raw.get("trades").get(0);
    JsonNode scaled = adjusted.get("trades").get(0);
    assertThat(trade.get("quantity").asDouble()).isEqualTo(100);
    assertThat(scaled.get("quantity").asDouble()).isEqualTo(200);
    assertThat(trade.get("entry_price").asDouble())
        .isEqualTo(30)
        .isEqualTo(2 * scaled.get("entry_price").asDouble());
    for (String same : List.of("entry_time", "exit_time", "exit_price", "pnl")) {
      assertThat(trade.get(same)).as(same).isEqualTo(scaled.get(same));
    }
    assertThat(raw.get("fills")).as("a split is no trade").isEqualTo(adjusted.get("fills"));
    assertThat(raw.get("final_equity")).isEqualTo(adjusted.get("final_equity"));
    assertThat(Files.readAllLines(directory.resolve("raw/equity.csv")))
        .isEqualTo(Files.readAllLines(directory.resolve("adjusted/equity.csv")))
        .hasSizeGreaterThan(10);
    assertThat(Files.readString(directory.resolve("raw/report.html")))
        .contains("splits.csv sha256=")
        .doesNotContain(directory.toString());
  }

  /** Without the list the fall by half is a loss: the list is what makes them equal. */
  @Test
  void withoutTheListTheSplitIsALoss() throws IOException {
    JsonNode raw = held(days("raw.csv", 2), "100", "raw");
    assertThat(raw.get("final_equity").asDouble()).isLessThan(99_000);
  }

  @Test
  void aListBesideFilesIsAsGoodAsItsColumns() throws IOException {
    Path daily = SharedData.file(DAILY);
    Set<String> symbols = Set.of("AAPL", "NVDA", "QQQ", "SPY");
    StringBuilder with = new StringBuilder();
    StringBuilder without = new StringBuilder();
    StringBuilder actions = new StringBuilder(HEADER);
    int splits = 0;
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(daily)), StandardCharsets.UTF_8))) {
      with.append(in.readLine()).append('\n');
      assertThat(with.toString())
          .startsWith("symbol,date,open,high,low,close,volume,adj_close,dividend,split_coeff");
      without.append("symbol,date,open,high,low,close,volume\n");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] row = line.split(",", -1);
        if (!symbols.contains(row[0])) {
          continue;
        }
        with.append(line).append('\n');
        without.append(String.join(",", Arrays.copyOf(row, 7))).append('\n');
        if (Double.parseDouble(row[8]) != 0 || Double.parseDouble(row[9]) != 1) {
          actions.append("%s,%s,%s,%s%n".formatted(row[0], row[1], row[9], row[8]));
          splits += Double.parseDouble(row[9]) == 1 ? 0 : 1;
        }
      }
    }
    assertThat(splits).isGreaterThan(5);
    String[] options = {
      "--param", "fast=10", "--param", "slow=30", "--percent", "20", "--limits", "none"
    };
    JsonNode columns = run(write("with.csv", with.toString()), options);
    String[] listed = Arrays.copyOf(options, options.length + 2);
    listed[options.length] = "--actions";
    listed[options.length + 1] = write("actions.csv", actions.toString()).toString();
    JsonNode list = run(write("without.csv", without.toString()), listed);
    assertThat(columns.get("trades").size()).isGreaterThan(200);
    assertThat(list.get("trades")).isEqualTo(columns.get("trades"));
    assertThat(list.get("decisions_sha256")).isEqualTo(columns.get("decisions_sha256"));
    assertThat(list.get("metrics")).isEqualTo(columns.get("metrics"));
    assertThat(list.get("bars")).isEqualTo(columns.get("bars"));
  }

  @Test
  void aWrongListIsWrongUsageThatNamesLineAndField() throws IOException {
    Path file = days("raw.csv", 2);
    Path wrong = write("wrong.csv", HEADER + "SPY,2024-03-14,2,0\nSPY,2024-03-15,-2,0\n");
    assertThat(execute(file, "--actions", wrong.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--actions: ", "wrong.csv", "3", "split_factor", "-2");

    err.getBuffer().setLength(0);
    Path others = write("others.csv", HEADER + "QQQ,2024-03-14,2,0\n");
    assertThat(execute(file, "--actions", others.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("others.csv has nothing of SPY");

    err.getBuffer().setLength(0);
    assertThat(execute(file, "--actions", directory.resolve("none.csv").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("none.csv", "a file that exists");

    err.getBuffer().setLength(0);
    Path says =
        write(
            "says.csv",
            "symbol,date,open,high,low,close,volume,split_coefficient\n"
                + "SPY,2024-01-02,10,11,9,10,1000,1\n");
    Path good = write("good.csv", HEADER + "SPY,2024-03-14,2,0\n");
    assertThat(execute(says, "--actions", good.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("says.csv has a column split_coefficient");
    assertThat(out.toString()).isEmpty();
  }
}
