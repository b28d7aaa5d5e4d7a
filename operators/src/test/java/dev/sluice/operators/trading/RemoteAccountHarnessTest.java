package dev.sluice.operators.trading;

import static dev.sluice.operators.trading.TradingFixture.at;
import static dev.sluice.operators.trading.TradingFixture.quote;
import static dev.sluice.operators.trading.TradingFixture.signal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.Fill;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.VenueRequest;
import dev.sluice.wire.SequencedInput;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator with an account whose orders are executed elsewhere. */
class RemoteAccountHarnessTest {
  private static final AccountConfig REMOTE = TradingFixture.PAPER.at("REMOTE");
  private static final Instant OPEN = at(1, "15:00:00");

  private static List<VenueRequest> requests(TradingFixture desk) {
    var output = desk.harness.getSideOutput(TradeAccount.VENUE_REQUESTS);
    return output == null ? List.of() : output.stream().map(StreamRecord::getValue).toList();
  }

  private static AccountInput report(
      Order order, ExecutionReport.Type type, int quantity, long place, Instant at) {
    boolean trade = type == ExecutionReport.Type.TRADE;
    return AccountInput.of(
        "paper",
        SequencedInput.of(
            new ExecutionReport(
                "e" + place,
                "paper",
                "REMOTE",
                type,
                order.id(),
                "v1",
                trade ? BigDecimal.valueOf(quantity) : null,
                trade ? new BigDecimal("100.5") : null,
                null,
                trade ? BigDecimal.ONE : null,
                null,
                at,
                at,
                place,
                true)));
  }

  /** A signal's order, and what the venue says of it at one time, in the order of its places. */
  private static List<AccountInput> inputs(Order order) {
    List<AccountInput> inputs = new ArrayList<>();
    inputs.add(quote("AAA", 1, OPEN, 100, 100.02));
    inputs.add(signal("s1", "AAA", OPEN.plusSeconds(1), SignalType.BUY));
    if (order != null) {
      Instant told = OPEN.plusSeconds(5);
      inputs.add(report(order, ExecutionReport.Type.TRADE, 40, 11, told));
      inputs.add(report(order, ExecutionReport.Type.TRADE, 10, 9, told));
      inputs.add(report(order, ExecutionReport.Type.ACCEPTED, 0, 8, told));
      inputs.add(report(order, ExecutionReport.Type.CANCELLED, 0, 12, told));
    }
    return inputs;
  }

  private static Order ordered() throws Exception {
    try (TradingFixture desk = new TradingFixture(null, REMOTE)) {
      desk.take(inputs(null).toArray(AccountInput[]::new)).watermark(OPEN.plusSeconds(2));
      assertThat(requests(desk)).hasSize(1);
      return requests(desk).get(0).order();
    }
  }

  @Test
  void anOrderGoesToTheOutboxAndTheVenuesReportsAreTakenInTheirOrder() throws Exception {
    try (TradingFixture desk = new TradingFixture(null, REMOTE)) {
      desk.take(inputs(ordered()).toArray(AccountInput[]::new)).watermark(OPEN.plusSeconds(9));
      assertThat(desk.fills())
          .extracting(fill -> fill.quantity().intValue())
          .containsExactly(10, 40);
      assertThat(desk.fills()).extracting(Fill::venue).containsOnly("REMOTE");
      assertThat(requests(desk))
          .extracting(request -> request.order().role())
          .containsExactly("ENTRY", "STOP", "TARGET");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void whatIsRestoredAsksForTheSame(int cut) throws Exception {
    List<AccountInput> inputs = inputs(ordered());
    List<VenueRequest> all = new ArrayList<>();
    OperatorSubtaskState snapshot;
    try (TradingFixture desk = new TradingFixture(null, REMOTE)) {
      desk.take(inputs.subList(0, cut).toArray(AccountInput[]::new));
      desk.watermark(Instant.ofEpochMilli(inputs.get(cut - 1).eventTime() - 1));
      snapshot = desk.harness.snapshot(1, 1);
      all.addAll(requests(desk));
    }
    try (TradingFixture desk = new TradingFixture(snapshot, REMOTE)) {
      desk.take(inputs.toArray(AccountInput[]::new)).watermark(OPEN.plusSeconds(9));
      all.addAll(requests(desk));
    }
    try (TradingFixture desk = new TradingFixture(null, REMOTE)) {
      desk.take(inputs.toArray(AccountInput[]::new)).watermark(OPEN.plusSeconds(9));
      assertThat(all).isEqualTo(requests(desk));
    }
  }
}
