package dev.sluice.domain.trading;

import static dev.sluice.domain.trading.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.risk.BucketLimits;
import dev.sluice.domain.risk.DenialCode;
import dev.sluice.domain.sizing.SizingModels;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Parts of an account's capital with limits of their own. */
class BucketsTest {

  private static AccountConfig config() {
    return Desk.config("100000", Desk.limits("0.5", "100000", true, "1"), Desk.FREE);
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
  void twoSymbolsAtOnceShareTheirBucket() {
    Instant now = at(1, "15:01:00");
    AccountConfig config =
        config()
            .with(
                List.of(
                    bucket("pair", "0.2", Set.of("AAA", "BBB"), null),
                    bucket("rest", "0.5", Set.of(), null)));
    Desk full = quoted(config.with(SizingModels.parse("percent:10.1")));
    full.signal("AAA", now, SignalType.BUY, "rule");
    assertDenied(full, DenialCode.BUCKET_POSITION_LIMIT);

    Desk room = quoted(config);
    room.signal("AAA", now, SignalType.BUY, "rule").signal("BBB", now, SignalType.BUY, "rule");
    assertThat(room.orders()).extracting(Order::status).containsOnly(OrderStatus.ACCEPTED);

    Desk smaller = quoted(config).set(at(1, "15:00:30"), "bucket.pair.max_position_share", "1");
    smaller.set(at(1, "15:00:31"), "bucket.pair.share", "0.19");
    smaller.signal("AAA", now, SignalType.BUY, "rule").signal("BBB", now, SignalType.BUY, "rule");
    assertDenied(smaller, DenialCode.BUCKET_LIMIT);
    smaller.signal("CCC", now, SignalType.BUY, "rule");
    assertDenied(smaller, DenialCode.NO_MARKET_PRICE);
  }

  @Test
  void aBucketsLossStopsItsEntriesAndNoOthers() {
    AccountConfig config =
        config()
            .with(
                List.of(
                    bucket("a", "0.5", Set.of("AAA", "CCC"), null),
                    bucket("b", "0.5", Set.of("BBB"), null)));
    Desk desk = buy(quoted(config), "AAA", "15:01:00");
    quote(desk, "AAA", at(1, "15:02:00"), 100);
    // 3 % of half of 100,000 is 1,500: 100 shares have lost it at 85.
    quote(desk, "AAA", at(1, "15:03:00"), 85.01);
    quote(desk, "CCC", at(1, "15:03:00"), 100);
    assertSent(buy(desk, "CCC", "15:04:00"));
    desk.signal("CCC", at(1, "15:04:01"), SignalType.SELL, "rule"); // calls it off
    quote(desk, "AAA", at(1, "15:05:00"), 85);
    assertDenied(buy(desk, "CCC", "15:06:00"), DenialCode.BUCKET_LOSS_LIMIT);
    assertSent(buy(desk, "BBB", "15:06:00"));
    desk.signal("AAA", at(1, "15:07:00"), SignalType.SELL, "rule");
    assertThat(desk.order(OrderRole.EXIT).status()).isEqualTo(OrderStatus.ACCEPTED);
    quote(desk, "AAA", at(1, "15:08:00"), 85);
    assertDenied(buy(desk, "CCC", "15:09:00"), DenialCode.BUCKET_LOSS_LIMIT);
    quote(desk, "CCC", at(2, "15:00:00"), 100);
    desk.signal("CCC", at(2, "15:01:00"), SignalType.BUY, "rule");
    assertSent(desk);
  }

  @Test
  void bucketsSayWhatTheyHold() {
    AccountConfig config =
        config()
            .with(
                List.of(
                    bucket("a", "0.5", Set.of("AAA"), null),
                    bucket("b", "0.25", Set.of("BBB"), null)));
    Desk desk = buy(quoted(config), "AAA", "15:01:00");
    quote(desk, "AAA", at(1, "15:02:00"), 100);
    quote(buy(desk, "BBB", "15:03:00"), "AAA", at(1, "15:04:00"), 98);
    desk.set(at(1, "15:05:00"), "bucket.b.share", "0.2");
    List<BucketFigures> figures = desk.machine.buckets(desk.state);
    // 100 AAA from 100 to 98; the entry of BBB, a tenth of 100,000, is at work.
    assertThat(figures).extracting(BucketFigures::name).containsExactly("a", "b");
    assertThat(figures.get(0).budget()).isEqualByComparingTo("49900");
    assertThat(figures.get(0).exposure()).isEqualByComparingTo("9800");
    assertThat(figures.get(0).dayPnl()).isEqualByComparingTo("-200");
    assertThat(figures.get(1).budget()).isEqualByComparingTo("19960");
    assertThat(figures.get(1).exposure()).isEqualByComparingTo("10000");
    assertThat(figures.get(1).dayPnl()).isEqualByComparingTo("0");
    desk.set(at(1, "15:06:00"), "max_notional", "1");
    assertThat(desk.machine.limits(desk.state).maxNotional()).isEqualByComparingTo("1");
    assertThat(config.limits().maxNotional()).isEqualByComparingTo("100000");
  }

  @Test
  void anEntryBelongsToTheFirstBucketThatTakesIt() {
    AccountConfig config =
        config()
            .with(
                List.of(
                    bucket("rsi", "0.01", Set.of(), "rsi"),
                    bucket("aaa", "0.5", Set.of("AAA"), null)));
    Desk desk = quoted(config);
    assertDenied(
        desk.signal("AAA", at(1, "15:01:00"), SignalType.BUY, "rsi"), DenialCode.BUCKET_LIMIT);
    assertSent(desk.signal("AAA", at(1, "15:02:00"), SignalType.BUY, "rule"));
    assertDenied(
        desk.signal("BBB", at(1, "15:02:00"), SignalType.BUY, "rule"),
        DenialCode.CHECK_NOT_POSSIBLE);
    assertThat(last(desk).reason()).isEqualTo("bucket of BBB is not known");
  }

  @Test
  void bucketsNeverGetMoreThanThereIs() {
    List<BucketConfig> two =
        List.of(bucket("a", "0.6", Set.of(), null), bucket("b", "0.4", Set.of(), null));
    Desk desk = quoted(config().with(two));
    AccountState before = desk.state.copy();
    desk.set(at(1, "15:00:00"), "bucket.b.share", "0.41");
    assertThat(desk.state).isEqualTo(before);
    assertThatThrownBy(
            () ->
                config()
                    .with(
                        List.of(
                            bucket("a", "0.6", Set.of(), null),
                            bucket("b", "0.41", Set.of(), null))))
        .hasMessage("share: was 1.01 for all buckets together, expected at most 1");
    assertThatThrownBy(
            () ->
                config()
                    .with(
                        List.of(
                            bucket("a", "0.1", Set.of(), null),
                            bucket("a", "0.1", Set.of(), null))))
        .hasMessage("bucket: name was 'a' twice, expected once");
  }
}
