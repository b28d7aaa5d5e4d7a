package dev.sluice.bench.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bench.measure.Sample;
import dev.sluice.embedded.EmbeddedDatabase;
import dev.sluice.sinks.Migrations;
import dev.sluice.sinks.postgres.DatabaseAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All sides of P14 leave the same tables; how fast says nothing here. */
class RecordsSideITCase {
  private static final int RECORDS = 1_990;
  private static final int TRADES = 100;

  @TempDir static Path directory;
  private static EmbeddedDatabase database;
  private static Path file;

  @BeforeAll
  static void start() throws Exception {
    database = EmbeddedDatabase.start(directory.resolve("postgres"));
    Migrations.migrate(database.url(), database.user(), database.password());
    file = directory.resolve("database.properties");
    DatabaseFile.write(
        file, new DatabaseAddress(database.url(), database.user(), database.password()));
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  @AfterEach
  void forgetTriggers() throws Exception {
    execute("drop trigger if exists lose on bars");
  }

  @Test
  void everySideLeavesTheSameRowsAndTheWriterTheProgressOfSingleRecords() throws Exception {
    run(RecordsSide.Way.BATCHES);
    List<String> tables = tables();
    List<String> progress = rows("select * from stream_progress order by id");
    assertThat(rows("select count(*) from order_events")).containsExactly("" + 6 * TRADES);
    assertThat(progress).isNotEmpty();

    run(RecordsSide.Way.SINGLE_RECORDS);
    assertThat(tables()).isEqualTo(tables);
    assertThat(rows("select * from stream_progress order by id")).isEqualTo(progress);

    run(RecordsSide.Way.SINGLE_ROWS);
    assertThat(tables()).isEqualTo(tables);
    assertThat(rows("select * from stream_progress")).isEmpty();
  }

  @Test
  void aRunThatLosesARowDoesNotCount() throws Exception {
    execute(
        "create or replace function lose() returns trigger language plpgsql as"
            + " $$ begin if new.symbol = 'S00003' then return null; end if; return new; end $$");
    execute("create trigger lose before insert on bars for each row execute function lose()");
    assertThatThrownBy(() -> run(RecordsSide.Way.BATCHES))
        .hasMessageContaining("bars: was 1197, expected 1200; the run does not count");
  }

  private static void run(RecordsSide.Way way) throws Exception {
    try (RecordsSide side = new RecordsSide(file, way, RECORDS)) {
      Sample sample = side.run();
      // 20 records make 27 rows.
      assertThat(sample.value() / sample.facts().get("records_per_second")).isBetween(1.349, 1.351);
    }
  }

  private static List<String> tables() throws SQLException {
    List<String> all = new ArrayList<>();
    for (String table : RecordMix.stored(TRADES).keySet().stream().sorted().toList()) {
      rows("select t::text from " + table + " t order by id").forEach(row -> all.add(table + row));
    }
    return all;
  }

  private static List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.append(i == 1 ? "" : "|").append(result.getString(i));
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }
}
