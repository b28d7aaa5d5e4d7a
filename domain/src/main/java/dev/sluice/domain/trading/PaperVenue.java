package dev.sluice.domain.trading;

import dev.sluice.domain.trading.venue.VenueModel;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * A venue on paper: what an order gets from what the market shows. Pure but for what an order
 * itself remembers: that its stop was reached, where it trails, its place in a queue.
 *
 * <p>An order meets what is strictly after its acceptance and its latency. Of a <b>quote</b> a
 * buyer pays the offer and a seller receives the bid. A <b>trade print</b> of a symbol without
 * quotes is a quote of its price on both sides; a print of a symbol with quotes moves queues and
 * nothing else. A <b>bar</b> is the four quotes of {@link dev.sluice.domain.market.BarPath}, bid =
 * ask, so a stop or limit within a bar is filled at one of its four prices. To data without a
 * spread the venue adds the assumed one. The touch is worsened by the slippage.
 *
 * <ul>
 *   <li><b>MARKET</b> fills at the first of these.
 *   <li><b>LIMIT</b> fills once the touch is at its limit or better: at the touch after slippage,
 *       never beyond its limit. Where a queue is kept, one that had to wait fills at its limit:
 *       once the touch is better than that, or with what is there at the limit beyond what was
 *       ahead of it.
 *   <li><b>STOP</b> is reached once the touch is at its price or beyond it (below for a sale, above
 *       for a purchase), and is a market order from that quote on: a gap fills it beyond the stop.
 *   <li><b>STOP_LIMIT</b> is reached as a stop and is a limit order from that quote on.
 *   <li><b>TRAILING_STOP</b> is a stop whose price is the best touch since its acceptance less (for
 *       a purchase, plus) its distance, rounded half up to 0.0001. A quote is compared with the
 *       stop first and moves it only where it does not reach it.
 *   <li><b>MARKET_ON_OPEN</b> fills at the symbol's first quote of the first session that opens
 *       after it reached the market (on bars, the open); what that does not give expires.
 *   <li><b>MARKET_ON_CLOSE</b> fills when the session closes, at the symbol's last quote in it (on
 *       bars, the close), and takes part where it reached the market at the close or before; what
 *       that does not give expires.
 * </ul>
 *
 * <p>A fill is no more than the quoted size, in whole lots; without a size it is not limited. With
 * a share of the volume it is no more than that share of the quoted size, or of what traded.
 *
 * <p>What is optimistic is said in docs/paper-venue.md.
 */
final class PaperVenue {
  static final String NAME = "PAPER";

  private static final int PRICE_SCALE = 4;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final ExecutionCosts costs;
  private final VenueModel model;
  private final BigDecimal lotSize;

  PaperVenue(ExecutionCosts costs, BigDecimal lotSize) {
    this.costs = costs;
    this.model = costs.model();
    this.lotSize = lotSize;
  }

  /** What a quote gives an order. */
  record Match(BigDecimal quantity, BigDecimal price) {}

  /** Why the venue rejects an order; empty where it takes it. */
  static Optional<String> flaw(WorkingOrder order) {
    if (order.type.limits() != positive(order.limitPrice)) {
      return Optional.of(wrong("limitPrice", order.limitPrice, order));
    }
    boolean stop = order.type == OrderType.STOP || order.type == OrderType.STOP_LIMIT;
    if (stop != positive(order.stopPrice)) {
      return Optional.of(wrong("stopPrice", order.stopPrice, order));
    }
    boolean trails = positive(order.trailingAmount) != positive(order.trailingPercent);
    boolean tooFar = order.trailingPercent != null && order.trailingPercent.compareTo(HUNDRED) >= 0;
    if ((order.type == OrderType.TRAILING_STOP) != trails || tooFar) {
      return Optional.of(
          "trailing distance is "
              + order.trailingAmount
              + " or "
              + order.trailingPercent
              + " %, expected "
              + (order.type == OrderType.TRAILING_STOP
                  ? "one of them above 0 and a percentage below 100"
                  : "none for " + order.type));
    }
    boolean auction =
        order.type == OrderType.MARKET_ON_OPEN || order.type == OrderType.MARKET_ON_CLOSE;
    return auction && order.timeInForce.immediate()
        ? Optional.of(
            "timeInForce is " + order.timeInForce + ", expected DAY or GTC for " + order.type)
        : Optional.empty();
  }

  private static boolean positive(BigDecimal price) {
    return price != null && price.signum() > 0;
  }

  private static String wrong(String field, BigDecimal value, WorkingOrder order) {
    return field
        + " is "
        + value
        + ", expected "
        + (value == null || value.signum() <= 0 ? "a price above 0 for " : "none for ")
        + order.type;
  }

