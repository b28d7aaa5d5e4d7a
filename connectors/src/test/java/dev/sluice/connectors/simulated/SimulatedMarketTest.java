package dev.sluice.connectors.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SimulatedMarketTest {
  private static final LocalDate FIRST = LocalDate.of(2025, 1, 6);
  private static final List<String> DESK =
      List.of("TSLA", "NVDA", "AAPL", "MSFT", "SPY", "QQQ", "IWM", "TLT", "GLD", "USO");

  private static SimulatedMarket market(long seed, List<String> symbols, int history) {
    return new SimulatedMarket(seed, symbols, ExchangeCalendar.nyse(), FIRST, history);
  }

  @Test
  void theSameSeedGivesTheSameTicksOnEveryPlatform() {
    SimulatedMarket market = market(7, List.of("TSLA", "XYZ"), 30);
    // The hash was taken once and is kept: it changes with the model, and with nothing else.
    assertThat(hash(market.ticks(31)))
        .isEqualTo("1f8e55a264a6a181bc7cc4f0a435de73615c78bf4c793250d08609e3bd79e237")
        .isEqualTo(hash(market(7, List.of("XYZ", "TSLA"), 30).ticks(31)))
        .isNotEqualTo(hash(market(8, List.of("TSLA", "XYZ"), 30).ticks(31)));
  }

  @Test
  void aSymbolsTicksDoNotDependOnTheOthers() {
    List<Tick> alone = market(3, List.of("GLD"), 10).ticks(12);
    List<Tick> among =
        market(3, DESK, 10).ticks(12).stream().filter(t -> t.symbol().equals("GLD")).toList();
    assertThat(among).isEqualTo(alone);
  }

  @Test
  void aSessionRunsFromTheOpeningToTheClosingPrint() {
    SimulatedMarket market = market(1, DESK, 5);
    int halfDay = 5;
    while (!market.session(halfDay).date().equals(LocalDate.of(2025, 7, 3))) {
      halfDay++;
    }
    for (int index : new int[] {5, halfDay}) {
      Session session = market.session(index);
      for (List<Tick> ticks : bySymbol(market.ticks(index)).values()) {
        assertThat(ticks)
            .allMatch(t -> t.eventTime() >= session.open().toEpochMilli())
            .allMatch(t -> t.eventTime() <= session.close().toEpochMilli());
        assertThat(ticks.get(1).kind()).isEqualTo(TickKind.TRADE);
        assertThat(ticks.get(1).eventTime()).isEqualTo(session.open().toEpochMilli());
        Tick last = ticks.get(ticks.size() - 1);
        assertThat(last.kind()).isEqualTo(TickKind.TRADE);
        assertThat(last.eventTime()).isEqualTo(session.close().toEpochMilli());
      }
    }
    assertThat(market.session(halfDay).close()).hasToString("2025-07-03T17:00:00Z");
  }

  @Test
  void ticksAreInOrderAndSequencesRiseOverSessions() {
    SimulatedMarket market = market(2, DESK, 5);
    Map<String, Long> last = new HashMap<>();
    long time = 0;
    int sharedMilliseconds = 0;
    for (int index = 5; index < 8; index++) {
      for (Tick tick : market.ticks(index)) {
        assertThat(tick.eventTime()).isGreaterThanOrEqualTo(time);
        sharedMilliseconds += tick.eventTime() == time ? 1 : 0;
        time = tick.eventTime();
        assertThat(tick.sequence()).isGreaterThan(last.getOrDefault(tick.symbol(), -1L));
        last.put(tick.symbol(), tick.sequence());
      }
    }
    assertThat(sharedMilliseconds).isGreaterThan(1000);
  }

  @Test
  void tradesPrintAtTheBidOrTheOffer() {
    for (List<Tick> ticks : bySymbol(market(4, DESK, 5).ticks(6)).values()) {
      Tick quote = null;
      for (Tick tick : ticks.subList(2, ticks.size() - 2)) {
        if (tick.kind() == TickKind.QUOTE) {
          quote = tick;
          assertThat(tick.ask()).isGreaterThan(tick.bid());
          assertThat(tick.bidSize() % 100 + tick.askSize() % 100).isZero();
        } else if (quote != null) {
          assertThat(tick.price()).isIn(quote.bid(), quote.ask());
          assertThat(tick.size()).isPositive();
        }
      }
    }
  }

  @Test
  void aSymbolHasAboutOneEventEveryFiveSeconds() {
    SimulatedMarket market = market(5, DESK, 5);
    double events = 0;
    for (int index = 5; index < 10; index++) {
      events += market.ticks(index).size();
    }
    assertThat(events / (5 * DESK.size())).isBetween(0.9 * 4680, 1.1 * 4680);
  }

  @Test
  void activityAndVolatilityAreShapedLikeAU() {
    SimulatedMarket market = market(6, DESK, 5);
    double[] events = new double[3];
    double[] variance = new double[3];
    for (int index = 5; index < 25; index++) {
      Session session = market.session(index);
      double length = session.close().toEpochMilli() - session.open().toEpochMilli();
      for (List<Tick> ticks : bySymbol(market.ticks(index)).values()) {
        double before = 0;
        for (Tick tick : ticks) {
          double at = (tick.eventTime() - session.open().toEpochMilli()) / length;
          int part = at < 0.15 ? 0 : at >= 0.425 && at < 0.575 ? 1 : at >= 0.85 ? 2 : -1;
          if (tick.kind() == TickKind.QUOTE) {
            double middle = Math.log((tick.bid() + tick.ask()) / 2);
            if (part >= 0 && before != 0) {
              events[part]++;
              variance[part] += (middle - before) * (middle - before);
            }
            before = middle;
          }
        }
      }
    }
    assertThat(events[0]).isGreaterThan(1.5 * events[1]);
    assertThat(events[2]).isGreaterThan(1.5 * events[1]);
    assertThat(variance[0]).isGreaterThan(1.5 * variance[1]);
    assertThat(variance[2]).isGreaterThan(1.5 * variance[1]);
  }

  @Test
  void theHistoryEndsAtPlausiblePricesAndItsLastSessionIsToBeActedUpon() {
    SimulatedMarket market = market(42, DESK, SimulatedMarket.DEFAULT_HISTORY_SESSIONS);
    int last = market.historySessions() - 1;
    assertThat(market.session(last).date()).isEqualTo(LocalDate.of(2025, 1, 3));
    assertThat(market.session(last + 1).date()).isEqualTo(FIRST);
    assertThat(market.history(last)).allMatch(bar -> !bar.history() && bar.simulated());
    assertThat(market.history(last - 1)).allMatch(RawBar::history);
    assertThat(market.history(last))
        .filteredOn(bar -> bar.symbol().equals("TSLA"))
        .singleElement()
        .extracting(RawBar::close)
        .isEqualTo(250.0);
    for (int index = 0; index <= last; index++) {
      for (RawBar bar : market.history(index)) {
        assertThat(bar.high()).isGreaterThanOrEqualTo(Math.max(bar.open(), bar.close()));
        assertThat(bar.low()).isPositive().isLessThanOrEqualTo(Math.min(bar.open(), bar.close()));
        assertThat(bar.volume()).isPositive();
      }
    }
  }

  @Test
  void volatilityClustersAndSectorsMoveTogether() {
    for (long seed = 0; seed < 5; seed++) {
      Map<String, double[]> returns = returns(market(seed, DESK, 2000));
      double[] spy = returns.get("SPY");
      double[] squares = Arrays.stream(spy).map(r -> r * r).toArray();
      double clustering = 0;
      for (int lag = 1; lag <= 10; lag++) {
        clustering +=
            correlation(
                Arrays.copyOfRange(squares, 0, squares.length - lag),
                Arrays.copyOfRange(squares, lag, squares.length));
      }
      assertThat(clustering / 10).as("seed %s", seed).isGreaterThan(0.03);
      double tech = correlation(returns.get("NVDA"), returns.get("MSFT"));
      assertThat(tech).isGreaterThan(0.4).isLessThan(0.97);
      assertThat(tech).isGreaterThan(correlation(returns.get("NVDA"), returns.get("TLT")) + 0.2);
      assertThat(correlation(spy, returns.get("QQQ"))).isGreaterThan(0.6);
      double yearly = Math.sqrt(252) * deviation(spy);
      assertThat(yearly).as("volatility of SPY, seed %s", seed).isBetween(0.08, 0.35);
      assertThat(deviation(returns.get("TSLA"))).isGreaterThan(2 * deviation(spy));
    }
  }

  @Property(tries = 40)
  void pricesArePositiveForAnySeed(@ForAll long seed, @ForAll @IntRange(max = 40) int ahead) {
    SimulatedMarket market = market(seed, List.of("USO", "ANY"), 3);
    assertThat(market.ticks(3 + ahead))
        .allMatch(t -> t.kind() == TickKind.QUOTE ? t.bid() > 0 && t.ask() > t.bid() : true)
        .allMatch(t -> t.kind() == TickKind.TRADE ? t.price() > 0 && t.size() > 0 : true);
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThatThrownBy(() -> market(1, List.of("A", "A"), 1)).hasMessageContaining("[A, A]");
    assertThatThrownBy(() -> market(1, List.of("A"), -1)).hasMessageContaining("-1");
    SimulatedMarket market = market(1, List.of("A"), 4);
    assertThatThrownBy(() -> market.ticks(3)).hasMessageContaining("expected 4 or more");
    assertThatThrownBy(() -> market.history(4)).hasMessageContaining("0 to 3");
  }

  private static Map<String, List<Tick>> bySymbol(List<Tick> ticks) {
    Map<String, List<Tick>> bySymbol = new HashMap<>();
    ticks.forEach(t -> bySymbol.computeIfAbsent(t.symbol(), s -> new ArrayList<>()).add(t));
    return bySymbol;
  }

  private static Map<String, double[]> returns(SimulatedMarket market) {
    Map<String, double[]> returns = new HashMap<>();
    Map<String, Double> before = new HashMap<>();
    for (int index = 0; index < market.historySessions(); index++) {
      for (RawBar bar : market.history(index)) {
        Double last = before.put(bar.symbol(), Math.log(bar.close()));
        if (last != null) {
          returns
                  .computeIfAbsent(bar.symbol(), s -> new double[market.historySessions() - 1])[
                  index - 1] =
              Math.log(bar.close()) - last;
        }
      }
    }
    return returns;
  }

  private static double deviation(double[] x) {
    double mean = Arrays.stream(x).average().orElseThrow();
    return Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }

  private static double correlation(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - meanX) * (y[i] - meanY);
    }
    return sum / x.length / deviation(x) / deviation(y);
  }

  private static String hash(List<Tick> ticks) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (Tick t : ticks) {
        sha256.update((t.kind() + t.symbol()).getBytes(StandardCharsets.UTF_8));
        ByteBuffer numbers = ByteBuffer.allocate(64).putLong(t.sequence()).putLong(t.eventTime());
        numbers.putDouble(t.price()).putDouble(t.size()).putDouble(t.bid()).putDouble(t.bidSize());
        sha256.update(numbers.putDouble(t.ask()).putDouble(t.askSize()).array());
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
