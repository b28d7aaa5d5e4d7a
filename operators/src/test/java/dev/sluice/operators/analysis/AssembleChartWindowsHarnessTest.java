package dev.sluice.operators.analysis;

import static dev.sluice.operators.analysis.Fixture.closeMillis;
import static dev.sluice.operators.analysis.Fixture.daily;
import static dev.sluice.operators.analysis.Fixture.weekly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.Ids;
import dev.sluice.domain.analysis.AnalysisRequest;
import dev.sluice.domain.analysis.ChartWindow;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.market.Timeframe;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssembleChartWindowsHarnessTest {
  private KeyedOneInputStreamOperatorTestHarness<String, IndicatedBar, AnalysisRequest> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness(List.of("swing"));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void asksWhenTheCloseHasPassedAndNotBefore() throws Exception {
    add(daily("TSLA", 0, false));
    harness.processWatermark(closeMillis(0) - 1);
    assertThat(requests()).isEmpty();
    harness.processWatermark(closeMillis(0));
    AnalysisRequest request = only();
    assertThat(request.eventTime()).isEqualTo(Fixture.close(0));
    assertThat(request.executionId()).isEqualTo(Ids.of("execution", "swing", Fixture.MONDAY));
    assertThat(request.weekly().bars()).isEmpty();
    assertThat(request.simulated()).isTrue();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void historyOnlyFillsTheWindows() throws Exception {
    add(daily("TSLA", 0, true));
    add(daily("TSLA", 1, false));
    harness.processWatermark(closeMillis(1));
    assertThat(only().daily().bars())
        .containsExactly(daily("TSLA", 0, true), daily("TSLA", 1, false));
  }

  @Test
  void theWeekThatClosesWithTheSessionIsIn() throws Exception {
    add(daily("TSLA", 4, false));
    add(weekly("TSLA", 4));
    harness.processWatermark(closeMillis(4));
    assertThat(only().weekly().bars()).containsExactly(weekly("TSLA", 4));
  }

  @Test
  void neverLooksAheadOfTheClose() throws Exception {
    for (int day = 0; day < 5; day++) {
      add(daily("TSLA", day, false));
    }
    add(weekly("TSLA", 4));
    harness.processWatermark(closeMillis(9));
    List<AnalysisRequest> requests = requests();
    assertThat(requests).hasSize(5);
    for (int day = 0; day < 5; day++) {
      ChartWindow daily = requests.get(day).daily();
      assertThat(daily.bars()).hasSize(day + 1).endsWith(daily("TSLA", day, false));
      assertThat(requests.get(day).weekly().bars()).hasSize(day < 4 ? 0 : 1);
    }
  }

  @Test
  void dropsSecondCopiesAndOlderBars() throws Exception {
    add(daily("TSLA", 1, false));
    add(daily("TSLA", 1, false));
    harness.processWatermark(closeMillis(1));
    add(daily("TSLA", 1, false));
    add(daily("TSLA", 0, false));
    harness.processWatermark(closeMillis(2));
    assertThat(only().daily().bars()).containsExactly(daily("TSLA", 1, false));
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void aRevisionStandsFromTheNextSessionOnHoweverSoonItComes() throws Exception {
    IndicatedBar revised = Fixture.revised(daily("TSLA", 0, false), 1);
    List<IndicatedBar> later = List.of(revised, daily("TSLA", 1, false));
    add(daily("TSLA", 0, false));
    add(revised);
    harness.processWatermark(closeMillis(0));
    assertThat(only().daily().bars()).containsExactly(daily("TSLA", 0, false));
    add(daily("TSLA", 1, false));
    harness.processWatermark(closeMillis(1));
    assertThat(requests().get(1).daily().bars()).isEqualTo(later);

    close();
    open();
    add(daily("TSLA", 0, false));
    harness.processWatermark(closeMillis(0));
    add(revised);
    add(revised);
    add(daily("TSLA", 1, false));
    harness.processWatermark(closeMillis(1));
    add(Fixture.revised(daily("TSLA", 0, false), 2));
    assertThat(requests().get(1).daily().bars()).isEqualTo(later);
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void keepsTheLastHundredAndTwenty() throws Exception {
    for (int day = 0; day < 130; day++) {
      add(daily("TSLA", day, day < 129));
    }
    harness.processWatermark(closeMillis(129));
    assertThat(only().daily().bars())
        .hasSize(120)
        .startsWith(daily("TSLA", 10, true))
        .endsWith(daily("TSLA", 129, false));
  }

  @Test
  void keepsSymbolsApartAndAsksForEachStrategy() throws Exception {
    harness.close();
    harness = harness(List.of("swing", "trend"));
    harness.open();
    add(daily("TSLA", 0, false));
    add(daily("NVDA", 0, false));
    harness.processWatermark(closeMillis(0));
    assertThat(requests())
        .extracting(r -> r.symbol() + " " + r.strategy())
        .containsExactlyInAnyOrder("TSLA swing", "TSLA trend", "NVDA swing", "NVDA trend");
    assertThat(requests())
        .extracting(AnalysisRequest::executionId)
        .containsOnly(
            Ids.of("execution", "swing", Fixture.MONDAY),
            Ids.of("execution", "trend", Fixture.MONDAY));
  }

  @Test
  void goesOnAfterARestoreAsIfNothingHadHappened() throws Exception {
    add(daily("TSLA", 0, true));
    harness.processWatermark(closeMillis(0));
    add(daily("TSLA", 1, false));
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    harness = harness(List.of("swing"));
    harness.initializeState(state);
    harness.open();
    add(daily("TSLA", 0, true));
    add(daily("TSLA", 1, false));
    harness.processWatermark(closeMillis(1));
    assertThat(only().daily().bars())
        .containsExactly(daily("TSLA", 0, true), daily("TSLA", 1, false));
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  private void add(IndicatedBar bar) throws Exception {
    assertThat(bar.bar().timeframe()).isNotEqualTo(Timeframe.MINUTE);
    harness.processElement(bar, bar.bar().end().toEpochMilli());
  }

  private AnalysisRequest only() {
    assertThat(requests()).hasSize(1);
    return requests().get(0);
  }

  private List<AnalysisRequest> requests() {
    return harness.extractOutputValues();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, IndicatedBar, AnalysisRequest>
      harness(List<String> strategies) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new AssembleChartWindows(strategies, Fixture.APPENDER)),
        indicated -> indicated.bar().symbol(),
        Types.STRING);
  }
}
