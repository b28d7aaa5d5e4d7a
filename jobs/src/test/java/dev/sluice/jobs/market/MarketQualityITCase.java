package dev.sluice.jobs.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.quality.SessionQuality;
import dev.sluice.embedded.EmbeddedKafka;
import dev.sluice.jobs.market.MarketDays.Event;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Wrong and true prices in the log of two sessions, and the whole market job's answer beside that
 * of the undisturbed log. The row R16 of the targets, of market data.
 */
class MarketQualityITCase {
  private static final Map<String, String> OPTIONS =
      Map.of(
          "sluice.symbols",
          String.join(";", MarketDays.SYMBOLS),
          "sluice.market.timeframes",
          "1s;1m;5m;15m;1h;1d;1w");
  private static final long HOUR = 3_600_000;

  @TempDir static Path directory;
  private static EmbeddedKafka kafka;
  private static MarketDays days;
  private static MarketRun undisturbed;
  private static long firstOpen;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    days = new MarketDays();
    firstOpen = days.events().get(0).at();
    undisturbed = run(days.events(), Map.of());
    assertThat(undisturbed.letters()).isEmpty();
  }

  @AfterAll
  static void stop() throws Exception {
    kafka.close();
  }

  private static MarketRun run(List<Event> events, Map<String, String> more) throws Exception {
    Map<String, String> options = new TreeMap<>(OPTIONS);
    options.putAll(more);
    return MarketRun.of(kafka, days.log(events), options);
  }

  private static MarketRun unjudged(List<Event> events) throws Exception {
    return run(events, Map.of("sluice.market.quality.enabled", "false"));
  }

  private static void assertAsUndisturbed(MarketRun run) {
    assertThat(run.bars()).isEqualTo(undisturbed.bars());
    assertThat(run.editions()).extracting(Bar::revision).containsOnly(0);
    assertThat(run.indicators()).isEqualTo(undisturbed.indicators());
    assertThat(run.quotes()).isEqualTo(undisturbed.quotes());
  }

  @Test
  void eachSessionOfEachSymbolHasItsRow() {
    Map<String, Long> trades =
        days.events().stream()
            .filter(event -> event.trade() != null)
            .collect(
                Collectors.groupingBy(
                    event ->
                        event.trade().symbol()
                            + (event.at() - firstOpen < 24 * HOUR
                                ? " 2024-03-08 ticks"
                                : " 2024-03-11 ticks"),
                    Collectors.counting()));
    assertThat(trades).hasSize(6);
    assertThat(undisturbed.found().keySet()).isEqualTo(trades.keySet());
    undisturbed
        .found()
        .forEach((key, found) -> assertThat(found.records()).isEqualTo(trades.get(key)));
    assertThat(undisturbed.found().values()).extracting(SessionQuality::rejected).containsOnly(0L);
    assertThat(undisturbed.found().values()).extracting(SessionQuality::revision).containsOnly(0);
  }

  /** R16: half or one and a half times the price, where the next trade is as before. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1.5})
  void aSpikeIsInNoBarAndOnNoQuote(double factor) throws Exception {
    List<Event> events = days.events();
    long spikes = 0;
    for (Event event : days.events()) {
      Tick t = event.trade();
      if (t != null && t.sequence() % 50 == 25) {
        spikes++;
        events.add(
            new Event(
                event.at() + 1,
                Tick.trade(
                    t.symbol(), 0, t.eventTime() + 1, t.price() * factor, 1e6, t.source(), true)));
      }
    }
    MarketDays.sort(events);
    assertThat(spikes).isGreaterThan(100);
    MarketRun run = run(events, Map.of());
    assertThat(run.letters()).isEqualTo(Map.of("SPIKE", spikes));
    assertAsUndisturbed(run);
    assertThat(run.found().values().stream().mapToLong(SessionQuality::rejected).sum())
        .isEqualTo(spikes);
    assertThat(sum(run, "SPIKE")).isEqualTo(spikes);
    assertThat(sum(run, "SPIKE_REFUTED")).isEqualTo(spikes);
    // Without the rules the same log gives other bars: it is they that keep the spikes out.
    assertThat(unjudged(events).bars()).isNotEqualTo(undisturbed.bars());
  }

  private static long sum(MarketRun run, String rule) {
    return run.found().values().stream()
        .mapToLong(found -> found.findings().getOrDefault(rule, 0L))
        .sum();
  }

  /** R16: the price moves by half at once and stays there. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aMoveThatStaysIsInItsBarsWithEveryTrade(int slots) throws Exception {
    List<Event> moved =
        changed(
            days.events(),
            t ->
                t.symbol().equals("NVDA") && t.eventTime() > firstOpen + 2 * HOUR
                    ? priced(t, t.price() * 1.5)
                    : t);
    MarketRun run = run(moved, Map.of("sluice.parallelism", "" + slots));
    assertThat(run.letters()).isEmpty();
    MarketRun unjudged = unjudged(moved);
    assertThat(run.bars()).isEqualTo(unjudged.bars());
    assertThat(run.bars()).isNotEqualTo(undisturbed.bars());
    assertThat(run.indicators()).isEqualTo(unjudged.indicators());
    assertThat(sum(run, "SPIKE_CONFIRMED")).isEqualTo(1);
    // Only what its clock had not passed when it was confirmed can fill an order.
    List<Tick> seen = run.quotes().get("NVDA");
    List<Tick> all = unjudged.quotes().get("NVDA");
    assertThat(all).containsSubsequence(seen);
    assertThat(all.size() - seen.size()).isBetween(1, 3);
    assertThat(run.quotes().get("SPY")).isEqualTo(undisturbed.quotes().get("SPY"));
  }

  /** R16: no trade for an hour, and then another price. */
  @Test
  void aHaltBreaksNothing() throws Exception {
    List<Event> halted = new ArrayList<>();
    for (Event event : days.events()) {
      long since = event.at() - firstOpen;
      boolean inHalt = since > HOUR && since < 2 * HOUR;
      if (event.trade() == null || !event.trade().symbol().equals("SPY") || !inHalt) {
        halted.add(event);
      }
    }
    List<Event> resumed =
        changed(
            halted,
            t ->
                t.symbol().equals("SPY") && t.eventTime() >= firstOpen + 2 * HOUR
                    ? priced(t, t.price() * 0.7)
                    : t);
    MarketRun run = run(resumed, Map.of());
    assertThat(run.letters()).isEmpty();
    assertThat(run.bars()).isEqualTo(unjudged(resumed).bars());
    long gaps = run.found().get("SPY 2024-03-08 ticks").findings().get("GAP");
    assertThat(gaps)
        .isEqualTo(
            undisturbed.found().get("SPY 2024-03-08 ticks").findings().getOrDefault("GAP", 0L) + 1);
  }

  /** R16: a bid above the ask fills nothing. */
  @Test
  void crossedQuotesAreKeptAside() throws Exception {
    List<Event> events = days.events();
    List<Event> sound = days.events();
    long crossed = 0;
    for (Event event : days.events()) {
      Tick t = event.trade();
      if (t != null && t.sequence() % 40 == 20) {
        sound.add(new Event(event.at(), quote(t, t.price() - 0.01, t.price() + 0.01)));
        events.add(new Event(event.at(), quote(t, t.price() - 0.01, t.price() + 0.01)));
        events.add(new Event(event.at(), quote(t, t.price() + 0.01, t.price() - 0.01)));
        crossed++;
      }
    }
    MarketDays.sort(events);
    MarketDays.sort(sound);
    MarketRun run = run(events, Map.of());
    MarketRun without = run(sound, Map.of());
    assertThat(run.letters()).isEqualTo(Map.of("CROSSED_QUOTE", crossed));
    assertThat(run.bars()).isEqualTo(undisturbed.bars());
    assertThat(run.quotes()).isEqualTo(without.quotes());
    assertThat(run.quotes()).isNotEqualTo(undisturbed.quotes());
    assertThat(sum(run, "CROSSED_QUOTE")).isEqualTo(crossed);
  }

  private static Tick quote(Tick at, double bid, double ask) {
    return Tick.quote(at.symbol(), 0, at.eventTime(), bid, 1, ask, 1, at.source(), true);
  }

  private static Tick priced(Tick t, double price) {
    return Tick.trade(
        t.symbol(), t.sequence(), t.eventTime(), price, t.size(), t.source(), t.simulated());
  }

  private static List<Event> changed(List<Event> events, UnaryOperator<Tick> change) {
    return events.stream()
        .map(e -> e.trade() == null ? e : new Event(e.at(), change.apply(e.trade())))
        .toList();
  }
}
