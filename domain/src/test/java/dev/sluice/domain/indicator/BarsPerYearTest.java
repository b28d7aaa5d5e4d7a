package dev.sluice.domain.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.market.TradingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarsPerYearTest {
  @ParameterizedTest
  @CsvSource({
    "1s, 5896800, 31536000",
    "1m, 98280, 525600",
    "5m, 19656, 105120",
    "15m, 6552, 35040",
    "1h, 1764, 8760",
    "1d, 252, 365",
    "1w, 52, 52"
  })
  void aYearOfNewYorkAndOneWithoutRest(String code, double newYork, double always) {
    Timeframe timeframe = Timeframe.of(code);
    assertThat(BarsPerYear.of(timeframe)).isEqualTo(newYork);
    assertThat(BarsPerYear.of(timeframe, ExchangeCalendar.nyse())).isEqualTo(newYork);
    assertThat(BarsPerYear.of(timeframe, new EveryDay())).isEqualTo(always);
    assertThat(new IndicatorState(timeframe).barsPerYear()).isEqualTo(newYork);
  }

  @Test
  void volatilityGrowsWithTheRootOfTheBars() {
    HistoricalVolatility days = new HistoricalVolatility(20, 252);
    HistoricalVolatility minutes = new HistoricalVolatility(20, 252 * 390);
    for (int i = 0; i < 30; i++) {
      days.update(100 + i % 7);
      minutes.update(100 + i % 7);
    }
    assertThat(minutes.value() / days.value()).isCloseTo(Math.sqrt(390), within(1e-12));
  }

  @Test
  void refusesAYearOfNothing() {
    assertThatThrownBy(() -> BarsPerYear.of(Timeframe.HOUR, 0, Duration.ofHours(1)))
        .hasMessageContaining("sessionsPerYear: 0.0");
    assertThatThrownBy(() -> BarsPerYear.of(Timeframe.HOUR, 252, Duration.ZERO))
        .hasMessageContaining("session: PT0S");
  }

  /** A session a day, from midnight to midnight UTC. */
  private static final class EveryDay implements TradingCalendar {
    @Override
    public String name() {
      return "24/7";
    }

    @Override
    public Optional<Session> session(LocalDate date) {
      Instant open = date.atStartOfDay(ZoneOffset.UTC).toInstant();
      return Optional.of(new Session(date, open, open.plus(Duration.ofDays(1))));
    }

    @Override
    public LocalDate dateOf(Instant instant) {
      return instant.atZone(ZoneOffset.UTC).toLocalDate();
    }
  }
}
