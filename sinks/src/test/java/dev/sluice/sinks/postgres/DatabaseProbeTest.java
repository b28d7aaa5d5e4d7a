package dev.sluice.sinks.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DatabaseProbeTest {
  @Test
  void tellsADatabaseThatIsAwayFromOneThatRefuses(@TempDir Path directory) throws Exception {
    try (Database database = Database.start(directory)) {
      assertThat(DatabaseProbe.problem(database.address())).isEmpty();
      DatabaseAddress nowhere =
          new DatabaseAddress(
              database.url().replaceFirst("/postgres$", "/nowhere"), "postgres", "postgres");
      assertThatThrownBy(() -> DatabaseProbe.problem(nowhere))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("nowhere");
      database.stop();
      assertThat(DatabaseProbe.problem(database.address()))
          .hasValueSatisfying(why -> assertThat(why).contains("refused").doesNotContain("\n"));
    }
  }

  @Test
  void namesAnAddressThatIsNoDatabasesWithoutWhatMayBeSecretInIt() {
    assertThatThrownBy(
            () ->
                DatabaseProbe.problem(
                    new DatabaseAddress("jdbc:mysql://db/x?password=hush", "u", "p")))
        .hasMessageContaining("'jdbc:mysql://db/x'")
        .hasMessageContaining("jdbc:postgresql://HOST:PORT/DATABASE")
        .hasMessageNotContaining("hush");
  }

  @Test
  void namesHostAndPortAlone() {
    assertThat(DatabaseProbe.hostAndPort("jdbc:postgresql://db:5433/x?password=hush"))
        .isEqualTo("db:5433");
    assertThat(DatabaseProbe.hostAndPort("jdbc:postgresql://db/x")).isEqualTo("db:5432");
    assertThat(DatabaseProbe.hostAndPort("jdbc:postgresql://a:1,b:2/x")).isEqualTo("a:1,b:2");
    assertThat(DatabaseProbe.hostAndPort("jdbc:postgresql:x")).isEqualTo("localhost:5432");
  }
}
