package dev.sluice.domain.risk;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * The figures that the checks of an order need. A null figure is one that is not known; the check
 * that needs it denies. Money is in the account's currency, times are epoch milliseconds in UTC.
 *
 * @param standing what the account may do at all
 * @param order what is asked for
 * @param money of the account, working orders counted
 * @param market of the symbol
 * @param activity of the account just before
 * @param bucket that the order belongs to; null where the account has no buckets
 */
public record RiskRequest(
    Standing standing,
    Proposal order,
    Money money,
    Market market,
    Activity activity,
    Bucket bucket) {

  /** All but the bucket is there, however many of its figures are not. */
  public RiskRequest {
    Objects.requireNonNull(standing, "standing");
    Objects.requireNonNull(order, "order");
    Objects.requireNonNull(money, "money");
    Objects.requireNonNull(market, "market");
    Objects.requireNonNull(activity, "activity");
  }

  /**
   * What the account may do at all.
   *
   * @param halted true while no order of any kind may be made
   * @param reducing true while only what reduces a position may be made
   * @param paused true while no entry may be made
   * @param coolingUntil before which no entry may be made; null where entries do not cool down
   */
  public record Standing(boolean halted, boolean reducing, boolean paused, Long coolingUntil) {}

  /**
   * An order that is not made yet.
   *
   * @param symbol ticker
   * @param entry true for an order that opens or adds to a position; exits, stops, targets and
   *     flattening orders are false and are checked against the halt, unknown orders, the quantity
   *     and duplicates of their signal only
   * @param opensShort true for a sale that would open a short position
   * @param duplicate true where an order for the same signal and role exists
   * @param price expected per share; null where the symbol has no market yet
   * @param quantity shares, not yet compared with the lot; null where it could not be computed
   * @param quantityUnknown why there is no quantity; null where there is one or nothing is known
   * @param commission expected
   */
  public record Proposal(
      String symbol,
      boolean entry,
      boolean opensShort,
      boolean duplicate,
      BigDecimal price,
      BigDecimal quantity,
      String quantityUnknown,
      BigDecimal commission) {}

  /**
   * Figures of the account before the order.
   *
   * @param buyingPower cash that nothing else has spoken for
   * @param positionValue absolute value of what is held of the symbol and at work to enter it
   * @param grossExposure absolute values of all that is held and at work to be entered
   * @param netExposure what is held, long less short, and what is at work to enter on the order's
   *     side
   * @param equity cash and positions at their marks
   * @param dayStartEquity equity when the day began
   * @param peakEquity equity from which the drawdown limit is measured
   */
  public record Money(
      BigDecimal buyingPower,
      BigDecimal positionValue,
      BigDecimal grossExposure,
      BigDecimal netExposure,
      BigDecimal equity,
      BigDecimal dayStartEquity,
      BigDecimal peakEquity) {}

  /**
   * The symbol's market.
   *
   * @param now event time of the decision
   * @param open true within a session
   * @param quotedAt when it was quoted last; null for never
   * @param lastPrice that of the last trade of the day, or the middle of the last quote where there
   *     was none
   */
  public record Market(long now, boolean open, Long quotedAt, BigDecimal lastPrice) {}

  /**
   * What the account did just before.
   *
   * @param recentOrders orders made within the window; null where they were not counted
   * @param alikeAt when an entry of the same symbol, side and quantity was made last; null for
   *     never
   * @param unknown true while nobody knows what has become of an order of the symbol
   */
  public record Activity(Integer recentOrders, Long alikeAt, boolean unknown) {}

  /**
   * The bucket that the order belongs to.
   *
   * @param name null where it belongs to none, though the account has buckets
   * @param limits null where it belongs to none
   * @param value absolute values of what the bucket holds and has at work to be entered
   * @param dayPnl realised and unrealised since the day's start, commissions taken off
   */
  public record Bucket(String name, BucketLimits limits, BigDecimal value, BigDecimal dayPnl) {}
}
