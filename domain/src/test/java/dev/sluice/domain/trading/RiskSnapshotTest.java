package dev.sluice.domain.trading;

import static dev.sluice.domain.trading.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.risk.BucketLimits;
import dev.sluice.domain.risk.RiskLimits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How far an account is from its limits, by figures that were worked out by hand. */
class RiskSnapshotTest {
  private static final Instant OPEN = at(1, "15:00:00");

  private static RiskSnapshot risk(Desk desk, Instant now) {
    AccountState before = desk.state.copy();
    RiskSnapshot risk = desk.machine.risk(desk.state, now.toEpochMilli());
    assertThat(desk.state).as("looking changes nothing").isEqualTo(before);
    return risk;
  }

  private static LimitUsage of(RiskSnapshot risk, String limit) {
    return risk.limits().stream().filter(l -> l.name().equals(limit)).findFirst().orElseThrow();
  }

  /** {@code used of limit, distance (room)}, with the subject in front where there is one. */
  private static String said(RiskSnapshot risk, String limit) {
    LimitUsage usage = of(risk, limit);
    return (usage.subject() == null ? "" : usage.subject() + ": ")
        + text(usage.used())
        + " of "
        + text(usage.limit())
        + ", "
        + text(usage.distance())
        + " ("
        + text(usage.room())
        + ")";
  }

  private static String text(BigDecimal figure) {
    return figure == null ? "-" : figure.toPlainString();
  }

  @Test
  void aFreshAccountHasAllOfEveryLimit() {
    RiskSnapshot risk = risk(Desk.free(), OPEN);
    assertThat(risk.account()).isEqualTo("paper");
    assertThat(risk.eventTime()).isEqualTo(OPEN);
    assertThat(risk.status()).isEqualTo(AccountStatus.ACTIVE);
    assertThat(risk.limits())
        .extracting(LimitUsage::name)
        .containsExactly(
            "max_daily_loss",
            "max_drawdown",
            "max_gross_exposure",
            "max_net_exposure",
            "max_position_share",
            "max_notional",
            "buying_power",
            "max_orders");
    assertThat(said(risk, "max_daily_loss")).isEqualTo("0 of 0.025, 0.025 (2500)");
    assertThat(said(risk, "max_drawdown")).isEqualTo("0 of 0.08, 0.08 (8000)");
    assertThat(said(risk, "max_gross_exposure")).isEqualTo("0 of 1, 1 (100000)");
    assertThat(said(risk, "max_net_exposure")).isEqualTo("0 of 1, 1 (100000)");
    assertThat(said(risk, "max_position_share")).isEqualTo("0 of 0.10, 0.1 (10000)");
    assertThat(said(risk, "max_notional")).isEqualTo("0 of 100000, 100000 (100000)");
    assertThat(said(risk, "buying_power")).isEqualTo("0 of 100000, 100000 (100000)");
    assertThat(said(risk, "max_orders")).isEqualTo("0 of 1000, 1000 (-)");
    assertThat(risk.buckets()).isEmpty();
  }

  @Test
  void aWorkingEntryCountsAsIfItHadFilled() {
    // A tenth of 100,000 at 100: 100 shares, 10,000.
    Desk desk = Desk.free().quote(OPEN, 100, 100).buy(at(1, "15:01:00"));
    RiskSnapshot risk = risk(desk, at(1, "15:01:00"));
    assertThat(said(risk, "max_gross_exposure")).isEqualTo("0.1 of 1, 0.9 (90000)");
    assertThat(said(risk, "max_net_exposure")).isEqualTo("LONG: 0.1 of 1, 0.9 (90000)");
    assertThat(said(risk, "max_position_share")).isEqualTo("SPY: 0.1 of 0.10, 0 (0)");
    assertThat(said(risk, "max_notional")).isEqualTo("SPY: 10000 of 100000, 90000 (90000)");
    assertThat(said(risk, "buying_power")).isEqualTo("10000 of 100000, 90000 (90000)");
    assertThat(said(risk, "max_orders")).isEqualTo("1 of 1000, 999 (-)");
    assertThat(said(risk(desk, at(1, "15:02:00")), "max_orders"))
        .as("a minute later, out of the window")
        .isEqualTo("0 of 1000, 1000 (-)");
  }

  @Test
  void aLossBringsTheLossLimitsNearer() {
    Desk desk = Desk.free().quote(OPEN, 100, 100).buy(at(1, "15:01:00"));
    // 100 shares for 100 each, then worth 98: equity 90,000 + 9,800 = 99,800.
    desk.quote(at(1, "15:02:00"), 100, 100).quote(at(1, "15:03:00"), 98, 98);
    RiskSnapshot risk = risk(desk, at(1, "15:03:00"));
    assertThat(said(risk, "max_daily_loss")).isEqualTo("0.002 of 0.025, 0.023 (2300)");
    assertThat(said(risk, "max_drawdown")).isEqualTo("0.002 of 0.08, 0.078 (7800)");
    // 9,800 / 99,800 = 0.0981963…, and 90,000 more would be the equity.
    assertThat(said(risk, "max_gross_exposure")).isEqualTo("0.098196 of 1, 0.901804 (90000)");
    assertThat(said(risk, "max_position_share")).isEqualTo("SPY: 0.098196 of 0.10, 0.001804 (180)");
    assertThat(said(risk, "max_notional")).isEqualTo("0 of 100000, 100000 (100000)");
    assertThat(said(risk, "buying_power")).isEqualTo("0 of 90000, 90000 (90000)");
  }

