package dev.sluice.domain.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.indicator.IndicatorState;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StrategySeriesTest {
  private final IndicatorState indicators = new IndicatorState(Timeframe.MINUTE, 98_280);

  private IndicatedBar minute(int number, double close, double splitFactor, int revision) {
    Instant start = Instant.parse("2024-03-05T14:30:00Z").plusSeconds(60L * number);
    Bar bar =
        new Bar(
            "SPY",
            Timeframe.MINUTE,
            start,
            start.plusSeconds(60),
            LocalDate.of(2024, 3, 5),
            close - 0.5,
            close + 1,
            close - 1,
            close,
            100,
            0,
            Double.NaN,
            revision,
            splitFactor,
            0,
            "test",
            false,
            false,
            null,
            null,
            true);
    return new IndicatedBar(bar, revision == 0 ? indicators.update(bar) : indicators.revise(bar));
  }

  private static byte[] bytes(StrategySeries series) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    series.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static StrategySeries again(StrategySeries series) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes(series)));
    StrategySeries read = StrategySeries.read(in);
    assertThat(in.available()).isZero();
    return read;
  }

  @Test
  void theNewestBarIsTheFirstAndOldOnesLeave() {
    StrategySeries series = new StrategySeries(3);
    for (int i = 0; i < 5; i++) {
      series.add(minute(i, 100 + i, 1, 0));
    }
    assertThat(series.count()).isEqualTo(3);
    assertThat(series.close(0)).isEqualTo(104);
    assertThat(series.close(2)).isEqualTo(102);
    assertThat(series.open(1)).isEqualTo(102.5);
    assertThat(series.high(1)).isEqualTo(104);
    assertThat(series.low(1)).isEqualTo(102);
    assertThat(series.meanClose(3, 0)).isEqualTo(103);
    assertThat(series.meanClose(3, 1)).isNaN();
    assertThatThrownBy(() -> series.close(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> series.close(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aRevisionTakesThePlaceOfTheNewestBarAndAnOlderOnesIsDropped() {
    StrategySeries series = new StrategySeries(3);
    assertThat(series.add(minute(0, 100, 1, 0))).isTrue();
    assertThat(series.add(minute(1, 101, 1, 0))).isTrue();
    assertThat(series.add(minute(1, 111, 1, 1))).isFalse();
    assertThat(series.count()).isEqualTo(2);
    assertThat(series.close(0)).isEqualTo(111);
    assertThat(series.close(1)).isEqualTo(100);
    assertThat(series.before()).isNotNull();
  }

  @Test
  void aSplitPutsWhatWasBeforeOnTheNewScale() {
    StrategySeries series = new StrategySeries(3);
    series.add(minute(0, 100, 1, 0));
    series.add(minute(1, 26, 4, 0));
    assertThat(series.close(1)).isEqualTo(25);
    assertThat(series.volume(1)).isEqualTo(400);
    assertThat(series.volume(0)).isEqualTo(100);
  }

  @Property(tries = 100)
  void aRestoreAnywhereChangesNothing(
      @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = 2, max = 1000) Double> closes,
      @ForAll @IntRange(min = 1, max = 12) int length,
      @ForAll @IntRange(max = 29) int restoredAfter)
      throws IOException {
    StrategySeries through = new StrategySeries(length);
    StrategySeries restored = new StrategySeries(length);
    for (int i = 0; i < closes.size(); i++) {
      IndicatedBar bar = minute(i, closes.get(i), i % 7 == 6 ? 2 : 1, 0);
      through.add(bar);
      restored.add(bar);
      if (i == restoredAfter) {
        restored = again(restored).copy();
      }
    }
    assertThat(bytes(restored)).isEqualTo(bytes(through));
  }

  @Test
  void anotherLengthKeepsTheNewest() throws IOException {
    StrategySeries series = new StrategySeries(4);
    for (int i = 0; i < 6; i++) {
      series.add(minute(i, 100 + i, 1, 0));
    }
    StrategySeries shorter = series.withLength(2);
    assertThat(shorter.count()).isEqualTo(2);
    assertThat(shorter.close(1)).isEqualTo(104);
    StrategySeries longer = series.withLength(9);
    longer.add(minute(6, 106, 1, 0));
    assertThat(longer.count()).isEqualTo(5);
    assertThat(longer.close(4)).isEqualTo(102);
    assertThat(longer.close(0)).isEqualTo(106);
    assertThat(again(longer).close(4)).isEqualTo(102);
  }

  @Test
  void bytesOfAnotherVersionAreRefused() throws IOException {
    byte[] bytes = bytes(new StrategySeries(2));
    bytes[0] = 9;
    assertThatThrownBy(
            () -> StrategySeries.read(new DataInputStream(new ByteArrayInputStream(bytes))))
        .isInstanceOf(IOException.class)
        .hasMessage("strategy series: version 9, expected 1");
  }
}
