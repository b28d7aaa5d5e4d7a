package dev.sluice.domain.market;

/**
 * One market data event: a trade or a quote.
 *
 * @param kind trade or quote
 * @param symbol ticker, never null
 * @param sequence number given by the feed, rising per symbol; many ticks share a timestamp
 * @param eventTime epoch milliseconds, UTC
 * @param price trade price in the symbol's currency; NaN for a quote
 * @param size traded quantity, may be fractional; NaN for a quote
 * @param bid best bid; NaN for a trade
 * @param bidSize quantity at the bid; NaN for a trade
 * @param ask best offer; NaN for a trade
 * @param askSize quantity at the offer; NaN for a trade
 * @param source name of the feed
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
}
