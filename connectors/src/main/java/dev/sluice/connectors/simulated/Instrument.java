package dev.sluice.connectors.simulated;

import java.util.Map;

/**
 * How a simulated symbol behaves.
 *
 * @param sector name of the factor that it shares with its sector
 * @param price price at the close before the first traded session, dollars
 * @param beta part of the market's return that it follows
 * @param sectorBeta part of the sector's return that it follows
 * @param volatility own deviation of a day's log return, as a fraction
 * @param spread usual bid-offer spread as a fraction of the price
 * @param lots mean size of a trade in round lots of 100
 */
record Instrument(
    String sector,
    double price,
    double beta,
    double sectorBeta,
    double volatility,
    double spread,
    double lots) {

  private static final Map<String, Instrument> KNOWN =
      Map.of(
          "TSLA", new Instrument("tech", 250, 1.5, 1.0, 0.0210, 2.0e-4, 2),
          "NVDA", new Instrument("tech", 135, 1.5, 1.2, 0.0160, 1.2e-4, 4),
          "AAPL", new Instrument("tech", 235, 1.1, 0.8, 0.0090, 0.7e-4, 3),
          "MSFT", new Instrument("tech", 425, 1.0, 0.9, 0.0075, 0.8e-4, 2),
          "SPY", new Instrument("index", 590, 1.0, 0.05, 0.0008, 0.3e-4, 4),
          "QQQ", new Instrument("tech", 515, 1.05, 0.6, 0.0015, 0.4e-4, 3),
          "IWM", new Instrument("index", 225, 1.15, 0.3, 0.0045, 0.6e-4, 3),
          "TLT", new Instrument("bonds", 88, -0.20, 1.0, 0.0015, 1.2e-4, 3),
          "GLD", new Instrument("gold", 245, 0.05, 1.0, 0.0015, 0.8e-4, 2),
          "USO", new Instrument("oil", 75, 0.35, 1.0, 0.0030, 2.0e-4, 2));

  private static final Map<String, Double> SECTOR_VOLATILITY =
      Map.of("tech", 0.0080, "index", 0.0030, "bonds", 0.0080, "gold", 0.0085, "oil", 0.0180);

  /** Deviation of a day's return of a sector's own factor where the sector is not a known one. */
  private static final double OTHER_SECTOR_VOLATILITY = 0.0060;

  private static final int OTHER_SECTORS = 6;

  /** The instrument of a symbol; a symbol that is not known gets its character from its letters. */
  static Instrument of(String symbol) {
    Instrument known = KNOWN.get(symbol);
    if (known != null) {
      return known;
    }
    SeededRandom random = SeededRandom.of(0, symbol, 0);
    return new Instrument(
        "sector-" + (int) (random.uniform() * OTHER_SECTORS),
        Math.rint(10_000 * StrictMath.exp(3 * (random.uniform() - 0.5))) / 100,
        0.6 + 0.9 * random.uniform(),
        0.5 + 0.8 * random.uniform(),
        0.008 + 0.014 * random.uniform(),
        1e-4 + 3e-4 * random.uniform(),
        1 + 3 * random.uniform());
  }

  /** Deviation of a day's return of the factor that the sector's symbols share. */
  static double sectorVolatility(String sector) {
    return SECTOR_VOLATILITY.getOrDefault(sector, OTHER_SECTOR_VOLATILITY);
  }
}
