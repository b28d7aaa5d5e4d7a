package dev.sluice.connectors.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connectors.venue.TestingVenue.Fault;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.ExecutionReport.Type;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.Side;
import dev.sluice.domain.trading.VenueRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class VenueConnectorTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final TestingDesk desk = new TestingDesk(1);

  @Test
  void anOrderIsSaidToLeaveThenAcceptedThenFilledAndPositionsFollow() throws Exception {
    desk.ask("1");
    desk.run(Duration.ofSeconds(2));
    assertThat(desk.types("1"))
        .containsExactly(Type.SENDING, Type.ACCEPTED, Type.TRADE, Type.TRADE);
    assertThat(desk.last("1", Type.TRADE).lastPrice()).isEqualByComparingTo(TestingVenue.PRICE);
    desk.run(SETTLED);
    assertThat(desk.log.entries().get(desk.log.entries().size() - 1).position().quantities())
        .containsEntry("SPY", BigDecimal.valueOf(100));
    desk.assertNothingTwice();
    desk.assertPositionsMeet();
  }

  private static final Duration SETTLED = Duration.ofSeconds(12);

  @Test
  void aSecondCopyOfARequestIsNotSentNorIsOneFromBeforeARestart() throws Exception {
    Order order = desk.ask("1");
    desk.ask(VenueRequest.place(order));
    desk.run(Duration.ofSeconds(1));
    desk.start();
    desk.ask(VenueRequest.place(order));
    desk.run(LONG);
    assertThat(desk.venue.arrivals()).containsExactly(java.util.Map.entry("1", 1));
    assertThat(desk.connector.status().duplicates()).isEqualTo(2);
  }

  @Test
  void whatHadNoAnswerIsUnknownAtOnceAndAskedForBeforeItIsSentAgain() throws Exception {
    desk.venue.next(Fault.GONE_BEFORE_SEND);
    desk.ask("1");
    desk.step();
    assertThat(desk.types("1")).containsExactly(Type.SENDING, Type.UNKNOWN);
    // The venue is away for seven seconds, then the order has five to turn up.
    desk.run(Duration.ofSeconds(11));
    assertThat(desk.types("1")).containsExactly(Type.SENDING, Type.UNKNOWN);
    desk.run(Duration.ofSeconds(7));
    assertThat(desk.types("1"))
        .startsWith(Type.SENDING, Type.UNKNOWN, Type.SENDING, Type.ACCEPTED, Type.TRADE);
    desk.assertNothingTwice();
  }

  @Test
  void anOrderThatIsFoundIsNotSentAgain() throws Exception {
    for (Fault fault : List.of(Fault.GONE_AFTER_SEND, Fault.LATE, Fault.HANG)) {
      desk.venue.next(fault);
      desk.ask(fault.name());
      desk.run(LONG);
      assertThat(desk.types(fault.name()))
          .startsWith(Type.SENDING, Type.UNKNOWN)
          // One that is filled before it is asked for again needs no more than its executions.
          .containsAnyOf(Type.ACCEPTED, Type.TRADE)
          .endsWith(Type.TRADE)
          .containsOnlyOnce(Type.SENDING);
      assertThat(desk.connector.status().unknown()).isZero();
    }
    desk.assertNothingTwice();
    desk.assertPositionsMeet();
  }

  @Test
  void whereNoConnectionCameAboutItIsSentAgainWithoutBeingUnknown() throws Exception {
    desk.venue.next(Fault.NO_CONNECTION, Fault.NO_CONNECTION);
    desk.ask("1");
    desk.run(Duration.ofSeconds(3));
    assertThat(desk.types("1")).startsWith(Type.SENDING, Type.SENDING, Type.SENDING, Type.ACCEPTED);
    desk.assertNothingTwice();
  }

  @Test
  void whatNeverArrivedAndIsTooOldByThenIsRejected() throws Exception {
    desk.venue.next(Fault.GONE_BEFORE_SEND);
    desk.ask("1");
    desk.step();
    desk.venue.gone(Duration.ofSeconds(90));
    desk.run(Duration.ofSeconds(105));
    assertThat(desk.types("1")).containsExactly(Type.SENDING, Type.UNKNOWN, Type.REJECTED);
    assertThat(desk.last("1", Type.REJECTED).reason()).contains("never arrived", "too old");
    assertThat(desk.venue.arrivals()).isEmpty();
  }

  @Test
  void aRequestThatWaitedTooLongIsRejectedAndOneInTimeIsSent() throws Exception {
    desk.ask("old");
    desk.clock.advance(Duration.ofMillis(100));
    desk.ask("young");
    desk.clock.advance(Duration.ofSeconds(60));
    desk.run(Duration.ofSeconds(1));
    assertThat(desk.types("old")).containsExactly(Type.REJECTED);
    assertThat(desk.last("old", Type.REJECTED).reason()).contains("too old", "PT1M0.1S", "PT1M");
    assertThat(desk.types("young")).startsWith(Type.SENDING, Type.ACCEPTED);
  }

  @Test
  void aRefusalOfASecondCopyIsNotTheOrdersOwn() throws Exception {
    desk.venue.refusesSecondCopies = true;
    desk.venue.fills = false;
    desk.settings =
        TestingDesk.SETTINGS.with(
            Duration.ofSeconds(60),
            Duration.ofMillis(2100).minus(TestingVenue.LATENESS).plusSeconds(2),
            LONG,
            0);
    Order order = desk.ask("1");
    // The first copy arrives while the second is on its way: nobody could have waited that long.
    desk.venue.next(Fault.GONE_BEFORE_SEND);
    desk.step();
    desk.venue.onArrival =
        second -> {
          desk.venue.onArrival = first -> {};
          try {
            var unused = desk.venue.factory().open().place(order);
          } catch (VenueException e) {
            throw new AssertionError(e);
          }
        };
    desk.run(LONG);
    assertThat(desk.types("1"))
        .containsExactly(Type.SENDING, Type.UNKNOWN, Type.SENDING, Type.ACCEPTED);
  }

  @Test
  void theVenuesOwnRefusalIsTheEnd() throws Exception {
    desk.venue.next(Fault.REFUSED);
    desk.ask("1");
    desk.run(LONG);
    assertThat(desk.types("1")).containsExactly(Type.SENDING, Type.REJECTED);
  }

  @Test
  void whatIsCalledOffBeforeItLeavesNeverDoes() throws Exception {
    Order order = desk.ask("1");
    desk.ask(VenueRequest.cancel(order));
    desk.ask(VenueRequest.cancel(desk.order("2", "SPY", Side.BUY, 5, "ENTRY")));
    desk.run(Duration.ofSeconds(1));
    desk.ask("2");
    desk.run(Duration.ofSeconds(1));
    assertThat(desk.types("1")).containsExactly(Type.CANCELLED);
    assertThat(desk.types("2")).containsExactly(Type.CANCELLED);
    assertThat(desk.last("1", Type.CANCELLED).cumulativeQuantity()).isZero();
    assertThat(desk.venue.arrivals()).isEmpty();
  }

  @Test
  void aCancelOfWhatIsUnknownWaitsForTheVenueAndStopsTheResend() throws Exception {
    desk.venue.next(Fault.GONE_BEFORE_SEND);
    Order order = desk.ask("1");
    desk.step();
    desk.ask(VenueRequest.cancel(order));
    desk.run(LONG);
    assertThat(desk.types("1")).containsExactly(Type.SENDING, Type.UNKNOWN, Type.CANCELLED);
    assertThat(desk.venue.arrivals()).isEmpty();
  }

  @Test
  void aFillThatCrossedTheCancelIsTold() throws Exception {
    desk.venue.fills = false;
    Order order = desk.ask("1");
    desk.step();
    desk.venue.fill("1");
    desk.ask(VenueRequest.cancel(order));
    desk.run(Duration.ofSeconds(1));
    desk.venue.fillAfterCancel("1", BigDecimal.TEN);
    desk.run(SETTLED);
    assertThat(desk.last("1", Type.CANCELLED).cumulativeQuantity())
        .isEqualByComparingTo(BigDecimal.valueOf(50));
    assertThat(desk.types("1")).endsWith(Type.CANCELLED, Type.TRADE).contains(Type.TRADE);
    desk.assertNothingTwice();
    desk.assertPositionsMeet();
  }

  /** Executions are in shares of their time: more than was ordered may not be all of it. */
  @Test
  void aCancelIsSentWhateverASplitHasMadeOfTheQuantity() throws Exception {
    desk.venue.fills = false;
    Order order = desk.ask("1");
    desk.step();
    desk.venue.fill("1");
    desk.venue.split("1");
    desk.venue.fillAfterCancel("1", order.quantity().subtract(BigDecimal.TEN));
    desk.run(Duration.ofSeconds(1));
    desk.ask(VenueRequest.cancel(order));
    desk.run(Duration.ofSeconds(1));
    assertThat(desk.types("1")).endsWith(Type.CANCELLED);
  }

  @Test
  void aCancelOfWhatHasEndedIsRefusedOnceAndAnExpirySaysWhatWasFilled() throws Exception {
    desk.venue.fills = false;
    Order order = desk.ask("1");
    desk.step();
    desk.venue.fill("1");
    desk.venue.expire("1");
    desk.ask(VenueRequest.cancel(order));
    desk.run(Duration.ofSeconds(2));
    assertThat(desk.types("1")).contains(Type.EXPIRED).doesNotContain(Type.CANCELLED);
    assertThat(desk.last("1", Type.EXPIRED).cumulativeQuantity())
        .isEqualByComparingTo(BigDecimal.valueOf(50));
    desk.assertPositionsMeet();
  }

  @Test
  void theVenueGetsNoMoreASecondThanItTakes() throws Exception {
    desk.settings = TestingDesk.SETTINGS.with(Duration.ofSeconds(60), LONG, LONG, 5);
    for (int i = 0; i < 17; i++) {
      desk.ask("order-" + i);
    }
    desk.run(Duration.ofSeconds(1));
    assertThat(desk.venue.arrivals()).hasSize(5);
    desk.run(Duration.ofSeconds(2));
    assertThat(desk.venue.arrivals()).hasSize(15);
    desk.run(Duration.ofSeconds(1));
    assertThat(desk.venue.arrivals()).hasSize(17);
  }

  @Test
  void aFencedConnectorSendsNothingMore() throws Exception {
    VenueConnector older = desk.start();
    KillGate olderGate = desk.gate;
    desk.start();
    desk.ask("1");
    olderGate.confirm(desk.clock.nanoTime());
    assertThatThrownBy(
            () -> {
              older.step(Duration.ZERO);
              desk.clock.advance(Duration.ofMillis(50));
              older.step(Duration.ZERO);
            })
        .isInstanceOfSatisfying(JournalException.class, e -> assertThat(e.fenced()).isTrue());
    assertThat(desk.venue.arrivals()).isEmpty();
    desk.run(Duration.ofSeconds(1));
    assertThat(desk.venue.arrivals()).containsEntry("1", 1);
  }

  @Test
  void aConnectorThatWasFrozenBehindItsEntryDoesNotSend() throws Exception {
    desk.start();
    desk.ask("1");
    desk.ask("2");
    // The first order takes the venue three seconds: the entry of the second is no longer fresh.
    desk.venue.onArrival = order -> desk.clock.advance(Duration.ofSeconds(3));
    desk.step();
    assertThat(desk.venue.arrivals()).hasSize(1);
    desk.venue.onArrival = order -> {};
    desk.run(Duration.ofSeconds(1));
    assertThat(desk.types("2")).startsWith(Type.SENDING, Type.SENDING, Type.ACCEPTED);
    desk.assertNothingTwice();
  }

  @Test
  void theGateIsAskedAgainBehindTheEntryAndAfterARestart() throws Exception {
    desk.start();
    Control halt = new Control("c", "*", ControlAction.HALT, "fire", "alice", desk.clock.instant());
    desk.ask("1");
    desk.ask("2");
    desk.ask("3");
    desk.venue.onArrival = order -> desk.control(halt);
    desk.run(Duration.ofSeconds(1));
    assertThat(desk.venue.arrivals()).hasSize(1);
    assertThat(desk.types("2")).containsExactly(Type.SENDING, Type.REJECTED);
    assertThat(desk.last("2", Type.REJECTED).reason())
        .contains("HALT", "alice", "fire", halt.effectiveAt().toString());
    desk.start();
    desk.ask("4");
    desk.run(Duration.ofSeconds(1));
    assertThat(desk.types("4")).containsExactly(Type.REJECTED);
    desk.control("r", ControlAction.RESUME);
    desk.ask("5");
    desk.run(Duration.ofSeconds(1));
    assertThat(desk.types("5")).startsWith(Type.SENDING, Type.ACCEPTED);
  }

  @Test
  void whileTheControlsAreNotReadNothingNewLeavesAndCancelsDo() throws Exception {
    desk.venue.fills = false;
    Order first = desk.ask("1");
    desk.run(Duration.ofSeconds(1));
    desk.ask("2");
    desk.ask(VenueRequest.cancel(first));
    desk.clock.advance(Duration.ofSeconds(1));
    desk.connector.step(Duration.ZERO);
    assertThat(desk.connector.status().doubt()).contains("not been read");
    assertThat(desk.types("1")).contains(Type.CANCELLED);
    assertThat(desk.venue.arrivals()).doesNotContainKey("2");
    desk.step();
    assertThat(desk.venue.arrivals()).containsKey("2");
  }

  @Test
  void anotherVenueIsRefusedWhileOrdersAreOpenAtThisOne() throws Exception {
    desk.venue.fills = false;
    desk.ask("1");
    desk.run(Duration.ofSeconds(1));
    VenueConnector other =
        new VenueConnector(
            TestingDesk.ACCOUNT,
            "elsewhere",
            desk.log.journal(),
            desk.log.outbox(),
            desk.gate,
            desk.venue.factory(),
            TestingDesk.SETTINGS,
            desk.clock,
            desk.clock::nanoTime);
    assertThatThrownBy(other::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1 at testing");
  }

  @Test
  void anotherAccountsRequestsOnThePartitionAreNotSent() throws Exception {
    Order ours = desk.order("1", "SPY", Side.BUY, 1, "ENTRY");
    Order theirs =
        new Order(
            "2",
            "beta",
            null,
            null,
            null,
            "ENTRY",
            "SPY",
            Side.BUY,
            ours.type(),
            ours.timeInForce(),
            BigDecimal.ONE,
            BigDecimal.ZERO,
            null,
            null,
            null,
            ours.status(),
            null,
            null,
            ours.createdAt(),
            ours.updatedAt(),
            1,
            true);
    desk.ask(VenueRequest.place(theirs));
    desk.run(Duration.ofSeconds(1));
    assertThat(desk.venue.arrivals()).isEmpty();
    assertThat(desk.reports()).extracting(ExecutionReport::clientOrderId).isEmpty();
  }
}
