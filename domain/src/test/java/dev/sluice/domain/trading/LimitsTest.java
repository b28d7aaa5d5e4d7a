package dev.sluice.domain.trading;

import static dev.sluice.domain.trading.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.risk.BucketLimits;
import dev.sluice.domain.risk.DenialCode;
import dev.sluice.domain.risk.RiskLimit;
import dev.sluice.domain.risk.RiskLimits;
import dev.sluice.domain.sizing.SizingModels;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Limits in the account's own order of events: what counts, what changes, what is let through. */
class LimitsTest {

  private static AccountConfig config() {
    return Desk.config("100000", Desk.limits("0.5", "100000", true, "1"), Desk.FREE);
  }

  private static AccountConfig with(RiskLimit limit, String value) {
    return config().with(config().limits().with(limit, value));
  }

  private static BucketConfig bucket(String name, String share, Set<String> symbols, String rule) {
    return new BucketConfig(
        name,
        new BucketLimits(new BigDecimal(share), new BigDecimal("0.5"), new BigDecimal("0.03")),
        symbols,
        rule == null ? Set.of() : Set.of(rule));
  }

  /** Both symbols quoted at 100; a tenth of the equity an entry, so 100 shares. */
  private static Desk quoted(AccountConfig config) {
    Desk desk = new Desk(config);
    return quote(quote(desk, "AAA", at(1, "15:00:00"), 100), "BBB", at(1, "15:00:00"), 100);
  }

  private static Desk quote(Desk desk, String symbol, Instant at, double price) {
    return desk.quote(symbol, at, price, Double.NaN, price, Double.NaN);
  }

  private static Order last(Desk desk) {
    return desk.orders().get(desk.orders().size() - 1);
  }

  private static void assertSent(Desk desk) {
    assertThat(last(desk).status()).isEqualTo(OrderStatus.ACCEPTED);
  }

  private static void assertDenied(Desk desk, DenialCode code) {
    assertThat(last(desk).denialCode()).isEqualTo(code.name());
  }

  private static Desk buy(Desk desk, String symbol, String time) {
    return desk.signal(symbol, at(1, time), SignalType.BUY, "rule");
  }

  @Test
  void twoSymbolsAtOnceShareTheGrossExposure() {
    Instant now = at(1, "15:01:00");
    Desk room = quoted(with(RiskLimit.MAX_GROSS_EXPOSURE, "0.2"));
    room.signal("AAA", now, SignalType.BUY, "rule").signal("BBB", now, SignalType.SELL, "rule");
    assertThat(room.orders()).extracting(Order::status).containsOnly(OrderStatus.ACCEPTED);

    Desk full = quoted(with(RiskLimit.MAX_GROSS_EXPOSURE, "0.1999"));
    full.signal("AAA", now, SignalType.BUY, "rule").signal("BBB", now, SignalType.SELL, "rule");
    assertThat(full.orders().get(0).status()).isEqualTo(OrderStatus.ACCEPTED);
    assertDenied(full, DenialCode.GROSS_EXPOSURE_LIMIT);
    assertThat(last(full).reason())
        .isEqualTo("gross exposure 20000 would exceed 19990 of the equity");
  }

  @Test
  void twoSymbolsAtOnceShareTheNetExposureOfTheirSide() {
    Instant now = at(1, "15:01:00");
    Desk oneSide = quoted(with(RiskLimit.MAX_NET_EXPOSURE, "0.15"));
    oneSide.signal("AAA", now, SignalType.BUY, "rule").signal("BBB", now, SignalType.BUY, "rule");
    assertDenied(oneSide, DenialCode.NET_EXPOSURE_LIMIT);

    Desk both = quoted(with(RiskLimit.MAX_NET_EXPOSURE, "0.15"));
    both.signal("AAA", now, SignalType.BUY, "rule").signal("BBB", now, SignalType.SELL, "rule");
    assertSent(both);
  }

