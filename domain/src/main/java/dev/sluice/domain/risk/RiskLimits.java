package dev.sluice.domain.risk;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What an account may do: a value for each {@link RiskLimit}. Shares and losses are fractions:
 * 0.025 is 2.5 %. Immutable.
 */
public final class RiskLimits implements Serializable {
  private static final long serialVersionUID = 1L;

  /** 10 % a position, 100,000 an order, 2.5 % a day, 8 % from the peak, no shorts, whole shares. */
  public static final RiskLimits DEFAULT = new RiskLimits(standard());

  /**
   * As wide as limits go, for backtests: only the cash limits an entry, and what cannot be checked
   * is still denied. Short sales stay denied and shares whole.
   */
  public static final RiskLimits NONE = widest();

  private final EnumMap<RiskLimit, Object> values;

  private RiskLimits(EnumMap<RiskLimit, Object> values) {
    this.values = values;
  }

  /**
   * The default limits but for those given, see {@link RiskLimit} for each.
   *
   * @throws IllegalArgumentException naming the limit and its value if one is not above zero
   */
  public RiskLimits(
      BigDecimal maxPositionShare,
      BigDecimal maxNotional,
      BigDecimal maxDailyLoss,
      BigDecimal maxDrawdown,
      boolean allowShort,
      BigDecimal lotSize) {
    values = standard();
    set(RiskLimit.MAX_POSITION_SHARE, maxPositionShare);
    set(RiskLimit.MAX_NOTIONAL, maxNotional);
    set(RiskLimit.MAX_DAILY_LOSS, maxDailyLoss);
    set(RiskLimit.MAX_DRAWDOWN, maxDrawdown);
    set(RiskLimit.ALLOW_SHORT, allowShort);
    set(RiskLimit.LOT_SIZE, lotSize);
  }

  private static RiskLimits widest() {
    String most = "1000000000000";
    return DEFAULT
        .with(RiskLimit.MAX_POSITION_SHARE, most)
        .with(RiskLimit.MAX_NOTIONAL, most)
        .with(RiskLimit.MAX_DAILY_LOSS, most)
        .with(RiskLimit.MAX_DRAWDOWN, most)
        .with(RiskLimit.MAX_GROSS_EXPOSURE, most)
        .with(RiskLimit.MAX_NET_EXPOSURE, most)
        .with(RiskLimit.MAX_ORDER_QUANTITY, most)
        .with(RiskLimit.PRICE_COLLAR, most)
        .with(RiskLimit.MAX_QUOTE_AGE, "PT1000000H")
        .with(RiskLimit.MAX_ORDERS, Integer.toString(Integer.MAX_VALUE))
        .with(RiskLimit.DUPLICATE_WINDOW, "PT0S");
  }

  private static EnumMap<RiskLimit, Object> standard() {
    EnumMap<RiskLimit, Object> values = new EnumMap<>(RiskLimit.class);
    for (RiskLimit limit : RiskLimit.values()) {
      values.put(limit, limit.standard());
    }
    return values;
  }

  private void set(RiskLimit limit, Object value) {
    values.put(limit, limit.parse(RiskLimit.text(Objects.requireNonNull(value, limit.key()))));
  }

  /**
   * These limits with one changed.
   *
   * @param value as text, for example {@code 0.10}, {@code PT30S}, {@code true} or {@code AAA,BBB}
   * @throws IllegalArgumentException naming the limit, the value and what was expected
   */
  public RiskLimits with(RiskLimit limit, String value) {
    EnumMap<RiskLimit, Object> changed = new EnumMap<>(values);
    changed.put(limit, limit.parse(value));
    return new RiskLimits(changed);
  }

  /** A limit's value as text, as {@link #with} reads it. */
  public String text(RiskLimit limit) {
    return RiskLimit.text(values.get(limit));
  }

  /** See {@link RiskLimit#MAX_POSITION_SHARE}. */
  public BigDecimal maxPositionShare() {
    return figure(RiskLimit.MAX_POSITION_SHARE);
  }

