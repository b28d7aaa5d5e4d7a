package dev.sluice.sinks.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
  @ParameterizedTest
  @CsvSource({
    "08006, true, false", // connection lost
    "57P03, true, false", // starting up
    "40001, true, false", // serialisation failure
    "42P01, true, false", // undefined table: not migrated yet
    "42703, false, false", // undefined column: another schema
    "28P01, false, false", // wrong password
    "23505, false, true", // unique violation
    "22003, false, true", // number out of range
  })
  void tellsWhatPassesFromWhatTheDataDid(String state, boolean passing, boolean badData) {
    SQLException failure = new SQLException("refused", state);
    assertThat(Failures.passing(failure)).isEqualTo(passing);
    assertThat(Failures.badData(failure)).isEqualTo(badData);
  }
}
