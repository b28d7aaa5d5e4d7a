package dev.sluice.operators.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Calendars;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.Listing;
import dev.sluice.domain.market.ListingCategory;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Universe;
import dev.sluice.domain.market.UniverseChange;
import dev.sluice.operators.stream.StreamTypes;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

/** The universe is a fact of each partition's log. */
class ValidateUniverseHarnessTest {
  private static final long T = Instant.parse("2024-03-05T15:00:00Z").toEpochMilli();
  private long offset;

  @Test
  void aSymbolIsTradedFromItsListingOn() throws Exception {
    try (var harness = open()) {
      send(harness, 0, trade("SHOP", 100));
      take(harness, 0, UniverseChange.of(1, listing("SHOP", "TSX", "0.01")));
      send(harness, 0, trade("SHOP", 100));
      send(harness, 0, trade("SPY", 100));
      assertThat(codes(harness)).containsExactly("UNKNOWN_SYMBOL");
      assertThat(Asides.events(harness))
          .extracting(MarketEvent::calendar)
          .containsExactly(Calendars.codeOf("TSX"), 0);
    }
  }

  @Test
  void onePartitionsLogSaysNothingOfAnothers() throws Exception {
    try (var harness = open()) {
      take(harness, 0, UniverseChange.of(1, listing("SHOP", "TSX", "0.01")));
      send(harness, 1, trade("SHOP", 100));
      assertThat(codes(harness)).containsExactly("UNKNOWN_SYMBOL");
    }
  }

  @Test
  void aCompleteEditionRemovesWhatIsNotInIt() throws Exception {
    try (var harness = open()) {
      take(harness, 0, UniverseChange.of(1, listing("SHOP", "TSX", "0.01")));
      take(harness, 0, UniverseChange.complete(1, 1));
      send(harness, 0, trade("SPY", 100));
      send(harness, 0, trade("SHOP", 100));
      assertThat(codes(harness)).containsExactly("UNKNOWN_SYMBOL");
      assertThat(Asides.events(harness)).hasSize(1);
    }
  }

  @Test
  void aChangeMovesNoTimeAndIsNoTick() throws Exception {
    try (var harness = open()) {
      take(harness, 0, UniverseChange.of(1, listing("SHOP", "TSX", "0.01")));
      harness.processWatermark(T);
      assertThat(harness.getOutput())
          .allSatisfy(
              element -> assertThat(((Watermark) element).getTimestamp()).isLessThan(T - 100_000));
    }
  }

  @Test
  void aChangeThatCannotBeIsADeadLetterAndChangesNothing() throws Exception {
    try (var harness = open()) {
      take(harness, 0, UniverseChange.of(1, listing("SHOP", "LSE", "0.01")));
      take(harness, 0, UniverseChange.complete(1, 1));
      send(harness, 0, trade("SPY", 100));
      assertThat(letters(harness))
          .extracting(DeadLetter::reason)
          .satisfiesExactly(
              exchange ->
                  assertThat(exchange)
                      .startsWith("BAD_LISTING: exchange was 'LSE', expected one of NYSE, NASDAQ"),
              end ->
                  assertThat(end)
                      .isEqualTo(
                          "BAD_LISTING: listings was '1', expected 0, as many as came of 1"));
      assertThat(letters(harness).get(0).symbol()).isEqualTo("SHOP");
      assertThat(Asides.events(harness)).hasSize(1);
    }
  }

  @Test
  void aPriceBetweenTwoStepsIsMarkedAndPasses() throws Exception {
    try (var harness = open()) {
      take(harness, 0, UniverseChange.of(1, listing("SHOP", "TSX", "0.01")));
      for (double price : new double[] {100.01, 100.015, 100.012, 100.13f}) {
        send(harness, 0, trade("SHOP", price));
      }
      send(harness, 0, quote("SHOP", 100.01, 100.02));
      send(harness, 0, quote("SHOP", 100.015, 100.02));
      send(harness, 0, trade("SPY", 100.012));
      assertThat(letters(harness)).isEmpty();
      // Half a step is the middle of bid and ask: a trade may be there, a quote not.
      assertThat(Asides.events(harness))
          .extracting(MarketEvent::offTick)
          .containsExactly(false, false, true, false, false, true, false);
    }
  }