  /** See {@link RiskLimit#MAX_NOTIONAL}. */
  public BigDecimal maxNotional() {
    return figure(RiskLimit.MAX_NOTIONAL);
  }

  /** See {@link RiskLimit#MAX_DAILY_LOSS}. */
  public BigDecimal maxDailyLoss() {
    return figure(RiskLimit.MAX_DAILY_LOSS);
  }

  /** See {@link RiskLimit#MAX_DRAWDOWN}. */
  public BigDecimal maxDrawdown() {
    return figure(RiskLimit.MAX_DRAWDOWN);
  }

  /** See {@link RiskLimit#ALLOW_SHORT}. */
  public boolean allowShort() {
    return (Boolean) values.get(RiskLimit.ALLOW_SHORT);
  }

  /** See {@link RiskLimit#LOT_SIZE}. */
  public BigDecimal lotSize() {
    return figure(RiskLimit.LOT_SIZE);
  }

  /** See {@link RiskLimit#MAX_GROSS_EXPOSURE}. */
  public BigDecimal maxGrossExposure() {
    return figure(RiskLimit.MAX_GROSS_EXPOSURE);
  }

  /** See {@link RiskLimit#MAX_NET_EXPOSURE}. */
  public BigDecimal maxNetExposure() {
    return figure(RiskLimit.MAX_NET_EXPOSURE);
  }

  /** See {@link RiskLimit#MAX_ORDER_QUANTITY}. */
  public BigDecimal maxOrderQuantity() {
    return figure(RiskLimit.MAX_ORDER_QUANTITY);
  }

  /** See {@link RiskLimit#PRICE_COLLAR}. */
  public BigDecimal priceCollar() {
    return figure(RiskLimit.PRICE_COLLAR);
  }

  /** See {@link RiskLimit#MAX_QUOTE_AGE}. */
  public Duration maxQuoteAge() {
    return (Duration) values.get(RiskLimit.MAX_QUOTE_AGE);
  }

  /** See {@link RiskLimit#MAX_ORDERS}. */
  public int maxOrders() {
    return (Integer) values.get(RiskLimit.MAX_ORDERS);
  }

  /** See {@link RiskLimit#ORDER_WINDOW}. */
  public Duration orderWindow() {
    return (Duration) values.get(RiskLimit.ORDER_WINDOW);
  }

  /** See {@link RiskLimit#DUPLICATE_WINDOW}. */
  public Duration duplicateWindow() {
    return (Duration) values.get(RiskLimit.DUPLICATE_WINDOW);
  }

  /** See {@link RiskLimit#OPEN_MARKET_ONLY}. */
  public boolean openMarketOnly() {
    return (Boolean) values.get(RiskLimit.OPEN_MARKET_ONLY);
  }

  /** See {@link RiskLimit#RESTRICTED}. */
  public boolean restricted(String symbol) {
    return symbols(RiskLimit.RESTRICTED).contains(symbol);
  }

  /** See {@link RiskLimit#HARD_TO_BORROW}. */
  public boolean hardToBorrow(String symbol) {
    return symbols(RiskLimit.HARD_TO_BORROW).contains(symbol);
  }

  /** See {@link RiskLimit#HALTED}. */
  public boolean halted(String symbol) {
    return symbols(RiskLimit.HALTED).contains(symbol);
  }

  private BigDecimal figure(RiskLimit limit) {
    return (BigDecimal) values.get(limit);
  }

  private Set<?> symbols(RiskLimit limit) {
    return (Set<?>) values.get(limit);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RiskLimits that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("RiskLimits[");
    for (Map.Entry<RiskLimit, Object> entry : values.entrySet()) {
      text.append(text.length() > 11 ? ", " : "");
      text.append(entry.getKey().key()).append('=').append(RiskLimit.text(entry.getValue()));
    }
    return text.append(']').toString();
  }
}
