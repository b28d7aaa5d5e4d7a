package dev.sluice.bench.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Both sides of P8's second ratio compute the same. */
class RecomputedTest {
  @Test
  void recomputingTheWindowGivesWhatIsKept() {
    double[] closes = new double[256];
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < closes.length; i++) {
      closes[i] = 100 + random.nextDouble(-1, 1);
    }
    int window = 20;
    KeptIndicators kept = new KeptIndicators(window);
    int compared = 0;
    for (int bar = 0; bar < closes.length; bar++) {
      double value = kept.update(closes[bar]);
      if (bar < window + KeptIndicators.EXTRA_WARM_UP) {
        continue;
      }
      compared++;
      assertThat(Recomputed.all(closes, closes.length - 1, bar, window))
          .isEqualTo(value, within(1e-9));
    }
    assertThat(compared).isEqualTo(closes.length - window - KeptIndicators.EXTRA_WARM_UP);
  }

  @Test
  void aRunGivesNanosecondsABar() {
    assertThat(new IndicatorWindows(10, false).run().value()).isBetween(1.0, 1e6);
  }
}
