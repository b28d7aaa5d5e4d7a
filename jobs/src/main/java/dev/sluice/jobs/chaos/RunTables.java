package dev.sluice.jobs.chaos;

import dev.sluice.console.S3ObjectReader;
import dev.sluice.embedded.EmbeddedObjectStore;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/** What the tables of a run hold, and whether it adds up. */
final class RunTables {
  /** Where a record was in the log, and how long a call took, is the run's own. */
  private static final String OWN = "array['latency_ms', 'offset', 'partition']";

  /** Each finds what may not be; a row of it is a sentence for people. */
  private static final Map<String, String> INVARIANTS = new LinkedHashMap<>();

  static {
    INVARIANTS.put(
        "cash is not the initial cash and what its fills have paid",
        "select a.name || ': cash ' || a.cash || ', fills say ' || (c.initial - coalesce(p.paid, 0))"
            + " from accounts a cross join (select ?::numeric as initial) c left join"
            + " (select account, sum((case side when 'BUY' then 1 else -1 end) * quantity * price"
            + " + commission) as paid from trades group by account) p on p.account = a.name"
            + " where a.cash <> c.initial - coalesce(p.paid, 0)");
    INVARIANTS.put(
        "a position is not the sum of its fills",
        "select account || ' ' || symbol || ': ' || coalesce(t.quantity, 0) || ' traded, '"
            + " || coalesce(p.quantity, 0) || ' held' from (select account, symbol,"
            + " sum(case side when 'BUY' then quantity else -quantity end) as quantity from trades"
            + " group by account, symbol) t full join positions p using (account, symbol)"
            + " where coalesce(t.quantity, 0) <> coalesce(p.quantity, 0)");
    INVARIANTS.put(
        "an order is not filled by its fills",
        "select o.client_order_id || ': filled ' || o.filled_quantity from orders o left join trades"
            + " t using (client_order_id) group by o.client_order_id, o.filled_quantity having"
            + " o.filled_quantity <> coalesce(sum(t.quantity), 0)");
    INVARIANTS.put(
        "more was filled than ordered",
        "select client_order_id || ': filled ' || filled_quantity || ' of ' || quantity"
            + " from orders where filled_quantity > quantity");
    INVARIANTS.put(
        "an order's fate is not known at the end",
        "select client_order_id from orders where status = 'UNKNOWN'");
    INVARIANTS.put(
        "an entry of a symbol was let through while an order of it was unknown",
        "select n.client_order_id from order_events u join orders o using (client_order_id)"
            + " cross join lateral (select coalesce(min(e.event_time), 'infinity') as resolved from"
            + " order_events e where e.client_order_id = u.client_order_id and e.version >"
            + " u.version and e.status <> 'UNKNOWN') r join orders n on n.account = o.account and"
            + " n.symbol = o.symbol and n.role = 'ENTRY' and n.status <> 'DENIED' and n.created_at >"
            + " u.event_time and n.created_at < r.resolved where u.status = 'UNKNOWN'");
    INVARIANTS.put(
        "an entry has no signal",
        "select client_order_id from orders where role = 'ENTRY' and signal_id is null");
  }

  private final Map<String, Fingerprints> tables = new LinkedHashMap<>();
  private final List<String> violations = new ArrayList<>();

  private RunTables() {}

  /**
   * Reads all tables, checks the invariants and opens every object that a chart names.
   *
   * @param without account whose rows are left out; null for none. Its invariants are checked
   */
  static RunTables read(SluiceConfig config, String without) throws SQLException, IOException {
    RunTables read = new RunTables();
    try (Connection connection =
        DriverManager.getConnection(
            config.get(SluiceOptions.POSTGRES_URL),
            config.get(SluiceOptions.POSTGRES_USER),
            config.get(SluiceOptions.POSTGRES_PASSWORD))) {
      for (String table : names(connection)) {
        read.tables.put(table, contents(connection, table, without));
      }
      read.check(connection, config);
      read.openCharts(connection, config);
    }
    return read;
  }

  private static List<String> names(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement =
            connection.prepareStatement(
                "select table_name from information_schema.tables where table_schema = 'public' and"
                    + " table_type = 'BASE TABLE' and table_name not in ('stream_progress',"
                    + " 'flyway_schema_history') order by 1");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private static Fingerprints contents(Connection connection, String table, String without)
      throws SQLException {
    Fingerprints prints = new Fingerprints(false);
    String rowsOf = "select t.id, (to_jsonb(t) - " + OWN + ")::text from " + table + " t where ";
    try (PreparedStatement statement = connection.prepareStatement(rowsOf + others(table))) {
      for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
        statement.setString(i, without == null ? "" : without);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          prints.add(rows.getString(1), RunLog.sameAddress(rows.getString(2)));
        }
      }
    }
    return prints;
  }

  /** Rows of other accounts. */
  private static String others(String table) {
    return switch (table) {
      case "accounts" -> "t.name <> ?";
      case "order_events" ->
          "t.client_order_id not in (select client_order_id from orders where account = ?)";
      case "artifacts" ->
          "t.subject_id not in (select id from orders where account = ? union all select id from"
              + " trades where account = ? union all select id from portfolio_snapshots where"
              + " account = ?)";
      default ->
          "coalesce(to_jsonb(t) ->> 'account', '') <> ?  or to_jsonb(t) ->> 'account' is null";
    };
  }

  private void check(Connection connection, SluiceConfig config) throws SQLException {
    for (Map.Entry<String, String> invariant : INVARIANTS.entrySet()) {
      try (PreparedStatement statement = connection.prepareStatement(invariant.getValue())) {
        if (statement.getParameterMetaData().getParameterCount() > 0) {
          statement.setString(1, config.get(SluiceOptions.INITIAL_CASH));
        }
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            violations.add(invariant.getKey() + ": " + rows.getString(1));
          }
        }
      }
    }
  }

  /** A chart that is listed is there, whole. */
  private void openCharts(Connection connection, SluiceConfig config)
      throws SQLException, IOException {
    try (S3ObjectReader store =
            new S3ObjectReader(
                URI.create(config.get(SluiceOptions.S3_ENDPOINT)),
                EmbeddedObjectStore.REGION,
                config.get(SluiceOptions.S3_ACCESS_KEY),
                config.get(SluiceOptions.S3_SECRET_KEY));
        PreparedStatement statement =
            connection.prepareStatement("select bucket, object_key, html_object_key from charts");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        Optional<byte[]> image = store.get(rows.getString(1), rows.getString(2));
        if (image.isEmpty() || !isImage(image.get())) {
          violations.add("a listed chart is not whole: " + rows.getString(2));
        }
        Optional<byte[]> page = store.get(rows.getString(1), rows.getString(3));
        if (page.isEmpty()
            || !new String(page.get(), StandardCharsets.UTF_8).strip().endsWith("</html>")) {
          violations.add("a listed chart's page is not whole: " + rows.getString(3));
        }
      }
    }
  }

  private static boolean isImage(byte[] bytes) {
    try {
      return ImageIO.read(new ByteArrayInputStream(bytes)) != null;
    } catch (IOException e) {
      return false;
    }
  }

  /** By table. */
  Map<String, Fingerprints> tables() {
    return tables;
  }

  /** What does not add up, a line each; empty where all does. */
  List<String> violations() {
    return violations;
  }
}
