package dev.sluice.jobs.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Timeframe;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  /** The open of the session of 2024-07-03, a half day. */
  private static final Instant BEGIN = Instant.parse("2024-07-03T13:30:00Z");

  private final ObjectsInMemory objects = new ObjectsInMemory();
  private final WarmUp warmUp = new WarmUp(() -> HistoryStore.on(objects), ExchangeCalendar.nyse());

  private static HistoryBar bar(String symbol, String date, double split) {
    return new HistoryBar(
        symbol, LocalDate.parse(date), 10, 12, 9, 11, 100.5, 5.5, 0.25, split, "old.csv");
  }

  @BeforeEach
  void load() throws Exception {
    new Backfill(HistoryStore.on(objects))
        .load(
            List.of(
                bar("SPY", "2023-12-29", 1),
                // A Saturday: the history is of a market of another calendar.
                bar("SPY", "2024-06-29", 1),
                bar("SPY", "2024-07-02", 2),
                bar("SPY", "2024-07-03", 1),
                bar("SPY", "2025-01-02", 1),
                bar("TLT", "2024-07-02", 1)),
            done -> {});
  }

  @Test
  void givesTheSessionsBeforeTheFeedAsHistory() throws Exception {
    assertThat(warmUp.before(List.of("SPY", "QQQ"), BEGIN))
        .containsExactlyInAnyOrder(
            expected("2023-12-29", "2023-12-29T14:30:00Z", "2023-12-29T21:00:00Z", 1),
            expected("2024-07-02", "2024-07-02T13:30:00Z", "2024-07-02T20:00:00Z", 2));
  }

  private static RawBar expected(String date, String open, String close, double split) {
    return new RawBar(
        "SPY",
        Timeframe.SESSION,
        Instant.parse(open),
        Instant.parse(close),
        LocalDate.parse(date),
        10,
        12,
        9,
        11,
        100.5,
        split,
        0.25,
        "old.csv",
        false,
        true);
  }

  @Test
  void nothingAtAllIsSaidWithWhatLoadsIt() {
    assertThatThrownBy(() -> warmUp.before(List.of("QQQ", "IWM"), BEGIN))
        .isInstanceOf(HistoryException.class)
        .hasMessage(
            "there is none of QQQ,IWM before 2024-07-03T13:30:00Z; ./sluice backfill loads it");
  }
}
