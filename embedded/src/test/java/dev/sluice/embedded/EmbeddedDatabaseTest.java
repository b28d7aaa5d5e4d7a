package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class EmbeddedDatabaseTest {
  @TempDir private Path directory;

  static void execute(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String queryOne(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  @Test
  void aSecondStartHasTheRowsOfTheFirstUnderTheSamePassword() throws Exception {
    String password;
    long pid;
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      execute(database, "create table orders (id int primary key, symbol text)");
      execute(database, "insert into orders values (1, 'TSLA')");
      password = database.password();
      pid = postmaster();
    }
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();

    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      assertThat(queryOne(database, "select symbol from orders where id = 1")).isEqualTo("TSLA");
      assertThat(database.password()).isEqualTo(password);
      assertThat(queryOne(database, "show server_version")).startsWith("18.");
    }
  }

  @Test
  void asksForThePasswordThatOnlyItsOwnerCanRead() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      assertThat(queryOne(database, "select current_user || '@' || current_database()"))
          .isEqualTo("sluice@sluice");
      assertThatThrownBy(
              () -> DriverManager.getConnection(database.url(), database.user(), "wrong"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      assertThatThrownBy(() -> DriverManager.getConnection(database.url(), "postgres", "wrong"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      var permissions = Files.getPosixFilePermissions(directory.resolve("password"));
      assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
    }
  }

  @Test
  void aTakenPortGivesAnotherAndTwoServersLiveSideBySide(@TempDir Path other) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        EmbeddedDatabase one = EmbeddedDatabase.start(directory, taken.getLocalPort());
        EmbeddedDatabase two = EmbeddedDatabase.start(other)) {
      assertThat(one.url()).doesNotContain(":" + taken.getLocalPort() + "/");
      execute(one, "create table only_in_one (id int)");
      assertThat(queryOne(two, "select to_regclass('only_in_one') is null")).isEqualTo("t");
      assertThatThrownBy(() -> EmbeddedDatabase.start(directory))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void aFirstStartThatWasKilledHalfWayIsDoneAgain() throws Exception {
    Path data = Files.createDirectories(directory.resolve("data"));
    Files.writeString(data.resolve("postgresql.conf"), "half a file");
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      assertThat(queryOne(database, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void aProcessNumberThatNowBelongsToAnotherProgramIsLeftAlone() throws Exception {
    EmbeddedDatabase.start(directory).close();
    long self = ProcessHandle.current().pid();
    Files.writeString(directory.resolve("data/postmaster.pid"), self + "\n");
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      assertThat(queryOne(database, "select 1")).isEqualTo("1");
    }
  }

  private long postmaster() throws Exception {
    return Long.parseLong(
        Files.readAllLines(directory.resolve("data/postmaster.pid")).get(0).strip());
  }
}
