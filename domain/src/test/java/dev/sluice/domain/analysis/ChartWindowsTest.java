package dev.sluice.domain.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.indicator.IndicatorSnapshot;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ChartWindowsTest {
  private static final double[] FACTORS = {1, 1, 1, 2, 7, 0.1, 1.5};

  /** Bars as traded, appended one by one, are the bars that were adjusted beforehand. */
  @Property(tries = 200)
  void aWindowWithSplitsIsTheWindowOfAdjustedBars(
      @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = 0.01, max = 5000) Double> prices,
      @ForAll @Size(value = 30) List<@IntRange(max = 6) Integer> splits,
      @ForAll @IntRange(min = 1, max = 40) int max) {
    int n = prices.size();
    double[] toCome = new double[n];
    toCome[n - 1] = 1;
    for (int i = n - 2; i >= 0; i--) {
      toCome[i] = toCome[i + 1] * FACTORS[splits.get(i + 1)];
    }
    List<IndicatedBar> window = List.of();
    List<IndicatedBar> adjusted = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double split = FACTORS[splits.get(i)];
      adjusted.add(bar(i, prices.get(i), 1e6, split, 0));
      window =
          ChartWindows.append(
              window, bar(i, prices.get(i) * toCome[i], 1e6 / toCome[i], split, 0), max);
    }
    assertSame(window, adjusted.subList(Math.max(0, n - max), n));
  }

  @Test
  void theSecondCopyOfABarChangesNothing() {
    List<IndicatedBar> one = ChartWindows.append(List.of(), bar(0, 100, 10, 1, 0), 5);
    List<IndicatedBar> two = ChartWindows.append(one, bar(1, 50, 20, 2, 0), 5);
    assertThat(two.get(0).bar().close()).isEqualTo(50);
    assertThat(ChartWindows.append(two, bar(1, 50, 20, 2, 0), 5)).isEqualTo(two);
    assertThat(ChartWindows.append(two, bar(0, 100, 10, 1, 0), 5)).isEqualTo(two);
  }

  @Test
  void aLaterEditionReplacesTheLastBarAndItsSplit() {
    List<IndicatedBar> window = ChartWindows.append(List.of(), bar(0, 100, 10, 1, 0), 5);
    window = ChartWindows.append(window, bar(1, 50, 20, 1, 0), 5);
    window = ChartWindows.append(window, bar(1, 51, 20, 2, 1), 5);
    assertThat(window).extracting(b -> b.bar().close()).containsExactly(50.0, 51.0);
    assertThat(window.get(0).bar().volume()).isEqualTo(20);
  }

  @Test
  void badInputIsNamed() {
    List<IndicatedBar> none = List.of();
    assertThatThrownBy(() -> ChartWindows.append(none, bar(0, 1, 1, 1, 0), 0))
        .hasMessageContaining("max: 0");
    assertThatThrownBy(() -> ChartWindows.append(none, bar(0, 1, 1, 0, 0), 5))
        .hasMessageContaining("splitFactor: 0.0 of TEST");
    IndicatedBar week =
        new IndicatedBar(
            bar("TEST", Timeframe.WEEK, 1, 1, 1, 1, 0), bar(0, 1, 1, 1, 0).indicators());
    List<IndicatedBar> daily = List.of(bar(0, 1, 1, 1, 0));
    assertThatThrownBy(() -> ChartWindows.append(daily, week, 5))
        .hasMessageContaining("TEST 1w in a window of TEST 1d");
  }

  private static void assertSame(List<IndicatedBar> actual, List<IndicatedBar> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertRecord(actual.get(i).bar(), expected.get(i).bar());
      assertRecord(actual.get(i).indicators(), expected.get(i).indicators());
    }
  }

  private static void assertRecord(Record actual, Record expected) {
    for (RecordComponent c : actual.getClass().getRecordComponents()) {
      try {
        Object a = c.getAccessor().invoke(actual);
        Object e = c.getAccessor().invoke(expected);
        if (a instanceof Double x && !x.isNaN()) {
          assertThat(x).as(c.getName()).isCloseTo((Double) e, within(1e-12 * Math.abs((Double) e)));
        } else {
          assertThat(a).as(c.getName()).isEqualTo(e);
        }
      } catch (ReflectiveOperationException failure) {
        throw new AssertionError(failure);
      }
    }
  }

  private static IndicatedBar bar(int day, double p, double v, double split, int revision) {
    IndicatorSnapshot snapshot =
        new IndicatorSnapshot(
            p,
            p * 2,
            p * 3,
            Double.NaN,
            p,
            p,
            p / 10,
            p / 20,
            p / 20,
            55,
            p * 1.1,
            p,
            p * 0.9,
            40,
            41,
            -60,
            p / 50,
            25,
            0.3,
            v * 2,
            12,
            v * 9);
    return new IndicatedBar(bar("TEST", Timeframe.SESSION, day, p, v, split, revision), snapshot);
  }

  private static Bar bar(
      String symbol, Timeframe timeframe, int day, double p, double v, double split, int revision) {
    LocalDate date = LocalDate.of(2024, 1, 1).plusDays(day);
    Instant start = date.atTime(14, 30).toInstant(ZoneOffset.UTC);
    return new Bar(
        symbol,
        timeframe,
        start,
        start.plusSeconds(23_400),
        date,
        p,
        p * 1.2,
        p * 0.8,
        p,
        v,
        7,
        Double.NaN,
        revision,
        split,
        p / 100,
        "test",
        true,
        false,
        null,
        null,
        true);
  }
}
