package dev.sluice.domain.trading.venue;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A rate a share that depends on the shares of the month, each share at the rate of the tier in
 * which it falls; at least a minimum and at most a percentage of the notional an order.
 *
 * <p>Source: the "Tiered" price list of Interactive Brokers for stocks in the United States: 0.0035
 * up to 300,000 shares a month, 0.002 up to 3,000,000, 0.0015 up to 20,000,000, 0.001 up to
 * 100,000,000, then 0.0005; at least 0.35, at most 1 %. Its example: 30,000,000 shares are 1,050 +
 * 5,400 + 25,500 + 10,000. Exchange and clearing fees are not part of it.
 *
 * <p>A month is the calendar month of the session's date at the exchange; an order counts in whole
 * to the month of its first fill.
 *
 * @param tiers by rising volume, the first from 0
 * @param minimum in currency an order
 * @param maxPercent of the notional; null for no most
 */
record TieredCommission(List<Tier> tiers, BigDecimal minimum, BigDecimal maxPercent)
    implements Commission {

  /**
   * A rate from a volume on.
   *
   * @param from shares of the month that come before the tier
   * @param rate in currency a share
   */
  record Tier(BigDecimal from, BigDecimal rate) implements Serializable {}

  TieredCommission {
    tiers = List.copyOf(tiers);
  }

  static List<Tier> tiers(Spec spec) {
    String list = spec.text("rate");
    List<Tier> tiers = new ArrayList<>();
    for (String tier : list == null ? new String[0] : list.split("/", -1)) {
      String[] parts = tier.split("@", -1);
      if (parts.length != 2) {
        throw spec.wrong();
      }
      BigDecimal from = spec.decimal("tier", parts[1]);
      boolean rising =
          tiers.isEmpty()
              ? from.signum() == 0
              : from.compareTo(tiers.get(tiers.size() - 1).from()) > 0;
      if (!rising) {
        throw new IllegalArgumentException(
            "commission has tier '" + tier + "', expected tiers from 0 on by rising volume");
      }
      tiers.add(new Tier(from, spec.decimal("tier", parts[0])));
    }
    if (tiers.isEmpty()) {
      throw spec.wrong();
    }
    return tiers;
  }

  @Override
  public BigDecimal of(BigDecimal quantity, BigDecimal notional, BigDecimal monthVolume) {
    BigDecimal end = monthVolume.add(quantity);
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < tiers.size(); i++) {
      BigDecimal from = tiers.get(i).from().max(monthVolume);
      BigDecimal to = i + 1 < tiers.size() ? tiers.get(i + 1).from().min(end) : end;
      if (to.compareTo(from) > 0) {
        sum = sum.add(to.subtract(from).multiply(tiers.get(i).rate()));
      }
    }
    return PerShareCommission.atMost(sum.max(minimum), notional, maxPercent);
  }

  @Override
  public BigDecimal perShare() {
    return tiers.stream().map(Tier::rate).reduce(BigDecimal.ZERO, BigDecimal::max);
  }

  @Override
  public BigDecimal ofNotional() {
    return BigDecimal.ZERO;
  }
}
