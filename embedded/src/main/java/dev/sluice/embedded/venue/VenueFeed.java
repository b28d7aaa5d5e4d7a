package dev.sluice.embedded.venue;

import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.ExecutionReport.Type;
import dev.sluice.domain.trading.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an account has been told, in the order in which it was: a cursor is a place in it. Positions
 * are those of the executions in it, so that they hold as of its end.
 */
final class VenueFeed {
  private final List<Entry> told = new ArrayList<>();
  private final Set<String> executions = new HashSet<>();
  private final TreeMap<String, BigDecimal> held = new TreeMap<>();

  /**
   * Something that the venue did.
   *
   * @param sequence place among all that it did, from 1
   * @param symbol of the order
   * @param side of the order
   * @param report what it says of it
   */
  record Entry(long sequence, String symbol, Side side, ExecutionReport report) {}

  void tell(Entry entry) {
    told.add(entry);
    ExecutionReport report = entry.report();
    if (report.type() == Type.TRADE && executions.add(report.id())) {
      BigDecimal quantity = report.lastQuantity();
      BigDecimal change = entry.side() == Side.BUY ? quantity : quantity.negate();
      held.merge(entry.symbol(), change, BigDecimal::add);
    }
  }

  void split(String symbol, BigDecimal factor) {
    held.computeIfPresent(symbol, (s, quantity) -> quantity.multiply(factor));
  }

  int end() {
    return told.size();
  }

  List<Entry> since(int cursor) {
    return List.copyOf(told.subList(cursor, told.size()));
  }

  Map<String, BigDecimal> positions() {
    Map<String, BigDecimal> positions = new TreeMap<>();
    held.forEach(
        (symbol, quantity) -> {
          if (quantity.signum() != 0) {
            BigDecimal plain = quantity.stripTrailingZeros();
            positions.put(symbol, plain.scale() < 0 ? plain.setScale(0) : plain);
          }
        });
    return positions;
  }
}
