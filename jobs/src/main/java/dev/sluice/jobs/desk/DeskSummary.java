package dev.sluice.jobs.desk;

import dev.sluice.domain.trading.DecisionHash;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a desk has done since its start, all runs on its home together, as its tables say.
 *
 * @param sessions traded from open to close
 * @param ticks that the feed published
 * @param deadLetters inputs that were refused
 * @param bars closed bars by timeframe
 * @param indicators bars with indicators
 * @param charts drawn
 * @param analyses made, failed ones included
 * @param signals by type
 * @param orders denied ones included
 * @param fills executions
 * @param denials orders that were denied
 * @param accounts each with cash, equity and its largest drawdown
 * @param decisionsSha256 see {@link DecisionHash}
 */
public record DeskSummary(
    int sessions,
    long ticks,
    long deadLetters,
    Map<String, Long> bars,
    long indicators,
    long charts,
    long analyses,
    Map<String, Long> signals,
    long orders,
    long fills,
    long denials,
    List<Account> accounts,
    String decisionsSha256) {

  /**
   * An account.
   *
   * @param account name
   * @param cash in its currency
   * @param equity cash and positions
   * @param maxDrawdown a fraction of the peak
   */
  public record Account(
      String account, BigDecimal cash, BigDecimal equity, BigDecimal maxDrawdown) {}

  /** Reads the tables. */
  static DeskSummary read(Connection connection, int sessions, long ticks) throws SQLException {
    return new DeskSummary(
        sessions,
        ticks,
        count(connection, "select count(*) from dead_letters"),
        counts(
            connection,
            "select timeframe, count(*) from bars group by timeframe",
            List.of("1m", "1d", "1w")),
        count(connection, "select count(*) from indicators"),
        count(connection, "select count(*) from charts"),
        count(connection, "select count(*) from llm_analyses"),
        counts(
            connection,
            "select signal_type, count(*) from trading_signals group by signal_type",
            List.of("BUY", "SELL", "HOLD")),
        count(connection, "select count(*) from orders"),
        count(connection, "select count(*) from trades"),
        count(connection, "select count(*) from orders where status = 'DENIED'"),
        accounts(connection),
        decisions(connection));
  }

  private static long count(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static Map<String, Long> counts(Connection connection, String sql, List<String> keys)
      throws SQLException {
    Map<String, Long> counts = new LinkedHashMap<>();
    keys.forEach(key -> counts.put(key, 0L));
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getLong(2));
      }
    }
    return counts;
  }

  private static List<Account> accounts(Connection connection) throws SQLException {
    List<Account> accounts = new ArrayList<>();
    try (PreparedStatement statement =
            connection.prepareStatement(
                "select name, cash, equity, max_drawdown from accounts order by name");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        accounts.add(
            new Account(
                rows.getString(1),
                rows.getBigDecimal(2),
                rows.getBigDecimal(3),
                rows.getBigDecimal(4)));
      }
    }
    return accounts;
  }

  private static String decisions(Connection connection) throws SQLException {
    DecisionHash hash = new DecisionHash();
    try (PreparedStatement statement =
            connection.prepareStatement(
                "select generated_at, symbol, signal_type, confidence, entry, stop, target"
                    + " from trading_signals");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        hash.addSignal(
            instant(rows, 1),
            rows.getString(2),
            rows.getString(3),
            BigDecimal.valueOf(rows.getDouble(4)),
            rows.getBigDecimal(5),
            rows.getBigDecimal(6),
            rows.getBigDecimal(7));
      }
    }
    addOrders(connection, hash);
    addFills(connection, hash);
    return hash.hex();
  }

  private static void addOrders(Connection connection, DecisionHash hash) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "select created_at, account, symbol, side, type, quantity, limit_price, stop_price,"
                    + " status, denial_code from orders");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        hash.addOrder(
            instant(rows, 1),
            rows.getString(2),
            rows.getString(3),
            rows.getString(4),
            rows.getString(5),
            rows.getBigDecimal(6),
            rows.getBigDecimal(7),
            rows.getBigDecimal(8),
            rows.getString(9),
            rows.getString(10));
      }
    }
  }

  private static void addFills(Connection connection, DecisionHash hash) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "select event_time, account, symbol, side, quantity, price, commission from trades");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        hash.addFill(
            instant(rows, 1),
            rows.getString(2),
            rows.getString(3),
            rows.getString(4),
            rows.getBigDecimal(5),
            rows.getBigDecimal(6),
            rows.getBigDecimal(7));
      }
    }
  }

  private static Instant instant(ResultSet rows, int column) throws SQLException {
    Timestamp timestamp = rows.getTimestamp(column);
    return timestamp == null ? null : timestamp.toInstant();
  }
}
