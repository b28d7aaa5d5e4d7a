package dev.sluice.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {
  @Test
  void theMedianIsTheValueInTheMiddle() {
    assertThat(new Series(List.of(9.0, 1.0, 5.0)).median()).isEqualTo(5);
    assertThat(new Series(List.of(9.0, 1.0, 5.0, 6.0)).median()).isEqualTo(5.5);
  }

  @Test
  void theSpreadIsOfTheMedian() {
    assertThat(new Series(List.of(100.0, 95.0, 108.0)).spread()).isEqualTo(0.13, within(1e-12));
  }

  @Test
  void moreThanFifteenPerCentIsNoise() {
    assertThat(new Series(List.of(100.0, 95.0, 110.0)).isNoisy()).isFalse();
    assertThat(new Series(List.of(100.0, 95.0, 110.1)).isNoisy()).isTrue();
    assertThat(new Series(List.of(0.0, 0.0)).isNoisy()).as("nothing to compare with").isTrue();
  }

  @Test
  void whatSlowsBothSidesDownLeavesThePairedRatioAlone() {
    Series first = new Series(List.of(50.0, 100.0, 48.0));
    Series second = new Series(List.of(100.0, 200.0, 96.0));
    assertThat(first.pairedRatio(second)).isEqualTo(0.5);
  }

  @Test
  void noValuesAreRefused() {
    assertThatThrownBy(() -> new Series(List.of())).hasMessageContaining("expected at least 1");
  }
}