  @Test
  void aLimitChangesFromItsTimeOnAndBack() {
    Desk desk = quoted(config());
    assertSent(buy(desk, "AAA", "15:01:00"));
    desk.set(at(1, "15:02:00"), "max_notional", "9999.99");
    assertDenied(buy(desk, "BBB", "15:02:00"), DenialCode.NOTIONAL_LIMIT);
    desk.set(at(1, "15:03:00"), "max_notional", "default");
    assertSent(buy(desk, "BBB", "15:03:00"));
    assertThat(desk.events).filteredOn(AccountEvent.ControlApplied.class::isInstance).hasSize(2);
  }

  @Test
  void aControlThatCannotBeChangesNothing() {
    Desk desk = quoted(config().with(List.of(bucket("a", "0.6", Set.of(), null))));
    AccountState before = desk.state.copy();
    desk.set(at(1, "15:00:00"), "max_notional", "none");
    desk.set(at(1, "15:00:00"), "max_anything", "1");
    desk.set(at(1, "15:00:00"), "allow_short", "false");
    desk.set(at(1, "15:00:00"), "bucket.a.share", "1.5");
    desk.set(at(1, "15:00:00"), "bucket.b.share", "0.5");
    desk.set(at(1, "15:00:00"), "max_notional", null);
    assertThat(desk.events)
        .filteredOn(AccountEvent.ControlRefused.class::isInstance)
        .extracting(event -> ((AccountEvent.ControlRefused) event).reason())
        .satisfiesExactly(
            r -> assertThat(r).isEqualTo("max_notional: was 'none', expected a decimal above 0"),
            r -> assertThat(r).startsWith("limit: was 'max_anything', expected one of"),
            r -> assertThat(r).startsWith("limit: was 'allow_short', expected one that may"),
            r -> assertThat(r).startsWith("share: was '1.5', expected a fraction"),
            r -> assertThat(r).isEqualTo("limit: was 'bucket.b.share', expected a bucket of [a]"),
            r -> assertThat(r).isEqualTo("value: was 'null', expected one for max_notional"));
    assertThat(desk.events).noneMatch(AccountEvent.ControlApplied.class::isInstance);
    assertThat(desk.state).isEqualTo(before);
  }

  @Test
  void reducingLetsThroughOnlyWhatReduces() {
    Desk desk = buy(quoted(config()), "AAA", "15:01:00");
    quote(desk, "AAA", at(1, "15:02:00"), 100);
    buy(desk, "BBB", "15:03:00").act(at(1, "15:04:00"), ControlAction.REDUCE);
    assertThat(desk.state.status()).isEqualTo(AccountStatus.REDUCING);
    assertThat(last(desk).status()).as("the entry at work").isEqualTo(OrderStatus.CANCELLED);
    assertDenied(buy(desk, "BBB", "15:05:00"), DenialCode.REDUCING_ONLY);
    desk.act(at(1, "15:06:00"), ControlAction.PAUSE);
    assertThat(desk.state.status()).as("not loosened").isEqualTo(AccountStatus.REDUCING);
    desk.signal("AAA", at(1, "15:07:00"), SignalType.SELL, "rule");
    quote(desk, "AAA", at(1, "15:08:00"), 101);
    assertThat(desk.order(OrderRole.EXIT).status()).isEqualTo(OrderStatus.FILLED);
    desk.act(at(1, "15:09:00"), ControlAction.RESUME);
    assertSent(buy(desk, "BBB", "15:10:00"));
  }

