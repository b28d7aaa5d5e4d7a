package dev.sluice.domain.indicator;

import static dev.sluice.domain.indicator.IndicatorStatePropertiesTest.BARS;
import static dev.sluice.domain.indicator.IndicatorStatePropertiesTest.bytes;
import static dev.sluice.domain.indicator.IndicatorStatePropertiesTest.read;
import static dev.sluice.domain.indicator.IndicatorStatePropertiesTest.walk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A bar that was revised leaves no trace of its earlier editions. */
class IndicatorRevisionTest {
  /** Another edition of a bar: other prices and volume, and perhaps a split. */
  private static Bar edition(int i, double[] bar, Random random) {
    double[] other = new double[5];
    for (int field = 0; field < 5; field++) {
      other[field] = bar[field] * (0.5 + random.nextDouble());
    }
    return TestBars.bar(i, other, split(random));
  }

  private static double split(Random random) {
    return random.nextInt(12) == 0 ? 0.05 + 8 * random.nextDouble() : 1;
  }

  /** The state itself, a copy of it, or what was written and read. */
  private static IndicatorState disturbed(IndicatorState state, Random random) throws IOException {
    return switch (random.nextInt(8)) {
      case 0 -> read(bytes(state));
      case 1 -> state.copy();
      default -> state;
    };
  }

  @Property(tries = 150)
  void onlyTheLastEditionsCount(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    IndicatorState straight = new IndicatorState(Timeframe.SESSION);
    IndicatorState revised = new IndicatorState(Timeframe.SESSION);
    List<double[]> bars = walk(seed);
    for (int i = 0; i < BARS; i++) {
      Bar last = TestBars.bar(i, bars.get(i), split(random));
      IndicatorSnapshot expected = straight.update(last);
      IndicatorSnapshot got = null;
      int editions = 1 + (random.nextInt(3) == 0 ? random.nextInt(4) : 0);
      for (int edition = editions; edition > 0; edition--) {
        Bar bar = edition == 1 ? last : edition(i, bars.get(i), random);
        got = edition == editions ? revised.update(bar) : revised.revise(bar);
        revised = disturbed(revised, random);
      }
      assertThat(got).isEqualTo(expected);
      assertThat(revised.snapshot()).isEqualTo(expected);
    }
    assertThat(bytes(revised)).isEqualTo(bytes(straight));
  }

  @Property(tries = 60)
  void anyCutsOfTheStreamGiveTheSame(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    IndicatorState straight = new IndicatorState(Timeframe.SESSION);
    IndicatorState cut = new IndicatorState(Timeframe.SESSION);
    List<double[]> bars = walk(seed);
    for (int i = 0; i < BARS; i++) {
      Bar bar = TestBars.bar(i, bars.get(i), split(random));
      assertThat(cut.update(bar)).isEqualTo(straight.update(bar));
      cut = disturbed(cut, random);
      assertThat(bytes(cut)).isEqualTo(bytes(straight));
    }
  }

  @Test
  void writingAndCopyingChangeNothing() throws IOException {
    IndicatorState state = new IndicatorState(Timeframe.SESSION);
    List<double[]> bars = walk(3);
    for (int i = 0; i < 30; i++) {
      state.update(TestBars.bar(i, bars.get(i), i == 29 ? 2 : 1));
    }
    byte[] before = bytes(state);
    IndicatorState copy = state.copy();
    copy.revise(TestBars.bar(29, bars.get(31), 3));
    copy.update(TestBars.bar(30, bars.get(30), 1));
    assertThat(bytes(state)).isEqualTo(before);
    assertThat(bytes(copy)).isNotEqualTo(before);
  }

  @Test
  void theFirstBarCanBeRevised() {
    IndicatorState straight = new IndicatorState(Timeframe.SESSION);
    IndicatorState revised = new IndicatorState(Timeframe.SESSION);
    List<double[]> bars = walk(4);
    revised.update(TestBars.bar(0, bars.get(7), 1));
    revised.revise(TestBars.bar(0, bars.get(0), 1));
    straight.update(TestBars.bar(0, bars.get(0), 1));
    for (int i = 1; i < 40; i++) {
      Bar bar = TestBars.bar(i, bars.get(i), 1);
      assertThat(revised.update(bar)).isEqualTo(straight.update(bar));
    }
  }

  @Test
  void refusesToReviseNothingAndWhatWouldSpoilTheState() throws IOException {
    IndicatorState state = new IndicatorState(Timeframe.SESSION);
    double[] prices = {5, 6, 4, 5, 1};
    assertThatThrownBy(() -> state.revise(TestBars.bar(0, prices, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no bar");
    state.update(TestBars.bar(0, prices, 1));
    byte[] before = bytes(state);
    double[] wrong = {5, 6, -4, 5, 1};
    assertThatThrownBy(() -> state.revise(TestBars.bar(0, wrong, 1)))
        .hasMessageContaining("low: -4.0");
    assertThat(bytes(state)).isEqualTo(before);
  }
}
