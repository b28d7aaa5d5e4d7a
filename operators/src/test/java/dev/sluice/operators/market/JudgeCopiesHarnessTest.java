package dev.sluice.operators.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.Tick;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Second copies of trades, of feeds that number their ticks in different ways. */
class JudgeCopiesHarnessTest {
  private static final long OPEN = Instant.parse("2024-03-05T14:30:00Z").toEpochMilli();
  private static final int TRADES = 500;

  /** As the simulated market does. */
  @Test
  void aCopyIsFoundFarBackWhereQuotesShareTheNumbersOfTrades() throws Exception {
    try (var harness = JudgeQualityHarnessTest.open(JudgeQualityHarnessTest.ON, null)) {
      long sequence = 0;
      for (int i = 0; i < TRADES; i++) {
        JudgeQualityHarnessTest.send(harness, quote(++sequence, i));
        JudgeQualityHarnessTest.send(harness, quote(++sequence, i));
        JudgeQualityHarnessTest.send(harness, trade(++sequence, i));
      }
      assertThat(Asides.events(harness)).hasSize(3 * TRADES);
      JudgeQualityHarnessTest.send(harness, trade(3, TRADES));
      assertThat(Asides.events(harness)).hasSize(3 * TRADES);
      assertThat(Asides.letters(harness))
          .extracting(DeadLetter::code)
          .containsExactly("DUPLICATE_TRADE");
    }
  }

  /** As exchanges' consolidated feeds do: a quote's number says nothing of a trade's. */
  @Test
  void noTradeIsTakenForACopyWhereQuotesHaveNumbersOfTheirOwn() throws Exception {
    try (var harness = JudgeQualityHarnessTest.open(JudgeQualityHarnessTest.ON, null)) {
      long quotes = 0;
      for (int i = 0; i < TRADES; i++) {
        JudgeQualityHarnessTest.send(harness, quote(++quotes, i));
        JudgeQualityHarnessTest.send(harness, quote(++quotes, i));
        JudgeQualityHarnessTest.send(harness, trade(i + 1, i));
      }
      assertThat(Asides.letters(harness)).isEmpty();
      JudgeQualityHarnessTest.send(harness, trade(1, TRADES));
      assertThat(Asides.letters(harness)).hasSize(1);
    }
  }

  private static MarketEvent trade(long sequence, int millis) {
    return event(Tick.trade("SPY", sequence, OPEN + millis, 100, 10, "test", false));
  }

  private static MarketEvent quote(long sequence, int millis) {
    return event(Tick.quote("SPY", sequence, OPEN + millis, 99, 1, 101, 1, "test", false));
  }

  private static MarketEvent event(Tick tick) {
    return new MarketEvent("SPY", tick, null, OPEN - 5_001, 0, tick.sequence(), 0);
  }
}