  @Test
  void aChangedLimitStandsBesideTheConfiguredOneAndIsReachedExactly() {
    Desk desk = Desk.free().quote(OPEN, 100, 100).buy(at(1, "15:01:00"));
    desk.quote(at(1, "15:02:00"), 100, 100).quote(at(1, "15:03:00"), 98, 98);
    desk.set(at(1, "15:04:00"), "max_daily_loss", "0.002");
    LimitUsage usage = of(risk(desk, at(1, "15:04:00")), "max_daily_loss");
    assertThat(usage.limit()).isEqualByComparingTo("0.002");
    assertThat(usage.configured()).isEqualByComparingTo("0.025");
    assertThat(usage.distance()).isEqualByComparingTo("0");
    desk.set(at(1, "15:05:00"), "max_daily_loss", "0.0020000001");
    assertThat(of(risk(desk, at(1, "15:05:00")), "max_daily_loss").distance())
        .as("not reached, though six digits cannot tell")
        .isPositive();
  }

  @Test
  void aShortPositionTakesBuyingPowerTwice() {
    RiskLimits shorts = Desk.limits("0.10", "100000", true, "1");
    Desk desk = new Desk(Desk.config("100000", shorts, Desk.FREE));
    desk.quote(OPEN, 100, 100).sell(at(1, "15:01:00")).quote(at(1, "15:02:00"), 100, 100);
    RiskSnapshot risk = risk(desk, at(1, "15:02:00"));
    assertThat(said(risk, "max_net_exposure")).isEqualTo("SHORT: 0.1 of 1, 0.9 (90000)");
    assertThat(said(risk, "buying_power")).isEqualTo("20000 of 110000, 90000 (90000)");
    // Worth 1,200 a share: equity 110,000 - 120,000 is below 0, and shares of it mean nothing.
    desk.quote(at(1, "15:03:00"), 1200, 1200);
    RiskSnapshot ruined = risk(desk, at(1, "15:03:00"));
    assertThat(said(ruined, "max_gross_exposure")).isEqualTo("- of 1, - (-)");
    assertThat(said(ruined, "max_daily_loss")).isEqualTo("1.1 of 0.025, -1.075 (-107500)");
  }

  @Test
  void aBucketIsMeasuredByItsBudget() {
    BucketLimits limits =
        new BucketLimits(new BigDecimal("0.2"), new BigDecimal("0.5"), new BigDecimal("0.03"));
    AccountConfig config =
        Desk.config("100000", RiskLimits.DEFAULT, Desk.FREE)
            .with(
                List.of(
                    new BucketConfig("core", limits, Set.of("SPY"), Set.of()),
                    new BucketConfig("rest", limits, Set.of("QQQ"), Set.of())));
    Desk desk = new Desk(config).act(at(1, "14:00:00"), ControlAction.RESUME);
    assertThat(risk(desk, at(1, "14:00:00")).buckets())
        .as("before anything was booked")
        .extracting(BucketUsage::name)
        .containsExactly("core", "rest");
    desk.quote(OPEN, 100, 100).signal("SPY", at(1, "15:01:00"), SignalType.BUY, "rule");
    desk.quote(at(1, "15:02:00"), 100, 100).quote(at(1, "15:03:00"), 98, 98);
    RiskSnapshot risk = risk(desk, at(1, "15:03:00"));
    // Budget 0.2 x 99,800 = 19,960; of the day's start 20,000.
    assertThat(said(risk, "bucket.core.share")).isEqualTo("0.098196 of 0.2, 0.101804 (10160)");
    assertThat(said(risk, "bucket.core.max_position_share"))
        .isEqualTo("SPY: 0.490981 of 0.5, 0.009019 (180)");
    assertThat(said(risk, "bucket.core.max_daily_loss")).isEqualTo("0.01 of 0.03, 0.02 (400)");
    assertThat(said(risk, "bucket.rest.max_daily_loss")).isEqualTo("0 of 0.03, 0.03 (600)");
    assertThat(risk.buckets().get(0))
        .isEqualTo(
            new BucketUsage(
                "core",
                new BigDecimal("0.2"),
                new BigDecimal("19960"),
                new BigDecimal("9800"),
                new BigDecimal("0.5"),
                new BigDecimal("9800"),
                "SPY",
                new BigDecimal("0.03"),
                new BigDecimal("-200")));
    assertThat(risk.buckets().get(1).largestSymbol()).isNull();
  }

  @Test
  void theStateAndItsReasonAreThere() {
    Desk desk = Desk.free().quote(OPEN, 100, 100).act(at(1, "15:01:00"), ControlAction.PAUSE);
    RiskSnapshot risk = risk(desk, at(1, "15:01:00"));
    assertThat(risk.status()).isEqualTo(AccountStatus.PAUSED);
    assertThat(risk.reason()).isEqualTo("PAUSE by alice: test");
  }
}
