package dev.sluice.connectors.simulated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Each symbol's open and close, session by session. The market moves through regimes (a Markov
 * chain of bull, bear and calm) with clustering volatility; sectors and symbols add their own. A
 * day's random numbers have a key of their own (seed, name, session), so a symbol's path does not
 * depend on which others are simulated. Not safe for several threads.
 */
final class DailyProcess {
  private static final double MARKET_VOLATILITY = 0.0085;
  private static final double MARKET_JUMP_CHANCE = 0.006;
  private static final double MARKET_JUMP = 0.022;
  private static final double JUMP_CHANCE = 0.012;
  private static final double JUMP_OF_VOLATILITY = 4;

  /** The usual part of a day's movement that happens overnight. */
  private static final double OVERNIGHT = 0.3;

  private static final double OVERNIGHT_NOISE = 0.35;

  /** A session of a symbol. Prices are logarithms on the path's own scale. */
  record Day(double open, double close, double deviation) {}

  private enum Regime {
    BULL(0.0010, 0.95, 0.985),
    BEAR(-0.0016, 1.75, 0.965),
    CALM(0.0004, 0.60, 0.980);

    private final double drift;
    private final double volatility;
    private final double stay;

    Regime(double drift, double volatility, double stay) {
      this.drift = drift;
      this.volatility = volatility;
      this.stay = stay;
    }

    private Regime next(SeededRandom random) {
      double stays = random.uniform();
      double which = random.uniform();
      if (stays < stay) {
        return this;
      }
      return switch (this) {
        case BULL -> which < 0.5 ? CALM : BEAR;
        case BEAR -> which < 0.6 ? BULL : CALM;
        case CALM -> which < 0.7 ? BULL : BEAR;
      };
    }
  }

  /** The market's day: its return and how wild the regime is. */
  private record MarketDay(double move, double regimeVolatility, double deviation) {}

  private final long seed;
  private final List<String> symbols;
  private final List<MarketDay> market = new ArrayList<>();
  private final Map<String, List<Day>> days = new HashMap<>();
  private final Map<String, Garch> garch = new HashMap<>();
  private final Garch marketGarch = new Garch();
  private Regime regime = Regime.BULL;

  DailyProcess(long seed, List<String> symbols) {
    this.seed = seed;
    this.symbols = List.copyOf(symbols);
    for (String symbol : symbols) {
      days.put(symbol, new ArrayList<>());
      garch.put(symbol, new Garch());
    }
  }

  /** The day of a symbol; sessions count from 0, the first of the history. */
  Day day(String symbol, int session) {
    while (market.size() <= session) {
      advance();
    }
    return days.get(symbol).get(session);
  }

  private void advance() {
    int session = market.size();
    SeededRandom random = SeededRandom.of(seed, "market", session);
    regime = regime.next(random);
    double shock = random.gaussian();
    double deviation = MARKET_VOLATILITY * regime.volatility * marketGarch.deviation();
    double jump = jump(random, MARKET_JUMP_CHANCE, MARKET_JUMP);
    market.add(
        new MarketDay(regime.drift + deviation * shock + jump, regime.volatility, deviation));
    marketGarch.next(shock);
    Map<String, Double> sectors = new HashMap<>();
    for (String symbol : symbols) {
      String sector = Instrument.of(symbol).sector();
      double move =
          sectors.computeIfAbsent(
              sector, name -> SeededRandom.of(seed, "sector " + name, session).gaussian());
      days.get(symbol).add(next(symbol, session, move));
    }
  }

  private Day next(String symbol, int session, double sectorShock) {
    Instrument instrument = Instrument.of(symbol);
    Garch own = garch.get(symbol);
    MarketDay today = market.get(session);
    SeededRandom random = SeededRandom.of(seed, "day " + symbol, session);
    double shock = random.gaussian();
    double ownDeviation = instrument.volatility() * own.deviation();
    double sectorDeviation =
        instrument.sectorBeta()
            * Instrument.sectorVolatility(instrument.sector())
            * today.regimeVolatility();
    double marketDeviation = instrument.beta() * today.deviation();
    double deviation =
        StrictMath.sqrt(
            ownDeviation * ownDeviation
                + sectorDeviation * sectorDeviation
                + marketDeviation * marketDeviation);
    double move =
        instrument.beta() * today.move() + sectorDeviation * sectorShock + ownDeviation * shock;
    double jump = jump(random, JUMP_CHANCE, JUMP_OF_VOLATILITY * instrument.volatility());
    double overnight = OVERNIGHT * move + jump + OVERNIGHT_NOISE * deviation * random.gaussian();
    List<Day> path = days.get(symbol);
    double before = session == 0 ? 0 : path.get(session - 1).close();
    own.next(shock);
    double open = before + overnight;
    // The session gives back what the night's noise took, so that the day's return is the model's.
    return new Day(open, before + move + jump, deviation);
  }

  private static double jump(SeededRandom random, double chance, double size) {
    double happens = random.uniform();
    double shock = random.gaussian();
    return happens < chance ? size * shock : 0;
  }
}
