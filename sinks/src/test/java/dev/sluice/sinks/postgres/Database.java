package dev.sluice.sinks.postgres;

import dev.sluice.sinks.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** A PostgreSQL of the test's own, with the desk's tables; it can be stopped and started. */
final class Database implements AutoCloseable {
  private final Path directory;
  private final int port;
  private EmbeddedPostgres server;

  private Database(Path directory) throws IOException {
    this.directory = directory;
    server = builder().start();
    port = server.getPort();
    Migrations.migrate(url(), "postgres", "postgres");
  }

  static Database start(Path directory) throws IOException {
    return new Database(directory);
  }

  String url() {
    return "jdbc:postgresql://localhost:" + port + "/postgres";
  }

  DatabaseAddress address() {
    return new DatabaseAddress(url(), "postgres", "postgres");
  }

  void stop() throws IOException {
    server.close();
  }

  void startAgain() throws IOException {
    server = builder().setPort(port).start();
  }

  private EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory.resolve("data"))
        .setOverrideWorkingDirectory(directory.resolve("work").toFile())
        .setCleanDataDirectory(false);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), "postgres", "postgres");
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Each row as its columns joined by |. */
  List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        StringJoiner row = new StringJoiner("|");
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }

  List<String> tables() throws SQLException {
    return rows(
        "select table_name from information_schema.tables where table_schema = 'public'"
            + " and table_type = 'BASE TABLE' and table_name <> 'flyway_schema_history' order by 1");
  }

  void clear() throws SQLException {
    execute("truncate " + String.join(", ", tables()) + " cascade");
  }

  /** Every row of every table. */
  List<String> dump() throws SQLException {
    List<String> all = new ArrayList<>();
    for (String table : tables()) {
      rows("select * from " + table + " order by id").forEach(row -> all.add(table + ": " + row));
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
