package dev.sluice.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TradedSymbolsTest {
  private static final List<String> SYMBOLS = List.of("A", "B", "C", "D");
  private static final Universe CONFIGURED = Universe.named(List.of("A", "B"));

  @Test
  void codesOfCalendarsNeverChange() {
    assertThat(List.of("NYSE", "TSX", "24/7", "FX"))
        .extracting(Calendars::codeOf)
        .containsExactly(1, 2, 3, 4);
    assertThat(Calendars.codeOf("xnas")).isEqualTo(1);
    for (String name : Calendars.names()) {
      assertThat(Calendars.byCode().get(Calendars.codeOf(name) - 1)).isSameAs(Calendars.of(name));
    }
  }

  @Test
  void anEditionActsAsItComesAndRemovesWhenItIsComplete() {
    TradedSymbols symbols = new TradedSymbols(CONFIGURED);
    assertThat(symbols.find("A").calendar()).isZero();
    assertThat(symbols.take(of(5, "C", "TSX"))).isEmpty();
    assertThat(symbols.find("C").calendar()).isEqualTo(2);
    assertThat(symbols.find("A")).isNotNull();
    assertThat(symbols.take(of(5, "B", "NYSE"))).isEmpty();
    assertThat(symbols.take(UniverseChange.complete(5, 2))).isEmpty();
    assertThat(symbols.find("A")).isNull();
    assertThat(symbols.find("B").calendar()).isEqualTo(1);
    assertThat(symbols.find(null)).isNull();
    assertThat(symbols.complete()).isEqualTo(5);
  }

  @Test
  void anEditionThatLacksAListingRemovesNothing() {
    TradedSymbols symbols = new TradedSymbols(CONFIGURED);
    assertThat(symbols.take(of(5, "C", "TSX"))).isEmpty();
    assertThat(symbols.take(UniverseChange.complete(5, 2)))
        .hasValueSatisfying(
            r ->
                assertThat(r.message())
                    .isEqualTo("BAD_LISTING: listings was '2', expected 1, as many as came of 5"));
    assertThat(symbols.find("A")).isNotNull();
    assertThat(symbols.take(UniverseChange.complete(6, 0))).isPresent();
  }

  @Test
  void anEarlierEditionChangesNothingAnyMore() {
    TradedSymbols symbols = new TradedSymbols(CONFIGURED);
    assertThat(symbols.take(of(5, "C", "TSX"))).isEmpty();
    assertThat(symbols.take(of(4, "C", "NYSE")))
        .hasValueSatisfying(
            r ->
                assertThat(r.message())
                    .isEqualTo("BAD_LISTING: edition was '4', expected at least 5"));
    assertThat(symbols.take(UniverseChange.complete(5, 1))).isEmpty();
    assertThat(symbols.take(of(4, "D", "NYSE"))).isPresent();
    assertThat(symbols.take(of(0, "D", "NYSE"))).isPresent();
    assertThat(symbols.find("C").calendar()).isEqualTo(2);
    assertThat(symbols.find("D")).isNull();
  }

  @Test
  void tradesMayBeOnHalfAStepAndQuotesNot() {
    TradedSymbols symbols = new TradedSymbols(CONFIGURED);
    assertThat(symbols.take(of(1, "C", "NYSE"))).isEmpty();
    TradedSymbols.Traded cents = symbols.find("C");
    assertThat(cents.isOffTick(Tick.trade("C", 1, 1, 123_456.78, 1, "t", false))).isFalse();
    assertThat(cents.isOffTick(Tick.trade("C", 1, 1, 0.015, 1, "t", false))).isFalse();
    assertThat(cents.isOffTick(Tick.trade("C", 1, 1, 12.3401, 1, "t", false))).isTrue();
    assertThat(cents.isOffTick(Tick.quote("C", 1, 1, 1.01, 1, 1.02, 1, "t", false))).isFalse();
    assertThat(cents.isOffTick(Tick.quote("C", 1, 1, 1.01, 1, 1.025, 1, "t", false))).isTrue();
    assertThat(symbols.find("A").isOffTick(Tick.trade("A", 1, 1, 0.12345, 1, "t", false)))
        .isFalse();
  }

  /** Wherever it is written and read again, the rest of the log makes the same of it. */
  @Property(tries = 500)
  void aSplitOfTheLogChangesNothing(
      @ForAll @Size(max = 40) List<@IntRange(max = 59) Integer> log,
      @ForAll @IntRange(max = 40) int split) {
    TradedSymbols whole = new TradedSymbols(CONFIGURED);
    TradedSymbols parts = new TradedSymbols(CONFIGURED);
    List<Boolean> takenWhole = new ArrayList<>();
    List<Boolean> takenParts = new ArrayList<>();
    for (int i = 0; i < log.size(); i++) {
      if (i == split) {
        parts = TradedSymbols.restore(CONFIGURED, parts.complete(), parts.changes());
      }
      takenWhole.add(whole.take(change(log.get(i))).isEmpty());
      takenParts.add(parts.take(change(log.get(i))).isEmpty());
    }
    assertThat(takenParts).isEqualTo(takenWhole);
    for (String symbol : SYMBOLS) {
      assertThat(parts.find(symbol)).isEqualTo(whole.find(symbol));
    }
    assertThat(parts.changes()).isEqualTo(whole.changes());
  }

  private static UniverseChange change(int number) {
    long edition = 1 + number % 3;
    int kind = number / 3 % 5;
    return kind == 4
        ? UniverseChange.complete(edition, number / 15)
        : of(edition, SYMBOLS.get(kind), number / 15 % 2 == 0 ? "NYSE" : "TSX");
  }

  private static UniverseChange of(long edition, String symbol, String exchange) {
    return UniverseChange.of(
        edition,
        new Listing(
            symbol, exchange, "USD", ListingCategory.CORE, new BigDecimal("0.01"), BigDecimal.ONE));
  }
}
