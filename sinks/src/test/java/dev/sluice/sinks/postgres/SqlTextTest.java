package dev.sluice.sinks.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.market.DeadLetter;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows that are sent together, as texts, are stored as rows that are sent one by one, as values.
 */
class SqlTextTest {
  @TempDir static Path directory;
  private static Database database;

  @BeforeAll
  static void start() throws Exception {
    database = Database.start(directory);
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  @BeforeEach
  void clear() throws Exception {
    database.clear();
  }

  @Test
  void aBatchLeavesWhatItsRecordsLeaveOneByOne() throws Exception {
    List<Pending> records = new ArrayList<>(parentsFirst());
    records.addAll(letters());
    store(writer -> assertThat(writer.writeEach(records)).isEmpty());
    List<String> oneByOne = database.dump();
    database.clear();
    store(writer -> writer.write(records, List.of()));
    assertThat(database.dump()).isEqualTo(oneByOne);
    assertThat(oneByOne).hasSizeGreaterThan(25);
    assertThat(database.rows("select event_time at time zone 'UTC' from dead_letters order by 1"))
        .contains("4713-01-01 00:00:00 BC", "0001-12-31 23:59:59.999999 BC", "10000-01-01 00:00:00")
        .contains("294276-12-31 00:00:00", "2024-02-29 23:59:59.123457");
  }

  @Test
  void textsAreWhatTheServerReads() {
    assertThat(SqlText.of(null)).isNull();
    assertThat(SqlText.of(new BigDecimal("1E+3"))).isEqualTo("1000");
    assertThat(SqlText.of(true)).isEqualTo("true");
    assertThat(SqlText.of(0.1)).isEqualTo("0.1");
    assertThat(SqlText.of(LocalDate.of(0, 3, 1))).isEqualTo("000001-03-01 BC");
    assertThat(SqlText.of(LocalDate.of(12_024, 3, 1))).isEqualTo("012024-03-01");
    assertThat(SqlText.of(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(SqlText.of(new byte[] {0, -1})).isEqualTo("\\x00ff");
    assertThatThrownBy(() -> SqlText.of(new StringBuilder("?")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.StringBuilder");
  }

  private interface Work {
    void run(RecordsDatabase writer) throws SQLException;
  }

  private static void store(Work work) throws SQLException {
    try (RecordsDatabase writer = new RecordsDatabase(database.address())) {
      work.run(writer);
    }
  }

  /** The sample desk's, in an order in which each can be stored at once. */
  private static List<Pending> parentsFirst() throws Exception {
    List<Pending> records =
        SampleDesk.records().stream()
            .filter(record -> record.watermark() == null)
            .map(Decoder::decode)
            .toList();
    List<Pending> ordered = new WaitingRoom().admit(records, keys -> Set.of(), false);
    assertThat(ordered).hasSameSizeAs(records);
    return ordered;
  }

  private static List<Pending> letters() {
    List<Pending> letters = new ArrayList<>();
    for (String time :
        List.of(
            "-4712-01-01T00:00:00Z",
            "0000-12-31T23:59:59.999999Z",
            "0001-01-01T00:00:00Z",
            "2024-02-29T23:59:59.123456789Z",
            "+10000-01-01T00:00:00Z",
            "+294276-12-31T00:00:00Z")) {
      DeadLetter letter =
          new DeadLetter(
              "letter " + time,
              "ticks",
              1,
              7,
              null,
              "CODE",
              "quotes \" ' and \\ and {a,b} and NULL and \u00e9\u4e2d\ud83d\ude00",
              new byte[] {0, 1, '\\', (byte) 0xFF},
              Instant.parse(time));
      letters.add(
          Decoder.decode(
              SampleDesk.data(Topics.DEAD_LETTERS, letters.size(), JsonCodec.DEAD_LETTER, letter)));
    }
    return letters;
  }
}
