package dev.sluice.domain.trading;

import dev.sluice.domain.analysis.Signal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * One figure for all that a run decided: SHA-256 over one line for each signal, order and fill.
 *
 * <pre>
 * signal|event time|symbol|type|confidence|entry|stop|target
 * order|event time|account|symbol|side|type|quantity|limit|stop|final status|denial code
 * fill|event time|account|symbol|side|quantity|price|commission
 * </pre>
 *
 * <p>Lines are UTF-8, sorted by their bytes (unsigned), each ended by a line feed, equal lines
 * kept. Decimals are plain without trailing zeros, instants ISO-8601 in UTC as {@link
 * Instant#toString} writes them, null is nothing, and so is a confidence that is no number. An
 * order's event time is that of its decision. There are no ids, addresses, latencies or model
 * texts, so two runs over the same events agree.
 *
 * <p>Records may come more than once and orders in any of their versions: an id counts once, an
 * order with the highest version that was added. The overloads that take columns are for rows of a
 * database, which holds each id once.
 */
public final class DecisionHash {
  private final Map<String, Signal> signals = new HashMap<>();
  private final Map<String, Order> orders = new HashMap<>();
  private final Map<String, Fill> fills = new HashMap<>();
  private final List<String> rows = new ArrayList<>();

  /** Adds a signal. */
  public DecisionHash add(Signal signal) {
    signals.put(signal.id(), signal);
    return this;
  }

  /** Adds an order in any state; the highest version counts. */
  public DecisionHash add(Order order) {
    orders.merge(order.id(), order, (a, b) -> a.version() >= b.version() ? a : b);
    return this;
  }

  /** Adds a fill. */
  public DecisionHash add(Fill fill) {
    fills.put(fill.id(), fill);
    return this;
  }

  /** Adds a signal's columns. */
  public DecisionHash addSignal(
      Instant eventTime,
      String symbol,
      String type,
      BigDecimal confidence,
      BigDecimal entry,
      BigDecimal stop,
      BigDecimal target) {
    rows.add(line("signal", eventTime, symbol, type, confidence, entry, stop, target));
    return this;
  }

  /** Adds an order's columns in its final state; the event time is when it was created. */
  public DecisionHash addOrder(
      Instant eventTime,
      String account,
      String symbol,
      String side,
      String type,
      BigDecimal quantity,
      BigDecimal limit,
      BigDecimal stop,
      String finalStatus,
      String denialCode) {
    rows.add(
        line(
            "order",
            eventTime,
            account,
            symbol,
            side,
            type,
            quantity,
            limit,
            stop,
            finalStatus,
            denialCode));
    return this;
  }

  /** Adds a fill's columns. */
  public DecisionHash addFill(
      Instant eventTime,
      String account,
      String symbol,
      String side,
      BigDecimal quantity,
      BigDecimal price,
      BigDecimal commission) {
    rows.add(line("fill", eventTime, account, symbol, side, quantity, price, commission));
    return this;
  }

  /** The lines in their order, for people who look for the difference between two runs. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(rows);
    signals.values().forEach(signal -> lines.add(line(signal)));
    orders.values().forEach(order -> lines.add(line(order)));
    fills.values().forEach(fill -> lines.add(line(fill)));
    lines.sort((a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b)));
    return lines;
  }

  /** The hash in 64 lower-case hexadecimal digits. */
  public String hex() {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    for (String line : lines()) {
      sha256.update(utf8(line));
      sha256.update((byte) '\n');
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static String line(Signal s) {
    return line(
        "signal",
        s.eventTime(),
        s.symbol(),
        s.type(),
        Double.isFinite(s.confidence()) ? BigDecimal.valueOf(s.confidence()) : null,
        s.entry(),
        s.stop(),
        s.target());
  }

  private static String line(Order o) {
    return line(
        "order",
        o.createdAt(),
        o.account(),
        o.symbol(),
        o.side(),
        o.type(),
        o.quantity(),
        o.limitPrice(),
        o.stopPrice(),
        o.status(),
        o.denialCode());
  }

  private static String line(Fill f) {
    return line(
        "fill",
        f.eventTime(),
        f.account(),
        f.symbol(),
        f.side(),
        f.quantity(),
        f.price(),
        f.commission());
  }

  private static byte[] utf8(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }

  private static String line(String kind, Object... fields) {
    StringBuilder line = new StringBuilder(kind);
    for (Object field : fields) {
      line.append('|');
      if (field instanceof BigDecimal decimal) {
        line.append(Decimals.plain(decimal).toPlainString());
      } else if (field != null) {
        line.append(field);
      }
    }
    return line.toString();
  }
}