  @Test
  void whatTheLogHasSaidOutlivesARestore() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open()) {
      take(harness, 0, UniverseChange.of(1, listing("SHOP", "TSX", "0.01")));
      take(harness, 0, UniverseChange.complete(1, 1));
      take(harness, 1, UniverseChange.of(1, listing("RY", "TSX", "0.01")));
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(snapshot, 1, 1, 0)) {
      assertAsBefore(harness);
    }
  }

  /** 1 to 2 and back to 1: whoever reads a partition knows its universe, of copies the latest. */
  @Test
  void whatTheLogHasSaidIsKnownAtEveryParallelism() throws Exception {
    OperatorSubtaskState one;
    try (var harness = open()) {
      take(harness, 0, UniverseChange.of(1, listing("SHOP", "TSX", "0.01")));
      take(harness, 1, UniverseChange.of(1, listing("RY", "TSX", "0.01")));
      one = harness.snapshot(1, 1);
    }
    List<OperatorSubtaskState> two = new ArrayList<>();
    for (int subtask = 0; subtask < 2; subtask++) {
      try (var harness = open(one, 1, 2, subtask)) {
        if (subtask == 0) {
          take(harness, 0, UniverseChange.complete(1, 1));
        } else {
          send(harness, 1, trade("RY", 100));
          assertThat(Asides.events(harness)).hasSize(1);
        }
        two.add(harness.snapshot(2, 2));
      }
    }
    OperatorSubtaskState both =
        AbstractStreamOperatorTestHarness.repackageState(two.get(1), two.get(0));
    try (var harness = open(both, 2, 1, 0)) {
      assertAsBefore(harness);
    }
    OperatorSubtaskState otherOrder =
        AbstractStreamOperatorTestHarness.repackageState(two.get(0), two.get(1));
    try (var harness = open(otherOrder, 2, 1, 0)) {
      assertAsBefore(harness);
    }
  }

  /** A savepoint of the release before has clocks and no universes. */
  @Test
  void aSnapshotWithoutUniversesIsRestored() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<MarketInput, MarketEvent>(new ClocksAlone()))) {
      harness.open();
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(snapshot, 1, 1, 0)) {
      send(harness, 0, trade("SPY", 100));
      take(harness, 0, UniverseChange.of(1, listing("SHOP", "TSX", "0.01")));
      send(harness, 0, trade("SHOP", 100));
      assertThat(codes(harness)).as("the clock is restored").containsExactly("LATE", "LATE");
    }
  }

  /** The state of validation before there were universes. */
  private static final class ClocksAlone extends ProcessFunction<MarketInput, MarketEvent>
      implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;
    private transient ListState<ValidateMarketData.ClockState> clocks;

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
      clocks =
          context
              .getOperatorStateStore()
              .getUnionListState(
                  new ListStateDescriptor<>(
                      "partition-clocks", StreamTypes.of(ValidateMarketData.ClockState.class)));
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
      clocks.add(new ValidateMarketData.ClockState("ticks", 0, T + 600_000, T + 600_000));
    }

    @Override
    public void processElement(MarketInput input, Context context, Collector<MarketEvent> out) {
      throw new IllegalStateException("it is only a state");
    }
  }

  /** Partition 0 is at a complete edition of SHOP alone, partition 1 has RY beside SPY. */
  private void assertAsBefore(OneInputStreamOperatorTestHarness<MarketInput, MarketEvent> harness)
      throws Exception {
    send(harness, 0, trade("SHOP", 100));
    send(harness, 0, trade("SPY", 100));
    send(harness, 0, trade("RY", 100));
    send(harness, 1, trade("SHOP", 100));
    send(harness, 1, trade("SPY", 100));
    send(harness, 1, trade("RY", 100));
    assertThat(Asides.events(harness))
        .extracting(event -> event.partition() + " " + event.symbol() + " " + event.calendar())
        .containsExactly(
            "0 SHOP " + Calendars.codeOf("TSX"), "1 SPY 0", "1 RY " + Calendars.codeOf("TSX"));
  }

  private static Listing listing(String symbol, String exchange, String tick) {
    return new Listing(
        symbol, exchange, "CAD", ListingCategory.CORE, new BigDecimal(tick), BigDecimal.ONE);
  }

  private static Tick trade(String symbol, double price) {
    return Tick.trade(symbol, 1, T, price, 1, "test", false);
  }

  private static Tick quote(String symbol, double bid, double ask) {
    return Tick.quote(symbol, 1, T, bid, 1, ask, 1, "test", false);
  }

  private void send(
      OneInputStreamOperatorTestHarness<MarketInput, MarketEvent> harness, int partition, Tick tick)
      throws Exception {
    harness.processElement(
        new MarketInput(
            "ticks",
            partition,
            offset++,
            0,
            T,
            new byte[] {1},
            tick,
            null,
            MarketInput.NO_HEARTBEAT,
            null),
        tick.eventTime());
  }

  private void take(
      OneInputStreamOperatorTestHarness<MarketInput, MarketEvent> harness,
      int partition,
      UniverseChange change)
      throws Exception {
    MarketInput input = new MarketInput("ticks", partition, offset++, T, new byte[] {1}, change);
    harness.processElement(input, input.eventTime());
  }

  private static List<String> codes(
      OneInputStreamOperatorTestHarness<MarketInput, MarketEvent> harness) {
    return letters(harness).stream().map(DeadLetter::code).toList();
  }

  private static List<DeadLetter> letters(
      OneInputStreamOperatorTestHarness<MarketInput, MarketEvent> harness) {
    return Asides.letters(harness);
  }

  private static OneInputStreamOperatorTestHarness<MarketInput, MarketEvent> open()
      throws Exception {
    return open(null, 1, 1, 0);
  }

  private static OneInputStreamOperatorTestHarness<MarketInput, MarketEvent> open(
      OperatorSubtaskState snapshot, int parallelismBefore, int parallelism, int subtask)
      throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new ValidationOperator(
                new ValidateMarketData(Universe.named(List.of("SPY")), 5000, 60_000, 300_000)),
            128,
            parallelism,
            subtask);
    if (snapshot != null) {
      boolean rescaled = parallelismBefore != parallelism;
      harness.initializeState(
          rescaled
              ? AbstractStreamOperatorTestHarness.repartitionOperatorState(
                  snapshot, 128, parallelismBefore, parallelism, subtask)
              : snapshot);
    }
    harness.open();
    return harness;
  }
}
