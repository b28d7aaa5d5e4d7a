package dev.sluice.domain.quality;

import static dev.sluice.domain.quality.QualityContext.NO_CLOCK;
import static dev.sluice.domain.quality.QualityFixture.bytes;
import static dev.sluice.domain.quality.QualityFixture.context;
import static dev.sluice.domain.quality.QualityFixture.day;
import static dev.sluice.domain.quality.QualityFixture.quote;
import static dev.sluice.domain.quality.QualityFixture.read;
import static dev.sluice.domain.quality.QualityFixture.trade;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Bytes of version 1, kept: what a release has written must be read by every later one. */
class QualityBytesTest {
  private static final String BARS =
      "01000000020000000000004d12fbd898d48ba90e570000000000004d13360ddc1934bc4365405900"
          + "0000000000406900000000000000000000000000010000000000004d134069000000000000000000"
          + "01";
  private static final String TICKS =
      "010000000200000000000000070000000000000001e1ff1484368502a10000000000000002405900"
          + "00000000004062c00000000000000000000000000140590000000000007ff8000000000000000000"
          + "00000000000000018ceea156420000018ceea1564000";
  private static final String TALLY =
      "01000542524b2e420000000000004d13000000000000000200000000000000010100064655545552"
          + "450000000000000001";

  @Test
  void barsOfVersionOne() throws IOException {
    BarQuality quality = new BarQuality();
    quality.judge(day("2024-01-08", 100), NO_CLOCK, context());
    quality.judge(day("2024-01-09", 200), NO_CLOCK, context());
    assertThat(hex(bytes(quality::write))).isEqualTo(BARS);
    BarQuality old = read(HexFormat.of().parseHex(BARS), BarQuality::read);
    assertThat(old.held()).isEqualTo(1);
    assertThat(QualityFixture.rules(old.judge(day("2024-01-08", 100), NO_CLOCK, context())))
        .containsExactly(QualityRule.DUPLICATE_BAR);
    assertThat(QualityFixture.rules(old.judge(day("2024-01-10", 100), NO_CLOCK, context())))
        .containsExactly(QualityRule.SPIKE_REFUTED);
  }

  @Test
  void ticksOfVersionOne() throws IOException {
    TickQuality quality = new TickQuality();
    quality.judge(quote(0, 99, 101), NO_CLOCK, context());
    quality.judge(trade(7, 1, 100), NO_CLOCK, context());
    quality.judge(trade(TickQuality.NO_ID, 2, 150), NO_CLOCK, context());
    assertThat(hex(bytes(quality::write))).isEqualTo(TICKS);
    TickQuality old = read(HexFormat.of().parseHex(TICKS), TickQuality::read);
    assertThat(QualityFixture.rules(old.judge(trade(7, 3, 100), NO_CLOCK, context())))
        .containsExactly(QualityRule.DUPLICATE_TRADE);
    assertThat(QualityFixture.rules(old.judge(trade(8, 3, 100), NO_CLOCK, context())))
        .containsExactly(QualityRule.SPIKE_REFUTED);
  }

  @Test
  void aTallyOfVersionOne() throws IOException {
    QualityTally tally = new QualityTally("BRK.B", LocalDate.of(2024, 1, 9));
    tally.add(QualityVerdict.CLEAN);
    tally.add(QualityVerdict.reject(QualityRule.FUTURE, "ahead"));
    assertThat(hex(bytes(tally::write))).isEqualTo(TALLY);
    assertThat(read(HexFormat.of().parseHex(TALLY), QualityTally::read)).isEqualTo(tally);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