  /** Lets a quote reach an order's stop, or move it where it trails. */
  static void follow(WorkingOrder order, Mark quote) {
    if (!order.type.stops() || order.triggered) {
      return;
    }
    BigDecimal touch = quote.touch(order.side);
    if (order.stopPrice != null) {
      int beyond = touch.compareTo(order.stopPrice);
      order.triggered = order.side == Side.SELL ? beyond <= 0 : beyond >= 0;
    }
    if (order.type == OrderType.TRAILING_STOP && !order.triggered) {
      trail(order, touch);
    }
  }

  /** Moves a trailing stop to its distance from a touch, where that is in the order's favour. */
  static void trail(WorkingOrder order, BigDecimal touch) {
    BigDecimal stop = trailed(order, touch);
    if (stop != null) {
      boolean sale = order.side == Side.SELL;
      order.stopPrice =
          order.stopPrice == null
              ? stop
              : sale ? order.stopPrice.max(stop) : order.stopPrice.min(stop);
    }
  }

  /** A trailing stop at its distance from a touch; null where that is no price. */
  static BigDecimal trailed(WorkingOrder order, BigDecimal touch) {
    BigDecimal distance =
        order.trailingAmount != null
            ? order.trailingAmount
            : touch.multiply(order.trailingPercent).movePointLeft(2);
    BigDecimal stop =
        (order.side == Side.SELL ? touch.subtract(distance) : touch.add(distance))
            .setScale(PRICE_SCALE, RoundingMode.HALF_UP);
    return stop.signum() > 0 ? stop : null;
  }

  /**
   * Matches an order with a quote that it meets.
   *
   * @param wanted most that may be filled
   * @param liquidity what the quote has, and what was taken of it before
   * @return quantity and price; empty where the quote gives nothing
   */
  Optional<Match> match(WorkingOrder order, Mark quote, BigDecimal wanted, Liquidity liquidity) {
    BigDecimal touch = quote.touch(order.side);
    BigDecimal most = liquidity.left(order.side);
    if (order.type.limits()) {
      int better = better(order, touch);
      if (better < 0) {
        rest(order, quote);
        return Optional.empty();
      }
      if (order.resting) {
        most = least(most, behindQueue(order, better, liquidity.volume(order.side)));
      }
    }
    BigDecimal quantity = most == null ? wanted : wanted.min(Decimals.floorToLot(most, lotSize));
    boolean incomplete =
        order.timeInForce == TimeInForce.FOK && quantity.compareTo(order.remaining()) < 0;
    return quantity.signum() <= 0 || incomplete
        ? Optional.empty()
        : Optional.of(
            new Match(
                Decimals.plain(quantity),
                Decimals.plain(price(order, touch, quantity, liquidity))));
  }

  private BigDecimal price(
      WorkingOrder order, BigDecimal touch, BigDecimal quantity, Liquidity liquidity) {
    if (order.resting) {
      return order.limitPrice;
    }
    BigDecimal taken = liquidity.taken(order.side).add(quantity);
    BigDecimal price = costs.slipped(touch, order.side, taken, liquidity.volume(order.side));
    if (!order.type.limits()) {
      return price;
    }
    return order.side == Side.BUY ? price.min(order.limitPrice) : price.max(order.limitPrice);
  }

  /** Above 0 where a price is better than the order's limit, 0 at it, below 0 where it is worse. */
  private static int better(WorkingOrder order, BigDecimal price) {
    int above = price.compareTo(order.limitPrice);
    return order.side == Side.SELL ? above : -above;
  }

  /** A limit order that a quote does not fill joins the queue at its price. */
  private void rest(WorkingOrder order, Mark quote) {
    if (!model.queue().kept() || order.timeInForce.immediate()) {
      return;
    }
    order.resting = true;
    if (order.queueAhead == null) {
      Side own = order.side == Side.BUY ? Side.SELL : Side.BUY;
      int best = better(order, quote.touch(own));
      // Before the best price nobody is ahead; behind it nobody can say.
      BigDecimal displayed = best < 0 ? null : best > 0 ? BigDecimal.ZERO : quote.touchSize(own);
      order.queueAhead = model.queue().ahead(order.id, displayed);
    }
  }

  /** Shares that reach a resting order; null where that is not limited. */
  private static BigDecimal behindQueue(WorkingOrder order, int better, BigDecimal volume) {
    if (better > 0) {
      // The market has traded through the price, so all that was ahead is done.
      order.queueAhead = BigDecimal.ZERO;
      return null;
    }
    if (order.queueAhead == null || volume == null) {
      return order.queueAhead != null && order.queueAhead.signum() == 0 ? null : BigDecimal.ZERO;
    }
    BigDecimal passed = order.queueAhead.min(volume);
    order.queueAhead = order.queueAhead.subtract(passed);
    return volume.subtract(passed);
  }

  private static BigDecimal least(BigDecimal a, BigDecimal b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.min(b);
  }
}
