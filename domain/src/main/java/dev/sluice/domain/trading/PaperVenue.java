package dev.sluice.domain.trading;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A venue on paper: what an order would get from a quote. Pure.
 *
 * <p>An order meets the quotes whose event time is strictly after its acceptance. A buyer pays the
 * offer and a seller receives the bid, both worsened by the slippage of {@link ExecutionCosts}. A
 * market order fills at the first such quote. A limit order fills once the touch is at its limit or
 * better, at the touch after slippage but never beyond its limit. A stop is reached once the bid
 * (for a sale) or the offer (for a purchase) is at or beyond its price, and works as a market order
 * from that quote on, so a gap fills it beyond the stop. A quote fills no more than its size;
 * without a size it is not limited.
 *
 * <p>What is optimistic: a limit order is alone in its queue; the same quoted size is there again
 * with each quote; an order does not move the market beyond the slippage; the venue accepts at once
 * and never rejects.
 */
final class PaperVenue {
  static final String NAME = "PAPER";

  private final ExecutionCosts costs;
  private final BigDecimal lotSize;

  PaperVenue(ExecutionCosts costs, BigDecimal lotSize) {
    this.costs = costs;
    this.lotSize = lotSize;
  }

  /** What a quote gives an order. */
  record Match(BigDecimal quantity, BigDecimal price) {}

  /** True where the quote reaches an order's stop. */
  static boolean reachesStop(WorkingOrder order, Mark quote) {
    if (order.type != OrderType.STOP || quote.time() <= order.createdAt) {
      return false;
    }
    int beyond = quote.touch(order.side).compareTo(order.stopPrice);
    return order.side == Side.SELL ? beyond <= 0 : beyond >= 0;
  }

  /**
   * Matches an order with a quote.
   *
   * @param wanted most that may be filled, above 0
   * @param size what is left of the quote's size at the touch; null where not limited
   * @return quantity and price; empty where the quote gives nothing
   */
  Optional<Match> match(WorkingOrder order, Mark quote, BigDecimal wanted, BigDecimal size) {
    if (quote.time() <= order.createdAt || !marketable(order, quote)) {
      return Optional.empty();
    }
    BigDecimal quantity = size == null ? wanted : wanted.min(Decimals.floorToLot(size, lotSize));
    if (quantity.signum() <= 0) {
      return Optional.empty();
    }
    BigDecimal price = costs.slipped(quote.touch(order.side), order.side);
    if (order.type == OrderType.LIMIT) {
      price = order.side == Side.BUY ? price.min(order.limitPrice) : price.max(order.limitPrice);
    }
    return Optional.of(new Match(Decimals.plain(quantity), Decimals.plain(price)));
  }

  private static boolean marketable(WorkingOrder order, Mark quote) {
    return switch (order.type) {
      case MARKET -> true;
      case STOP -> order.triggered;
      case LIMIT -> {
        int beyond = quote.touch(order.side).compareTo(order.limitPrice);
        yield order.side == Side.SELL ? beyond >= 0 : beyond <= 0;
      }
    };
  }
}
