package dev.sluice.jobs.desk;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A desk's tables, as a stranger with the address sees them. */
record DeskRecords(String jdbcUrl) {
  /** Tables with one row a thing: of each, the columns that may not come twice. */
  private static final Map<String, String> KEYS =
      Map.of(
          "workflow_executions", "strategy_id, session_date",
          "charts", "execution_id, symbol, timeframe",
          "llm_analyses", "execution_id, symbol",
          // A strategy that decides by rules has no execution, and one signal of a symbol at a
          // time.
          "trading_signals", "coalesce(execution_id, strategy_id || generated_at), symbol",
          "orders", "client_order_id",
          "order_events", "client_order_id, version",
          "trades", "client_order_id, event_time, quantity, price",
          "portfolio_snapshots", "account, version",
          "bars", "symbol, timeframe, start_time",
          "indicators", "symbol, timeframe, end_time");

  /** A query's single number. */
  BigDecimal number(String sql) throws SQLException {
    return (BigDecimal) rows("select (" + sql + ")::numeric as n").get(0).get("n");
  }

  /** A query's single count. */
  long count(String sql) throws SQLException {
    return number("select count(*) from " + sql).longValueExact();
  }

  /** All rows of a query, each by column name. */
  List<Map<String, Object>> rows(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<Map<String, Object>> rows = new ArrayList<>();
      while (result.next()) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.put(result.getMetaData().getColumnLabel(i), result.getObject(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  /** Every bar with all that it says, a line each, in one order. */
  List<String> bars() throws SQLException {
    return rows("select * from bars order by symbol, timeframe, start_time").stream()
        .map(Object::toString)
        .toList();
  }

  /** What is recorded twice; empty where nothing is. */
  List<String> doubles() throws SQLException {
    List<String> doubles = new ArrayList<>();
    for (Map.Entry<String, String> table : KEYS.entrySet()) {
      String sql =
          "select %2$s from %1$s group by %2$s having count(*) > 1"
              .formatted(table.getKey(), table.getValue());
      rows(sql).forEach(row -> doubles.add(table.getKey() + ": " + row));
    }
    return doubles;
  }

  /** Cash of the account, less what its fills say that it should be; zero where it adds up. */
  BigDecimal cashUnaccountedFor(String account, BigDecimal initial) throws SQLException {
    BigDecimal paid =
        number(
            "select coalesce(sum((case side when 'BUY' then 1 else -1 end) * quantity * price"
                + " + commission), 0) from trades where account = '%s'".formatted(account));
    BigDecimal cash = number("select cash from accounts where name = '%s'".formatted(account));
    return cash.subtract(initial.subtract(paid));
  }

  /** Positions that are not the sum of their fills; empty where all are. */
  List<Map<String, Object>> positionsUnaccountedFor() throws SQLException {
    return rows(
        "select t.account, t.symbol, t.quantity as traded, p.quantity as held from (select account,"
            + " symbol, sum(case side when 'BUY' then quantity else -quantity end) as quantity from"
            + " trades group by account, symbol) t full join positions p using (account, symbol)"
            + " where coalesce(t.quantity, 0) <> coalesce(p.quantity, 0)");
  }

  /** Orders whose filled quantity is not the sum of their fills; empty where all are. */
  List<Map<String, Object>> ordersUnaccountedFor() throws SQLException {
    return rows(
        "select o.client_order_id, o.filled_quantity, sum(t.quantity) from orders o left join"
            + " trades t using (client_order_id) group by o.client_order_id, o.filled_quantity"
            + " having o.filled_quantity <> coalesce(sum(t.quantity), 0)");
  }
}
