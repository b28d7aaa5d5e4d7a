package dev.sluice.operators.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.indicator.IndicatorState;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Calendars;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.wire.JsonCodec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ComputeIndicatorsHarnessTest {
  private static final Set<Timeframe> SESSIONS = EnumSet.of(Timeframe.SESSION);
  private static final List<Ta4jIndicator> CUSTOM =
      List.of(
          new Ta4jIndicator("cci", "CCIIndicator", List.of(20.0), 60),
          new Ta4jIndicator("kama", "KAMAIndicator", List.of(10.0, 2.0, 30.0), 40));

  @Test
  void aSessionGetsItsIndicatorsAndOtherTimeframesNone() throws Exception {
    try (Subject subject = new Subject(SESSIONS, List.of())) {
      subject.send(Bars.bar(Timeframe.SESSION, 0, 100, 10, 0));
      subject.send(Bars.bar(Timeframe.MINUTE, 1, 100, 10, 0));
      subject.send(Bars.bar(Timeframe.WEEK, 1, 100, 10, 0));
      for (int i = 1; i < 10; i++) {
        subject.send(Bars.bar(Timeframe.SESSION, i, 100 + i, 10, 0));
      }
      List<IndicatedBar> output = subject.output();
      assertThat(output).hasSize(10).allMatch(o -> o.bar().timeframe() == Timeframe.SESSION);
      assertThat(output.get(8).indicators().sma10()).isNaN();
      assertThat(output.get(9).indicators().sma10()).isEqualTo(104.5);
      assertThat(output).allMatch(o -> o.custom().isEmpty());
      assertThat(subject.count("bars_indicated")).isEqualTo(10);
    }
  }

  @Test
  void everyTimeframeIsOnItsOwnAndHasItsOwnYear() throws Exception {
    try (Subject subject = new Subject(EnumSet.allOf(Timeframe.class), List.of())) {
      for (int i = 0; i < 21; i++) {
        for (Timeframe timeframe : Timeframe.values()) {
          subject.send(Bars.bar(timeframe, i, 100 + i % 5, 10, 0));
        }
      }
      List<IndicatedBar> output = subject.output();
      assertThat(output).hasSize(21 * Timeframe.values().length);
      Map<Timeframe, Double> years =
          Map.of(Timeframe.SESSION, 252.0, Timeframe.WEEK, 52.0, Timeframe.MINUTE, 252 * 390.0);
      double ofOneBar = 0;
      for (IndicatedBar last : output.subList(20 * Timeframe.values().length, output.size())) {
        Double year = years.get(last.bar().timeframe());
        if (year != null) {
          double perBar = last.indicators().volatility20() / Math.sqrt(year);
          assertThat(ofOneBar == 0 || Math.abs(perBar - ofOneBar) < 1e-15).isTrue();
          ofOneBar = perBar;
        }
      }
      assertThat(ofOneBar).isPositive();
    }
  }

  @Test
  void aRevisionReplacesTheLastBarAndIsGivenOn() throws Exception {
    try (Subject subject = new Subject(SESSIONS, CUSTOM)) {
      for (Bar bar : Bars.walk(1, 70)) {
        subject.send(bar);
      }
      subject.restore();
      Bar revision = Bars.bar(Timeframe.SESSION, 69, 97, 5, 3, 2);
      subject.send(revision);
      IndicatedBar next = after(subject, Bars.bar(Timeframe.SESSION, 70, 98, 6, 0));
      List<IndicatedBar> output = subject.output();
      assertThat(output.get(70).bar()).isEqualTo(revision);
      assertThat(subject.count("bars_revised")).isEqualTo(1);

      try (Subject straight = new Subject(SESSIONS, CUSTOM)) {
        for (Bar bar : Bars.walk(1, 69)) {
          straight.send(bar);
        }
        assertThat(after(straight, revision)).isEqualTo(output.get(70));
        assertThat(after(straight, Bars.bar(Timeframe.SESSION, 70, 98, 6, 0))).isEqualTo(next);
      }
    }
  }

  /**
   * A share that is seldom traded: its week has closed on Thursday's trades when a late one of
   * Friday comes. The week ends later then, and is the same week.
   */
  @Test
  void aRevisionOfAWeekThatEndsOnALaterDayIsNoNextWeek() throws Exception {
    Set<Timeframe> weeks = EnumSet.of(Timeframe.WEEK);
    LocalDate thursday = LocalDate.of(2020, 1, 2);
    Bar first = Bars.bar(Timeframe.WEEK, thursday, 100, 10, 0, 1);
    Bar revised = Bars.bar(Timeframe.WEEK, thursday.plusDays(1), 101, 20, 1, 1);
    Bar next = Bars.bar(Timeframe.WEEK, thursday.plusDays(4), 102, 10, 0, 1);
    try (Subject subject = new Subject(weeks, List.of());
        Subject straight = new Subject(weeks, List.of())) {
      subject.send(first);
      subject.restore();
      subject.send(revised);
      assertThat(subject.count("bars_revised")).isEqualTo(1);
      assertThat(after(straight, revised)).isEqualTo(subject.output().get(1));
      assertThat(after(subject, next)).isEqualTo(after(straight, next));
      assertThat(subject.output()).hasSize(3);
    }
  }

  private static IndicatedBar after(Subject subject, Bar bar) throws Exception {
    subject.send(bar);
    List<IndicatedBar> output = subject.output();
    return output.get(output.size() - 1);
  }

  @Test
  void whatWasTakenBeforeIsDroppedAndALateRevisionCounted() throws Exception {
    try (Subject subject = new Subject(SESSIONS, List.of())) {
      subject.send(Bars.bar(Timeframe.SESSION, 0, 100, 10, 0));
      subject.send(Bars.bar(Timeframe.SESSION, 1, 101, 10, 0));
      subject.send(Bars.bar(Timeframe.SESSION, 1, 102, 10, 2));
      subject.restore();
      subject.send(Bars.bar(Timeframe.SESSION, 1, 102, 10, 2));
      subject.send(Bars.bar(Timeframe.SESSION, 1, 101.5, 10, 1));
      subject.send(Bars.bar(Timeframe.SESSION, 1, 101, 10, 0));
      subject.send(Bars.bar(Timeframe.SESSION, 0, 100, 10, 0));
      subject.send(Bars.bar(Timeframe.SESSION, 0, 99, 10, 1));
      assertThat(subject.output())
          .extracting(o -> o.bar().close())
          .containsExactly(100., 101., 102.);
      assertThat(subject.count("bars_repeated")).isEqualTo(4);
      assertThat(subject.count("revisions_too_late")).isEqualTo(1);
      IndicatedBar next = after(subject, Bars.bar(Timeframe.SESSION, 2, 103, 10, 0));
      assertThat(next.indicators().obv()).isEqualTo(20);
    }
  }

  @Property(tries = 12)
  void anySplitOfTheStreamBySavepointsGivesTheSame(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    IndicatorState reference = new IndicatorState(Timeframe.SESSION);
    try (Subject straight = new Subject(SESSIONS, CUSTOM);
        Subject restored = new Subject(SESSIONS, CUSTOM)) {
      List<Bar> bars = Bars.walk(seed, 230);
      for (Bar bar : bars) {
        straight.send(bar);
        restored.send(bar);
        if (random.nextInt(20) == 0) {
          restored.restore();
        }
      }
      List<IndicatedBar> output = restored.output();
      assertThat(output).isEqualTo(straight.output()).hasSize(230);
      for (int i = 0; i < bars.size(); i++) {
        assertThat(output.get(i).indicators()).isEqualTo(reference.update(bars.get(i)));
        assertThat(output.get(i).custom().containsKey("kama")).isEqualTo(i >= 39);
        assertThat(output.get(i).custom().containsKey("cci")).isEqualTo(i >= 59);
      }
    }
  }

  @Test
  void aCustomIndicatorThatFailsIsCountedAndEndsNothing() throws Exception {
    List<Ta4jIndicator> failing =
        List.of(new Ta4jIndicator("none", "PreviousValueIndicator", List.of(-1.0), 5));
    try (Subject subject = new Subject(SESSIONS, failing)) {
      for (Bar bar : Bars.walk(1, 6)) {
        subject.send(bar);
      }
      assertThat(subject.output()).hasSize(6).allMatch(o -> o.custom().isEmpty());
      assertThat(subject.count("custom_indicators_failed")).isEqualTo(2);
    }
  }

  @Test
  void aBarThatNoIndicatorCanTakeIsADeadLetterAndChangesNothing() throws Exception {
    Bar last = Bars.walk(1, 70).get(69);
    List<Bar> impossible =
        List.of(
            Bars.bar(Timeframe.SESSION, 70, 100, Double.POSITIVE_INFINITY, 0),
            Bars.bar(Timeframe.SESSION, 70, 100, 1, 0, 0),
            Bars.bar(Timeframe.SESSION, 70, Double.NaN, 1, 0),
            // A revision of the last one.
            Bars.bar(Timeframe.SESSION, 69, 100, -1, 1));
    try (Subject subject = new Subject(SESSIONS, CUSTOM);
        Subject straight = new Subject(SESSIONS, CUSTOM);
        Subject empty = new Subject(SESSIONS, CUSTOM)) {
      for (Bar bar : Bars.walk(1, 70)) {
        subject.send(bar);
        straight.send(bar);
      }
      for (Bar bar : impossible) {
        subject.send(bar);
      }
      assertThat(subject.letters())
          .extracting(DeadLetter::reason)
          .containsExactly(
              "UNUSABLE_BAR: volume: Infinity, expected a finite number from 0 up",
              "UNUSABLE_BAR: splitFactor: 0.0, expected a finite number above 0",
              "UNUSABLE_BAR: high: NaN, expected a finite number above 0",
              "UNUSABLE_BAR: volume: -1.0, expected a finite number from 0 up");
      DeadLetter letter = subject.letters().get(3);
      assertThat(letter.code()).isEqualTo("UNUSABLE_BAR");
      assertThat(letter.topic()).isEqualTo("bars");
      assertThat(letter.symbol()).isEqualTo("SPY");
      assertThat(letter.eventTime()).isEqualTo(last.end());
      assertThat(JsonCodec.BAR.decode(letter.raw())).isEqualTo(impossible.get(3));
      // What it is of: three first editions of one day, and a revision of another.
      assertThat(subject.letters().stream().map(DeadLetter::id).distinct()).hasSize(2);
      assertThat(subject.count("bars_refused")).isEqualTo(4);
      // The first of a symbol, too.
      empty.send(impossible.get(0));
      assertThat(empty.letters()).hasSize(1);
      Bar next = Bars.bar(Timeframe.SESSION, 70, 98, 6, 0);
      assertThat(after(subject, next)).isEqualTo(after(straight, next));
    }
  }

  /** Bars of 24 hours a day on 365 days of a year are more than those of New York. */
  @Test
  void volatilityIsMadeAnnualByTheExchangeOfTheFirstBar() throws Exception {
    List<Bar> bars = Bars.walk(1, 60);
    try (Subject desk = new Subject(SESSIONS, List.of());
        Subject always = new Subject(SESSIONS, List.of())) {
      for (Bar bar : bars) {
        desk.send(bar);
        always.send(bar, Calendars.codeOf("24/7"));
      }
      double ofDesk = desk.output().get(59).indicators().volatility20();
      assertThat(ofDesk).isPositive();
      assertThat(always.output().get(59).indicators().volatility20() / ofDesk)
          .isCloseTo(Math.sqrt(365.0 / 252), offset(1e-9));
    }
  }

  /** An operator that can be restored from its own snapshot. */
  private static final class Subject implements AutoCloseable {
    private final Set<Timeframe> timeframes;
    private final List<Ta4jIndicator> custom;
    private final List<IndicatedBar> output = new ArrayList<>();
    private KeyedOneInputStreamOperatorTestHarness<String, ExchangeBar, IndicatedBar> harness;
    private InterceptingOperatorMetricGroup metrics;

    Subject(Set<Timeframe> timeframes, List<Ta4jIndicator> custom) throws Exception {
      this.timeframes = timeframes;
      this.custom = custom;
      open(null);
    }

    private void open(OperatorSubtaskState snapshot) throws Exception {
      metrics = new InterceptingOperatorMetricGroup();
      InterceptingTaskMetricGroup task =
          new InterceptingTaskMetricGroup() {
            @Override
            public InternalOperatorMetricGroup getOrAddOperator(
                OperatorID id, String name, Map<String, String> variables) {
              return metrics;
            }
          };
      harness =
          new KeyedOneInputStreamOperatorTestHarness<>(
              new KeyedProcessOperator<>(
                  new ComputeIndicators(ExchangeCalendar::nyse, timeframes, custom)),
              ExchangeBar::symbol,
              Types.STRING,
              new MockEnvironmentBuilder().setMetricGroup(task).build());
      SerializerConfigImpl noKryo = new SerializerConfigImpl();
      noKryo.setGenericTypes(false);
      harness.setup(StreamTypes.of(IndicatedBar.class).createSerializer(noKryo));
      if (snapshot != null) {
        harness.initializeState(snapshot);
      }
      harness.open();
    }

    /** Takes a snapshot, closes the operator and opens another with it; counters begin again. */
    void restore() throws Exception {
      OperatorSubtaskState snapshot = harness.snapshot(1, 1);
      collect();
      harness.close();
      open(snapshot);
    }

    void send(Bar bar) throws Exception {
      send(bar, 0);
    }

    void send(Bar bar, int calendar) throws Exception {
      harness.processElement(new ExchangeBar(bar, calendar), bar.end().toEpochMilli());
    }

    private void collect() {
      output.addAll(harness.extractOutputValues());
      harness.getOutput().clear();
    }

    List<IndicatedBar> output() {
      collect();
      return output;
    }

    List<DeadLetter> letters() {
      var letters = harness.getSideOutput(ComputeIndicators.DEAD_LETTERS);
      return letters == null ? List.of() : letters.stream().map(StreamRecord::getValue).toList();
    }

    long count(String counter) {
      return ((Counter) metrics.get(counter)).getCount();
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }
}
