package dev.sluice.sinks.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IndicatorMapperTest {
  /** By a late trade of a Friday that had none. */
  @Test
  void aRevisionThatMovesAWeeksEndIsTheSameRow() {
    String id = id(Timeframe.WEEK, Duration.ZERO, Duration.ZERO);
    assertThat(id(Timeframe.WEEK, Duration.ZERO, Duration.ofDays(1))).isEqualTo(id);
    assertThat(id(Timeframe.WEEK, Duration.ofDays(7), Duration.ofDays(7))).isNotEqualTo(id);
  }

  @Test
  void otherBarsAreToldApartByTheirEnds() {
    String id = id(Timeframe.SESSION, Duration.ZERO, Duration.ZERO);
    assertThat(id(Timeframe.SESSION, Duration.ZERO, Duration.ofDays(1))).isNotEqualTo(id);
  }

  private static String id(Timeframe timeframe, Duration start, Duration end) {
    Bar b = SampleDesk.bar(1, 10);
    Bar bar =
        new Bar(
            b.symbol(),
            timeframe,
            b.start().plus(start),
            b.end().plus(end),
            b.sessionDate(),
            b.open(),
            b.high(),
            b.low(),
            b.close(),
            b.volume(),
            b.trades(),
            b.vwap(),
            b.revision(),
            b.splitFactor(),
            b.dividend(),
            b.source(),
            b.simulated(),
            b.history(),
            b.firstEvent(),
            b.lastEvent(),
            b.complete());
    IndicatedBar sample = SampleDesk.indicated(1);
    return new IndicatorMapper()
        .rows(new IndicatedBar(bar, sample.indicators(), sample.custom()))
        .get(0)
        .id();
  }
}
