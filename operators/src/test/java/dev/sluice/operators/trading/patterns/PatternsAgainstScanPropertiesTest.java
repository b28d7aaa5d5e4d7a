package dev.sluice.operators.trading.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.trading.PatternThresholds;
import dev.sluice.domain.trading.Side;
import dev.sluice.operators.trading.patterns.PatternEvent.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each pattern finds what plain loops find, stopped and restored wherever that may be. */
class PatternsAgainstScanPropertiesTest {
  private static final int EVENTS = 60;

  private static PatternThresholds with(AccountPattern pattern, String... fields) {
    PatternThresholds thresholds = pattern.name().standard();
    for (int i = 0; i < fields.length; i += 2) {
      thresholds = thresholds.with(fields[i], fields[i + 1]);
    }
    return thresholds;
  }

  private interface Maker {
    PatternEvent make(String id, long time, Random random);
  }

  /** Many of one time, and windows that are met to the millisecond. */
  private static List<PatternEvent> events(Random random, Maker maker) {
    List<PatternEvent> events = new ArrayList<>();
    long time = 1_000_000;
    for (int i = 0; i < EVENTS; i++) {
      time += random.nextInt(4);
      events.add(maker.make(Integer.toString(i), time, random));
    }
    return events;
  }

  private static void check(
      AccountPattern pattern, PatternThresholds thresholds, int seed, Maker maker)
      throws Exception {
    Random random = new Random(seed);
    List<PatternEvent> events = events(random, maker);
    assertThat(EngineFixture.matches(pattern, thresholds, events, random.nextInt(EVENTS)))
        .isEqualTo(PatternScan.of(pattern, thresholds, events));
  }

  private static PatternEvent trade(String id, long time, int made, int drawdown) {
    return PatternEvent.trade(
        id, time, "AAA", true, BigDecimal.valueOf(made), BigDecimal.valueOf(drawdown, 2));
  }

  private static PatternEvent of(Kind kind, String id, long time, Side side) {
    return PatternEvent.of(kind, id, time, "AAA", side).numbered(Long.parseLong(id));
  }

  @Property(tries = 25)
  void losingStreaks(@ForAll int seed, @ForAll @IntRange(min = 2, max = 5) int count)
      throws Exception {
    LosingStreak pattern = new LosingStreak();
    check(
        pattern,
        with(pattern, "count", "" + count),
        seed,
        (id, time, random) -> trade(id, time, random.nextInt(4) - 2, 0));
  }

  @Property(tries = 25)
  void stopOuts(
      @ForAll int seed,
      @ForAll @IntRange(min = 2, max = 4) int count,
      @ForAll @IntRange(min = 1, max = 12) int millis)
      throws Exception {
    StopOutsWhileDrawdownGrows pattern = new StopOutsWhileDrawdownGrows();
    check(
        pattern,
        with(pattern, "count", "" + count, "span", "PT0.%03dS".formatted(millis)),
        seed,
        (id, time, random) -> trade(id, time, -1, random.nextInt(20)));
  }

  @Property(tries = 25)
  void bursts(
      @ForAll int seed,
      @ForAll @IntRange(min = 2, max = 6) int count,
      @ForAll @IntRange(min = 1, max = 12) int millis)
      throws Exception {
    OrderBurst orders = new OrderBurst();
    String span = "PT0.%03dS".formatted(millis);
    check(
        orders,
        with(orders, "count", "" + count, "span", span),
        seed,
        (id, time, random) -> of(Kind.ORDER, id, time, Side.BUY));
    RejectBurst refusals = new RejectBurst();
    check(
        refusals,
        with(refusals, "count", "" + count, "span", span),
        seed,
        (id, time, random) -> of(Kind.REFUSAL, id, time, Side.BUY));
  }

  @Property(tries = 25)
  void whipsaws(@ForAll int seed, @ForAll @IntRange(min = 1, max = 12) int millis)
      throws Exception {
    Whipsaw pattern = new Whipsaw();
    check(
        pattern,
        with(pattern, "span", "PT0.%03dS".formatted(millis)),
        seed,
        (id, time, random) -> of(Kind.FILL, id, time, random.nextBoolean() ? Side.BUY : Side.SELL));
  }

  @Property(tries = 25)
  void priceShocks(
      @ForAll int seed,
      @ForAll @IntRange(min = 1, max = 20) int millis,
      @ForAll @IntRange(min = 1, max = 12) int percent)
      throws Exception {
    PriceShock pattern = new PriceShock();
    check(
        pattern,
        with(pattern, "span", "PT0.%03dS".formatted(millis), "percent", "" + percent),
        seed,
        (id, time, random) ->
            PatternEvent.price(id, time, "AAA", BigDecimal.valueOf(95 + random.nextInt(11))));
  }

  /** Exactly the threshold, and one less, at both ends of the window. */
  @ParameterizedTest
  @CsvSource({"3, 9, true", "3, 10, false", "2, 9, false"})
  void aBurstIsMetAtItsCountAndWithinItsSpan(int orders, int apart, boolean met) throws Exception {
    OrderBurst pattern = new OrderBurst();
    List<PatternEvent> events = new ArrayList<>();
    for (int i = 0; i < orders; i++) {
      events.add(of(Kind.ORDER, "" + i, i == orders - 1 ? apart : 0, Side.BUY));
    }
    assertThat(
            EngineFixture.matches(
                pattern, with(pattern, "count", "3", "span", "PT0.010S"), events, 1))
        .isEqualTo(met ? List.of(orders - 1) : List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "110, 9, false",
    "110.01, 9, true",
    "110.01, 10, false",
    "90, 9, false",
    "89.99, 9, true"
  })
  void aShockIsMoreThanItsPercentWithinItsSpan(String price, int apart, boolean met)
      throws Exception {
    PriceShock pattern = new PriceShock();
    List<PatternEvent> events =
        List.of(
            PatternEvent.price("0", 0, "AAA", new BigDecimal("100")),
            PatternEvent.price("1", apart, "AAA", new BigDecimal(price)));
    assertThat(
            EngineFixture.matches(
                pattern, with(pattern, "percent", "10", "span", "PT0.010S"), events, 1))
        .isEqualTo(met ? List.of(1) : List.of());
  }

  @Test
  void theLargestCountIsCountedToTheLast() throws Exception {
    OrderBurst pattern = new OrderBurst();
    List<PatternEvent> events = new ArrayList<>();
    for (int i = 0; i < PatternThresholds.MOST; i++) {
      events.add(of(Kind.ORDER, "" + i, i, Side.BUY));
    }
    PatternThresholds most = with(pattern, "count", "" + PatternThresholds.MOST, "span", "PT1H");
    assertThat(EngineFixture.matches(pattern, most, events.subList(0, events.size() - 1), 500))
        .isEmpty();
    assertThat(EngineFixture.matches(pattern, most, events, 500))
        .containsExactly(PatternThresholds.MOST - 1);
  }

  @Test
  void eventsNeedNoGenericSerializer() {
    SerializerConfigImpl noKryo =
        new SerializerConfigImpl(new Configuration().set(PipelineOptions.GENERIC_TYPES, false));
    assertThat(EngineFixture.type().createSerializer(noKryo)).isNotNull();
    assertThat(AccountPatterns.CHANGES.getName()).isEqualTo("pattern-thresholds");
    AccountPatterns.CHANGES.initializeSerializerUnlessSet(
        new org.apache.flink.api.common.ExecutionConfig(
            new Configuration().set(PipelineOptions.GENERIC_TYPES, false)));
    assertThat(AccountPatterns.CHANGES.getValueSerializer()).isNotNull();
  }
}
