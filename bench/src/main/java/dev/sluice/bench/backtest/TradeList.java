package dev.sluice.bench.backtest;

import dev.sluice.domain.performance.ClosedTrade;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The trades of a side as a file, a line each: start of the bar of the entry, of the exit, quantity
 * and both prices. Engines write numbers differently; they are compared as numbers.
 */
final class TradeList {
  private TradeList() {}

  /** Writes ours. A fill is of the minute bar that it falls in. */
  static void write(Path file, List<ClosedTrade> trades) throws IOException {
    Files.write(
        file,
        trades.stream()
            .map(
                trade ->
                    String.join(
                        ",",
                        trade.entryTime().truncatedTo(ChronoUnit.MINUTES).toString(),
                        trade.exitTime().truncatedTo(ChronoUnit.MINUTES).toString(),
                        trade.quantity().toPlainString(),
                        trade.entryPrice().toPlainString(),
                        trade.exitPrice().toPlainString()))
            .toList());
  }

  /**
   * Compares two lists.
   *
   * @return how many trades there are
   * @throws IllegalStateException naming the first trade that differs
   */
  static int same(Path ours, String peer, Path theirs) throws IOException {
    List<String> first = Files.readAllLines(ours);
    List<String> second = Files.readAllLines(theirs);
    for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
      String a = i < first.size() ? plain(first.get(i)) : "none";
      String b = i < second.size() ? plain(second.get(i)) : "none";
      if (!a.equals(b)) {
        throw new IllegalStateException(
            "trade %d differs: ours is %s, that of %s is %s".formatted(i + 1, a, peer, b));
      }
    }
    return first.size();
  }

  private static String plain(String line) {
    String[] fields = line.split(",");
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < fields.length; i++) {
      plain.append(i == 0 ? "" : ",");
      plain.append(
          i < 2
              ? Instant.parse(fields[i]).toString()
              : new BigDecimal(fields[i]).stripTrailingZeros().toPlainString());
    }
    return plain.toString();
  }
}
