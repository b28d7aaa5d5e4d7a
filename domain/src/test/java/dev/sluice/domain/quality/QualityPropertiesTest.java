package dev.sluice.domain.quality;

import static dev.sluice.domain.quality.QualityContext.NO_CLOCK;
import static dev.sluice.domain.quality.QualityFixture.bytes;
import static dev.sluice.domain.quality.QualityFixture.context;
import static dev.sluice.domain.quality.QualityFixture.minute;
import static dev.sluice.domain.quality.QualityFixture.quote;
import static dev.sluice.domain.quality.QualityFixture.read;
import static dev.sluice.domain.quality.QualityFixture.trade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.domain.quality.QualityVerdict.Disposition;
import dev.sluice.domain.quality.QualityVerdict.Resolution;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class QualityPropertiesTest {
  private static final int COUNT = 300;
  private static final QualityContext CONTEXT =
      context("duplicate_window", "20", "stale_minutes", "3");

  /** Bars with jumps, copies, holes, and some that are late or cannot be. */
  private static List<RawBar> bars(long seed) {
    Random random = new Random(seed);
    List<RawBar> bars = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      int at = i + random.nextInt(8) - 4 * random.nextInt(2);
      bars.add(minute(at, price(random)));
    }
    return bars;
  }

  private static double price(Random random) {
    double[] levels = {100, 100, 100, 101, 150, 152, 30, 0};
    return levels[random.nextInt(levels.length)];
  }

  private static List<Tick> ticks(long seed) {
    Random random = new Random(seed);
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      long time = 1000L * (i + random.nextInt(8)) * (random.nextInt(50) == 0 ? 20 : 1);
      double price = price(random);
      switch (random.nextInt(4)) {
        case 0 -> ticks.add(quote(time, price, price + random.nextInt(3) - 0.5));
        case 1 -> ticks.add(trade(TickQuality.NO_ID, time, price));
        default -> ticks.add(trade(i - random.nextInt(2), time, price));
      }
    }
    return ticks;
  }

  @Property(tries = 100)
  void barsAreJudgedTheSameAfterARestart(
      @ForAll long seed, @ForAll @IntRange(max = COUNT - 1) int restart) throws IOException {
    BarQuality straight = new BarQuality();
    BarQuality restored = new BarQuality();
    BarQuality copied = new BarQuality();
    List<RawBar> bars = bars(seed);
    for (int i = 0; i < COUNT; i++) {
      if (i == restart) {
        restored = read(bytes(restored::write), BarQuality::read);
        copied = copied.copy();
      }
      QualityVerdict expected = straight.judge(bars.get(i), NO_CLOCK, CONTEXT);
      assertThat(restored.judge(bars.get(i), NO_CLOCK, CONTEXT)).isEqualTo(expected);
      assertThat(copied.judge(bars.get(i), NO_CLOCK, CONTEXT)).isEqualTo(expected);
    }
    assertThat(bytes(restored::write))
        .isEqualTo(bytes(straight::write))
        .isEqualTo(bytes(copied::write));
  }

  @Property(tries = 100)
  void ticksAreJudgedTheSameAfterARestart(
      @ForAll long seed, @ForAll @IntRange(max = COUNT - 1) int restart) throws IOException {
    TickQuality straight = new TickQuality();
    TickQuality restored = new TickQuality();
    TickQuality copied = new TickQuality();
    List<Tick> ticks = ticks(seed);
    for (int i = 0; i < COUNT; i++) {
      if (i == restart) {
        restored = read(bytes(restored::write), TickQuality::read);
        copied = copied.copy();
      }
      QualityVerdict expected = straight.judge(ticks.get(i), NO_CLOCK, CONTEXT);
      assertThat(restored.judge(ticks.get(i), NO_CLOCK, CONTEXT)).isEqualTo(expected);
      assertThat(copied.judge(ticks.get(i), NO_CLOCK, CONTEXT)).isEqualTo(expected);
    }
    assertThat(bytes(restored::write))
        .isEqualTo(bytes(straight::write))
        .isEqualTo(bytes(copied::write));
  }

  @Property(tries = 100)
  void everySpikeIsConfirmedRefutedOrStillHeld(@ForAll long seed) {
    TickQuality quality = new TickQuality();
    Map<TickKind, Integer> held = new LinkedHashMap<>();
    QualityTally tally = new QualityTally("A", LocalDate.of(2024, 1, 9));
    for (Tick tick : ticks(seed)) {
      QualityVerdict verdict = quality.judge(tick, NO_CLOCK, CONTEXT);
      tally.add(verdict);
      if (verdict.resolution() != Resolution.NONE) {
        assertThat(verdict.disposition()).isEqualTo(Disposition.PASS);
        assertThat(held.put(tick.kind(), 0)).isPositive();
      }
      held.merge(tick.kind(), verdict.disposition() == Disposition.HOLD ? 1 : 0, Integer::sum);
      assertThat(quality.held(tick.kind())).isEqualTo(held.get(tick.kind()));
      assertThat(held.get(tick.kind())).isLessThanOrEqualTo(3 * SpikeWatch.HELD_PER_CONFIRMATION);
    }
    long open = held.values().stream().filter(count -> count > 0).count();
    assertThat(tally.count(QualityRule.SPIKE))
        .isEqualTo(
            tally.count(QualityRule.SPIKE_CONFIRMED)
                + tally.count(QualityRule.SPIKE_REFUTED)
                + open);
  }

  @Property(tries = 50)
  void theStateIsBounded(@ForAll long seed) throws IOException {
    TickQuality quality = new TickQuality();
    for (Tick tick : ticks(seed)) {
      quality.judge(tick, NO_CLOCK, CONTEXT);
    }
    assertThat(bytes(quality::write)).hasSizeLessThanOrEqualTo(80 + 20 * 16);
  }

  @Property(tries = 100)
  void recentKeysAreTheLastOnes(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 70) int capacity) throws IOException {
    Random random = new Random(seed);
    RecentKeys recent = new RecentKeys();
    LinkedHashMap<Long, Long> model = new LinkedHashMap<>();
    for (int i = 0; i < 500; i++) {
      long key = random.nextInt(2 * capacity) - capacity;
      assertThat(recent.find(key) >= 0).isEqualTo(model.containsKey(key));
      if (model.containsKey(key)) {
        assertThat(recent.mark(recent.find(key))).isEqualTo(model.get(key));
        continue;
      }
      recent.add(key, i, capacity);
      model.put(key, (long) i);
      if (model.size() > capacity) {
        model.remove(model.keySet().iterator().next());
      }
      if (i % 97 == 0) {
        recent = read(bytes(recent::write), RecentKeys::read);
      }
    }
  }

  @Property(tries = 50)
  void talliesAddUpInAnyOrder(@ForAll long seed, @ForAll @IntRange(max = COUNT) int cut)
      throws IOException {
    TickQuality quality = new TickQuality();
    List<QualityVerdict> verdicts =
        new ArrayList<>(
            ticks(seed).stream().map(tick -> quality.judge(tick, NO_CLOCK, CONTEXT)).toList());
    QualityTally whole = new QualityTally("A", LocalDate.of(2024, 1, 9));
    verdicts.forEach(whole::add);
    Collections.shuffle(verdicts, new Random(seed));
    QualityTally left = new QualityTally("A", LocalDate.of(2024, 1, 9));
    verdicts.subList(0, cut).forEach(left::add);
    QualityTally right = new QualityTally("A", LocalDate.of(2024, 1, 9));
    verdicts.subList(cut, COUNT).forEach(right::add);
    QualityTally merged = read(bytes(right::write), QualityTally::read);
    merged.merge(left.copy());
    assertThat(merged).isEqualTo(whole);
    assertThat(whole.records()).isEqualTo(COUNT);
    assertThat(whole.counts().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(verdicts.stream().mapToLong(v -> v.findings().size()).sum());
  }

  @Test
  void aTallyTakesOnlyItsOwnSymbolAndSession() {
    QualityTally tally = new QualityTally("A", LocalDate.of(2024, 1, 9));
    assertThatThrownBy(() -> tally.merge(new QualityTally("B", LocalDate.of(2024, 1, 9))))
        .hasMessageContaining("tally of B 2024-01-09, expected one of A 2024-01-09");
    assertThatThrownBy(() -> tally.merge(new QualityTally("A", LocalDate.of(2024, 1, 8))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void statesOfAnotherVersionAreRefused() {
    byte[] other = {9, 0, 0, 0, 0};
    assertThatThrownBy(() -> read(other, BarQuality::read)).hasMessageContaining("version was 9");
    assertThatThrownBy(() -> read(other, TickQuality::read)).hasMessageContaining("version was 9");
    assertThatThrownBy(() -> read(other, QualityTally::read)).hasMessageContaining("version was 9");
  }

  @Test
  void thresholdsAreConfiguredByName() {
    QualityThresholds defaults = QualityThresholds.DEFAULTS;
    assertThat(defaults.with(Map.of())).isEqualTo(defaults);
    assertThat(defaults.values()).hasSize(QualityThresholds.class.getRecordComponents().length);
    QualityThresholds other = defaults.with(Map.of("tick_spike", "0.2", "tick_gap", "PT10M"));
    assertThat(other.tickSpike()).isEqualTo(0.2);
    assertThat(other.tickGap()).hasMinutes(10);
    assertThatThrownBy(() -> defaults.with(Map.of("tick_spik", "1")))
        .hasMessageContaining("'tick_spik', expected one of ohlc_tolerance");
    assertThatThrownBy(() -> defaults.with(Map.of("tick_spike", "much")))
        .hasMessageContaining("threshold tick_spike: 'much', expected a number");
    assertThatThrownBy(() -> defaults.with(Map.of("tick_gap", "5m")))
        .hasMessageContaining("threshold tick_gap: '5m', expected a duration like PT5M");
    assertThatThrownBy(() -> defaults.with(Map.of("bar_confirmations", "0")))
        .hasMessageContaining("threshold bar_confirmations: '0', expected a whole number from 1");
    assertThatThrownBy(() -> defaults.with(Map.of("flat_range", "-1")))
        .hasMessageContaining("threshold flat_range: '-1.0'");
  }
}
