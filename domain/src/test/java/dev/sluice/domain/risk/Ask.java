package dev.sluice.domain.risk;

import java.math.BigDecimal;

/**
 * An entry of 10 AAA at 100 on an account of 100,000 that nothing stands against; changed by tests.
 */
final class Ask {
  boolean halted;
  boolean reducing;
  boolean paused;
  boolean entry = true;
  boolean opensShort;
  boolean duplicate;
  BigDecimal price = new BigDecimal("100");
  BigDecimal quantity = BigDecimal.TEN;
  String quantityUnknown;
  BigDecimal commission = BigDecimal.ONE;
  BigDecimal buyingPower = new BigDecimal("100000");
  BigDecimal positionValue = BigDecimal.ZERO;
  BigDecimal grossExposure = BigDecimal.ZERO;
  BigDecimal netExposure = BigDecimal.ZERO;
  BigDecimal equity = new BigDecimal("100000");
  BigDecimal dayStartEquity = new BigDecimal("100000");
  BigDecimal peakEquity = new BigDecimal("100000");
  long now = 1_700_000_000_000L;
  boolean open = true;
  Long quotedAt = now;
  BigDecimal lastPrice = new BigDecimal("100");
  Integer recentOrders = 0;
  Long alikeAt;
  boolean unknown;
  Long coolingUntil;
  RiskRequest.Bucket bucket;

  RiskRequest request() {
    return new RiskRequest(
        new RiskRequest.Standing(halted, reducing, paused, coolingUntil),
        new RiskRequest.Proposal(
            "AAA", entry, opensShort, duplicate, price, quantity, quantityUnknown, commission),
        new RiskRequest.Money(
            buyingPower,
            positionValue,
            grossExposure,
            netExposure,
            equity,
            dayStartEquity,
            peakEquity),
        new RiskRequest.Market(now, open, quotedAt, lastPrice),
        new RiskRequest.Activity(recentOrders, alikeAt, unknown),
        bucket);
  }
}
