package dev.sluice.operators.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.quality.QualityContext;
import dev.sluice.domain.quality.QualityFinding;
import dev.sluice.domain.quality.QualityRule;
import dev.sluice.domain.quality.QualityThresholds;
import dev.sluice.domain.quality.QualityVerdict;
import dev.sluice.domain.quality.SessionQuality;
import dev.sluice.wire.Topics;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenBarQualitySerializerTest {
  private static final String GOLDEN = "given-bar-quality-v2.hex";

  /** Of before there were corporate actions. */
  private static final String OLD = "given-bar-quality-v1.hex";

  private static final GivenBarQuality.Serializer SERIALIZER = GivenBarQuality.Serializer.INSTANCE;
  private static final Instant OPEN = Instant.parse("2024-03-05T14:30:00Z");
  private static final long CLOSE = Instant.parse("2024-03-05T21:00:00Z").toEpochMilli();
  private static final LocalDate DATE = LocalDate.of(2024, 3, 5);
  private static final QualityContext RULES =
      new QualityContext(QualityThresholds.DEFAULTS, new Weekdays());

  /** Minutes with a jump that is not confirmed, a session, and what was found in them. */
  private static GivenBarQuality quality() {
    GivenBarQuality quality = new GivenBarQuality();
    SessionTally tally =
        quality.tallies.of("SPY", DATE.toEpochDay(), CLOSE, OPEN.toEpochMilli(), 60_000);
    double[] closes = {64, 64, 128};
    for (int i = 0; i < closes.length; i++) {
      tally.add(judge(quality, minute(i, closes[i])).used(), true, false);
    }
    tally.add(judge(quality, minute(1, 64)).used(), true, false);
    tally.discard();
    judge(quality, session());
    quality.setTimer(CLOSE);
    return quality;
  }

  private static QualityVerdict judge(GivenBarQuality quality, RawBar bar) {
    return quality.of(bar).judge(bar, QualityContext.NO_CLOCK, RULES);
  }

  private static RawBar minute(int i, double close) {
    Instant start = OPEN.plusSeconds(60L * i);
    return bar(Timeframe.MINUTE, start, start.plusSeconds(60), close);
  }

  private static RawBar session() {
    return bar(Timeframe.SESSION, OPEN, Instant.ofEpochMilli(CLOSE), 72);
  }

  private static RawBar bar(Timeframe timeframe, Instant start, Instant end, double close) {
    return new RawBar(
        "SPY", timeframe, start, end, DATE, close, close + 1, close - 1, close, 1024, 1, 0, "file",
        true, false);
  }

  private static List<QualityRule> rules(QualityVerdict verdict) {
    return verdict.findings().stream().map(QualityFinding::rule).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {OLD, GOLDEN})
  void everyVersionIsReadAndGoesOnAsIfItHadNeverBeenWritten(String version) throws IOException {
    GivenBarQuality read = GoldenBytes.decode(SERIALIZER, GoldenBytes.read(version));
    assertThat(read.timer()).isEqualTo(CLOSE);
    assertThat(rules(judge(read, minute(2, 128)))).contains(QualityRule.DUPLICATE_BAR);
    assertThat(rules(judge(read, session()))).contains(QualityRule.DUPLICATE_BAR);
    assertThat(rules(judge(read, minute(3, 64)))).contains(QualityRule.SPIKE_REFUTED);
    List<SessionQuality> found = new ArrayList<>();
    read.tallies.advance(CLOSE, 60_000, Topics.BARS_RAW, found::add);
    assertThat(found)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.records()).isEqualTo(4);
              assertThat(one.rejected()).isEqualTo(1);
              assertThat(one.findings()).containsEntry("SPIKE", 1L).containsKey("DUPLICATE_BAR");
            });
  }

  @Test
  void whatIsWrittenIsVersion2() throws IOException {
    assertThat(HexFormat.of().formatHex(GoldenBytes.of(SERIALIZER, quality())))
        .isEqualTo(HexFormat.of().formatHex(GoldenBytes.read(GOLDEN)));
  }

  @Test
  void aCopyIsItsOwn() throws IOException {
    GivenBarQuality one = quality();
    GivenBarQuality copy = SERIALIZER.copy(one);
    judge(one, minute(4, 64));
    one.tallies.find(DATE.toEpochDay()).discard();
    assertThat(GoldenBytes.of(SERIALIZER, copy)).isEqualTo(GoldenBytes.of(SERIALIZER, quality()));
  }

  @Test
  void anUnknownVersionIsRefused() throws IOException {
    byte[] bytes = GoldenBytes.read(GOLDEN);
    bytes[0] = 99;
    assertThatThrownBy(() -> GoldenBytes.decode(SERIALIZER, bytes))
        .isInstanceOf(IOException.class)
        .hasMessage("given bar quality: version 99, expected 1 to 2");
  }
}