  @Test
  void whatAnEntryHadFilledIsProtectedWhenItIsCalledOff() {
    Desk desk = Desk.free().quote("SPY", at(1, "15:00:00"), 100, 500, 100, 500);
    desk.buy(at(1, "15:01:00"), "95", "110").quote("SPY", at(1, "15:02:00"), 100, 30, 100, 30);
    desk.act(at(1, "15:03:00"), ControlAction.REDUCE);
    assertThat(desk.order(OrderRole.ENTRY).status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(desk.order(OrderRole.STOP).quantity()).isEqualByComparingTo("30");
  }

  @Test
  void ordersAreCountedInARollingWindowOfEventTime() {
    RiskLimits limits =
        config().limits().with(RiskLimit.MAX_ORDERS, "2").with(RiskLimit.ORDER_WINDOW, "PT10S");
    Desk desk = quoted(config().with(limits));
    quote(desk, "CCC", at(1, "15:00:00"), 100);
    buy(desk, "AAA", "15:01:00");
    assertSent(buy(desk, "BBB", "15:01:05"));
    assertDenied(buy(desk, "CCC", "15:01:09.999"), DenialCode.ORDER_RATE_LIMIT);
    assertSent(buy(desk, "CCC", "15:01:10"));
  }

  @Test
  void aLongerWindowCountsWhatWasMadeBeforeIt() {
    Desk desk = quoted(with(RiskLimit.ORDER_WINDOW, "PT10S"));
    buy(desk, "AAA", "15:01:00");
    desk.set(at(1, "15:30:00"), "max_orders", "1");
    desk.set(at(1, "15:30:00"), "order_window", "PT1H");
    assertDenied(buy(desk, "BBB", "16:00:59.999"), DenialCode.ORDER_RATE_LIMIT);
    assertSent(buy(desk, "BBB", "16:01:00"));
  }

  @Test
  void anEntryLikeTheLastWithinTheWindowIsADuplicate() {
    Desk desk = buy(quoted(with(RiskLimit.DUPLICATE_WINDOW, "PT5S")), "AAA", "15:01:00");
    desk.signal("AAA", at(1, "15:01:01"), SignalType.SELL, "rule"); // calls it off
    assertDenied(buy(desk, "AAA", "15:01:04.999"), DenialCode.DUPLICATE_ORDER);
    assertSent(buy(desk, "AAA", "15:01:05"));
  }

  @Test
  void aQuoteThatIsTooOldDenies() {
    Desk desk = quoted(with(RiskLimit.MAX_QUOTE_AGE, "PT1M"));
    assertDenied(buy(desk, "AAA", "15:01:00.001"), DenialCode.STALE_QUOTE);
    quote(desk, "AAA", at(1, "15:01:01"), 100);
    assertSent(buy(desk, "AAA", "15:02:01"));
  }

  @Test
  void theCollarIsAroundTheLastTradeOfTheDay() {
    Desk desk = quoted(config());
    trade(desk, at(1, "15:00:30"), 90);
    assertDenied(buy(desk, "AAA", "15:01:00"), DenialCode.PRICE_COLLAR);
    assertThat(last(desk).reason()).isEqualTo("price 100 is 10 from the last, 90, more than 9");
    trade(desk, at(1, "15:01:30"), 91);
    assertSent(buy(desk, "AAA", "15:02:00"));
    desk.signal("AAA", at(1, "15:02:01"), SignalType.SELL, "rule"); // calls it off
    quote(desk, "AAA", at(2, "15:00:00"), 120);
    desk.signal("AAA", at(2, "15:01:00"), SignalType.BUY, "rule");
    assertSent(desk); // no trade today: around the quote
  }

  private static void trade(Desk desk, Instant at, double price) {
    desk.events.addAll(
        desk.machine.apply(
            desk.state, Tick.trade("AAA", 99, at.toEpochMilli(), price, 1, "test", true)));
  }

  @Test
  void listsAndSessions() {
    assertDenied(
        buy(quoted(with(RiskLimit.RESTRICTED, "AAA")), "AAA", "15:01:00"),
        DenialCode.RESTRICTED_SYMBOL);
    assertDenied(
        buy(quoted(with(RiskLimit.HALTED, "AAA")), "AAA", "15:01:00"), DenialCode.MARKET_HALTED);
    Desk borrowed = quoted(with(RiskLimit.HARD_TO_BORROW, "AAA"));
    assertSent(buy(borrowed, "AAA", "15:01:00"));
    assertDenied(
        quoted(with(RiskLimit.HARD_TO_BORROW, "AAA"))
            .signal("AAA", at(1, "15:01:00"), SignalType.SELL, "rule"),
        DenialCode.HARD_TO_BORROW);
    Desk open = quoted(with(RiskLimit.OPEN_MARKET_ONLY, "true"));
    assertSent(buy(open, "AAA", "21:00:00"));
    assertDenied(buy(open, "BBB", "21:00:00.001"), DenialCode.MARKET_CLOSED);
  }

  /** A flattening and an exit go out whatever limit is reached, but for the halt. */
  @Test
  void noLimitHoldsAPosition() {
    Desk desk = buy(quoted(config()), "AAA", "15:01:00");
    quote(desk, "AAA", at(1, "15:02:00"), 100);
    for (String limit : List.of("restricted", "halted", "hard_to_borrow")) {
      desk.set(at(1, "15:03:00"), limit, "AAA");
    }
    for (String limit : List.of("max_notional", "max_order_quantity", "max_gross_exposure")) {
      desk.set(at(1, "15:03:00"), limit, "0.0001");
    }
    desk.set(at(1, "15:03:00"), "max_orders", "1");
    desk.set(at(1, "15:03:00"), "order_window", "PT1H");
    desk.set(at(1, "15:03:00"), "max_quote_age", "PT0S");
    desk.set(at(1, "15:03:00"), "open_market_only", "true");
    desk.signal("AAA", at(1, "21:30:00"), SignalType.SELL, "rule");
    assertThat(desk.order(OrderRole.EXIT).status()).isEqualTo(OrderStatus.ACCEPTED);
    desk.act(at(1, "21:31:00"), ControlAction.FLATTEN);
    assertThat(desk.order(OrderRole.FLATTEN).status()).isEqualTo(OrderStatus.ACCEPTED);
  }

  @Test
  void aSplitKeepsWhatIsRemembered() {
    Desk desk = quoted(config().with(SizingModels.parse("volatility:0.1,window=2,cap=0.1")));
    double[] closes = {100, 110, 99};
    for (int day = 1; day <= 3; day++) {
      desk.quote(at(day, "20:59:00"), closes[day - 1], closes[day - 1]);
    }
    desk.split(at(4, "14:30:00"), 2);
    SymbolMemory memory = desk.advance(at(4, "14:30:00")).state.risk.symbol("SPY");
    assertThat(memory.closes.stream().map(BigDecimal::doubleValue))
        .containsExactly(50.0, 55.0, 49.5);
  }

  @Test
  void volatilityIsOfTheClosesThatTheAccountHasSeen() {
    Desk desk = new Desk(config().with(SizingModels.parse("volatility:0.1,window=2,cap=0.1")));
    desk.quote(at(1, "20:59:00"), 100, 100).quote(at(2, "20:59:00"), 101, 101);
    desk.buy(at(2, "21:01:00"));
    assertDenied(desk, DenialCode.CHECK_NOT_POSSIBLE);
    assertThat(last(desk).reason())
        .isEqualTo("volatility over 2 sessions is not known: 2 of 3 closes were seen");
    desk.quote(at(3, "20:59:00"), 100, 100).buy(at(3, "21:01:00"));
    // Returns of 1 % and −0.99 % come to 22 % a year; 10 % of that is 45 %, more than the cap.
    assertThat(last(desk).quantity()).isEqualByComparingTo("100");
  }

  @Test
  void aSizeIsNeverBeyondTheBuyingPowerAndAlwaysInLots() {
    Desk desk =
        quoted(
            Desk.config("10000", Desk.limits("2", "1000000", false, "10"), Desk.FREE)
                .with(SizingModels.parse("fixed:5000")));
    assertThat(last(buy(desk, "AAA", "15:01:00")).quantity()).isEqualByComparingTo("90");
    assertSent(desk);
  }
}
