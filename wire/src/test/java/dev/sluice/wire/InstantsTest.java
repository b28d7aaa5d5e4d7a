package dev.sluice.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instants are written as the JDK writes them. */
class InstantsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-01-02T14:30:00Z",
        "2024-02-29T23:59:59.999Z",
        "2024-02-29T00:00:00.010Z",
        "1969-12-31T23:59:59.999Z",
        "1970-01-01T00:00:00Z",
        "0099-03-01T05:06:07Z",
        "2024-01-02T14:30:00.000001Z",
        "2024-01-02T14:30:00.123456789Z",
        "+10000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999Z",
      })
  void anInstantIsWrittenAsTheJdkWritesIt(String text) {
    Instant instant = Instant.parse(text);
    assertThat(Instants.text(instant)).isEqualTo(instant.toString()).isEqualTo(text);
  }

  @Property
  void soIsEveryMillisecond(
      @ForAll @LongRange(min = -70_000_000_000_000L, max = 300_000_000_000_000L) long millis) {
    Instant instant = Instant.ofEpochMilli(millis);
    assertThat(Instants.text(instant)).isEqualTo(instant.toString());
  }
}
