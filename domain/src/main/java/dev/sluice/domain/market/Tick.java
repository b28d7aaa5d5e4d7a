package dev.sluice.domain.market;

/**
 * One market data event: a trade, a quote or a split.
 *
 * @param kind trade, quote or split
 * @param symbol ticker, never null
 * @param sequence number given by the feed, rising per symbol among its trades and among its
 *     quotes, in one numbering or in two; many ticks share a timestamp. 0 where there is none
 * @param eventTime epoch milliseconds, UTC
 * @param price trade price in the symbol's currency; NaN for a quote; for a split the number of new
 *     shares for an old one
 * @param size traded quantity, may be fractional; NaN for a split and for a quote, except that one
 *     of a bar's path carries its share of the bar's volume
 * @param bid best bid; NaN unless a quote
 * @param bidSize quantity at the bid; NaN unless a quote
 * @param ask best offer; NaN unless a quote
 * @param askSize quantity at the offer; NaN unless a quote
 * @param source name of the feed; empty where it gives none, never null
 * @param simulated true where the price is not a market's
 */
public record Tick(
    TickKind kind,
    String symbol,
    long sequence,
    long eventTime,
    double price,
    double size,
    double bid,
    double bidSize,
    double ask,
    double askSize,
    String source,
    boolean simulated) {

  public Tick {
    source = source == null ? "" : source;
  }

  /** A trade print. */
  public static Tick trade(
      String symbol,
      long sequence,
      long eventTime,
      double price,
      double size,
      String source,
      boolean simulated) {
    return new Tick(
        TickKind.TRADE,
        symbol,
        sequence,
        eventTime,
        price,
        size,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        source,
        simulated);
  }

  /** A best bid and offer. */
  public static Tick quote(
      String symbol,
      long sequence,
      long eventTime,
      double bid,
      double bidSize,
      double ask,
      double askSize,
      String source,
      boolean simulated) {
    return new Tick(
        TickKind.QUOTE,
        symbol,
        sequence,
        eventTime,
        Double.NaN,
        Double.NaN,
        bid,
        bidSize,
        ask,
        askSize,
        source,
        simulated);
  }

  /**
   * This trade or quote on the scale after a split: prices divided by the factor, sizes multiplied.
   *
   * @param factor new shares for an old one
   * @return this one where the factor is 1
   */
  public Tick afterSplit(double factor) {
    return factor == 1
        ? this
        : new Tick(
            kind,
            symbol,
            sequence,
            eventTime,
            price / factor,
            size * factor,
            bid / factor,
            bidSize * factor,
            ask / factor,
            askSize * factor,
            source,
            simulated);
  }

  /**
   * A stock split, in force from its time on.
   *
   * @param factor new shares for an old one, for example 2 for 2:1, 1.5 for 3:2, 0.1 for 1:10
   * @throws IllegalArgumentException where the factor is not a finite number above 0
   */
  public static Tick split(
      String symbol,
      long sequence,
      long eventTime,
      double factor,
      String source,
      boolean simulated) {
    if (!Double.isFinite(factor) || factor <= 0) {
      throw new IllegalArgumentException(
          "factor of the split of " + symbol + " is " + factor + ", expected a finite number > 0");
    }
    return new Tick(
        TickKind.SPLIT,
        symbol,
        sequence,
        eventTime,
        factor,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        source,
        simulated);
  }
}
