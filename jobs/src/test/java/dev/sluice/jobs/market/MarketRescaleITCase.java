package dev.sluice.jobs.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.operators.market.MarketStates;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The market job stopped by savepoints and gone on with at another parallelism, 1 → 2 → 1, beside
 * one that is never stopped: what it writes, and what it holds in the middle of a session.
 */
class MarketRescaleITCase {
  private static final MarketStretches LOG = new MarketStretches();
  private static final List<Instant> CUTS = MarketStretches.CUTS;

  @TempDir Path directory;

  @Test
  void statesAndResultsAreThoseOfAJobThatWasNeverStopped() throws Exception {
    MarketRun undisturbed;
    Map<String, String> expectedStates;
    try (StagedMarket market = market("undisturbed")) {
      market.append(LOG.between(Instant.MIN, CUTS.get(2)));
      market.start(1, null);
      market.await(CUTS.get(2));
      Path savepoint = market.stop(directory.resolve("undisturbed-savepoints"));
      expectedStates = MarketStates.read(savepoint);
    }
    try (StagedMarket market = market("whole")) {
      market.append(LOG.log());
      market.start(1, null);
      market.await(MarketStretches.END);
      undisturbed = market.output();
    }

    try (StagedMarket market = market("rescaled")) {
      Path savepoint = stage(market, 1, null, Instant.MIN, CUTS.get(0));
      savepoint = stage(market, 2, savepoint, CUTS.get(0), CUTS.get(1));
      savepoint = stage(market, 1, savepoint, CUTS.get(1), CUTS.get(2));
      Map<String, String> states = MarketStates.read(savepoint);
      assertThat(states).isEqualTo(expectedStates);
      market.append(LOG.between(CUTS.get(2), Instant.MAX));
      market.start(1, savepoint);
      market.await(MarketStretches.END);
      assertSame(market.output(), undisturbed);
    }
    assertThat(expectedStates.keySet())
        .contains(
            "close-bars symbol-bars SPY",
            "close-bars timers TSLA",
            "compute-indicators indicators NVDA 1m",
            "compute-indicators indicators IWM 1d",
            "judge-quality symbol-quality NVDA",
            "judge-quality given-bar-quality IWM",
            "validate-market-data ticks/0",
            "validate-market-data bars.raw/1")
        .anyMatch(key -> key.startsWith("quote-given-bars given-bars IWM"));
  }

  private StagedMarket market(String name) throws Exception {
    return new StagedMarket(directory.resolve(name), MarketStretches.OPTIONS);
  }

  private Path stage(
      StagedMarket market, int parallelism, Path savepoint, Instant after, Instant upTo)
      throws Exception {
    market.append(LOG.between(after, upTo));
    market.start(parallelism, savepoint);
    market.await(upTo);
    return market.stop(directory.resolve("savepoints"));
  }

  /**
   * In the order of writing. Of a symbol with two topics that is the order in which they were read;
   * who trades on its quotes waits for markers and takes them in the order of time, as here.
   */
  private static Map<String, List<Tick>> quotes(MarketRun run) {
    Map<String, List<Tick>> quotes = new TreeMap<>(run.quotes());
    quotes.computeIfPresent(
        MarketStretches.TRADED_AFTER_HISTORY,
        (symbol, ticks) ->
            ticks.stream()
                .sorted(Comparator.comparing(Tick::eventTime).thenComparing(Tick::sequence))
                .toList());
    return quotes;
  }

  /** The history first, whatever late trades were read before it on the other topic. */
  private static void assertInOrder(MarketRun run) {
    List<Bar> days =
        run.editions().stream()
            .filter(bar -> bar.symbol().equals(MarketStretches.TRADED_AFTER_HISTORY))
            .filter(bar -> bar.timeframe() == Timeframe.SESSION && bar.revision() == 0)
            .toList();
    assertThat(days).hasSize(42).isSortedAccordingTo(Comparator.comparing(Bar::end));
    assertThat(run.lastIndicated().values())
        .filteredOn(day -> day.bar().symbol().equals(MarketStretches.TRADED_AFTER_HISTORY))
        .filteredOn(day -> day.bar().timeframe() == Timeframe.SESSION)
        .filteredOn(day -> day.bar().end().equals(days.get(40).end()))
        .singleElement()
        .satisfies(day -> assertThat(day.indicators().sma20()).isFinite());
  }

  private static void assertSame(MarketRun run, MarketRun undisturbed) {
    assertThat(run.lastEditions()).isEqualTo(undisturbed.lastEditions());
    assertThat(run.editions()).containsExactlyInAnyOrderElementsOf(undisturbed.editions());
    assertThat(run.lastIndicated()).isEqualTo(undisturbed.lastIndicated());
    assertInOrder(run);
    assertThat(quotes(run)).isEqualTo(quotes(undisturbed));
    assertThat(run.found()).isEqualTo(undisturbed.found()).hasSize(12);
    assertThat(run.letters()).isEqualTo(undisturbed.letters()).containsKey("DUPLICATE_TRADE");
    assertThat(run.editions()).extracting(Bar::revision).contains(0, 1);
  }
}
