package dev.sluice.connectors.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connectors.venue.TestingVenue.Fault;
import dev.sluice.domain.trading.ExecutionReport.Type;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.Side;
import dev.sluice.domain.trading.VenueRequest;
import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows R8 and R9: whatever fails and whenever, no order twice, all resolved, no share lost. */
class VenueFaultsTest {
  private static final int TIMES = 200;

  /** Within this time of the venue's first answer nothing is unknown any more. */
  private static final Duration RESOLVED = Duration.ofSeconds(30);

  private static final Duration AWAY = Duration.ofSeconds(18);

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"GONE_BEFORE_SEND", "GONE_AFTER_SEND", "GONE_AFTER_ACK", "GONE_MID_FILL"})
  void theVenueIsGoneTwoHundredTimes(Fault fault) throws JournalException {
    TestingDesk desk = new TestingDesk(fault.ordinal());
    desk.venue.disorderly = true;
    for (int i = 0; i < TIMES; i++) {
      String id = fault + "-" + i;
      desk.venue.of(id, fault);
      int quantity = 1 + i % 7;
      desk.ask(VenueRequest.place(desk.order(id, "S" + i % 3, side(i), quantity, "ENTRY")));
      desk.step();
      assertThat(desk.venue.isGone()).as("the fault happened to %s", id).isTrue();
      while (desk.venue.isGone()) {
        desk.step();
      }
      desk.run(RESOLVED);
      assertThat(desk.connector.status().unknown()).as("unknown after %s", id).isZero();
    }
    assertThat(desk.venue.arrivals()).hasSize(TIMES);
    desk.assertNothingTwice();
    desk.assertPositionsMeet();
  }

  private static Side side(int i) {
    return i % 2 == 0 ? Side.BUY : Side.SELL;
  }

  @Test
  void aKillAtEveryStepOfEveryFaultDoublesAndLosesNothing() throws JournalException {
    int kills = 0;
    for (Fault fault : Fault.values()) {
      int calls = scenario(fault, -1, false).kill.seen();
      for (int at = 0; at < calls; at++) {
        for (boolean after : new boolean[] {false, true}) {
          TestingDesk desk = scenario(fault, at, after);
          kills += desk.kills;
          assertAtRest(desk, fault + " killed at " + at + (after ? " after" : " before"));
        }
      }
    }
    assertThat(kills).as("kills").isGreaterThan(TIMES);
  }

  /** Three orders, a cancel, and a kill at one of the calls. */
  private static TestingDesk scenario(Fault fault, int killAt, boolean after)
      throws JournalException {
    TestingDesk desk = new TestingDesk(killAt);
    desk.venue.disorderly = true;
    desk.venue.of("2", fault);
    desk.start();
    if (killAt >= 0) {
      desk.kill.at(killAt, after);
    }
    desk.ask("1");
    desk.step();
    Order faulty = desk.ask("2");
    desk.ask("3");
    desk.step();
    desk.ask(VenueRequest.cancel(faulty));
    desk.run(AWAY);
    return desk;
  }

  private static void assertAtRest(TestingDesk desk, String what) throws JournalException {
    desk.run(RESOLVED);
    assertThat(desk.connector.status().unknown()).as(what).isZero();
    assertThat(desk.connector.status().waiting()).as(what).isZero();
    desk.assertNothingTwice();
    desk.assertPositionsMeet();
    for (String id : java.util.List.of("1", "2", "3")) {
      assertThat(desk.types(id)).as(what + ": " + id).isNotEmpty().last().isNotIn(Type.SENDING);
    }
  }

  @Property(tries = 150)
  void randomFaultsKillsCancelsAndOutagesLeaveTheSamePosition(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 25) int orders) throws JournalException {
    Random random = new Random(seed);
    TestingDesk desk = new TestingDesk(seed);
    desk.venue.disorderly = random.nextBoolean();
    desk.venue.refusesSecondCopies = random.nextBoolean();
    Fault[] faults = Fault.values();
    for (int i = 0; i < orders; i++) {
      String id = "order-" + i;
      desk.venue.of(id, faults[random.nextInt(faults.length)]);
      String role = random.nextInt(4) == 0 ? "STOP" : "ENTRY";
      Order order = desk.order(id, "S" + i % 2, side(i), 1 + random.nextInt(9), role);
      desk.ask(VenueRequest.place(order));
      if (random.nextInt(4) == 0) {
        desk.ask(VenueRequest.place(order));
      }
      if (random.nextInt(3) == 0) {
        desk.kill.at(random.nextInt(12), random.nextBoolean());
      }
      desk.run(Duration.ofMillis(100L * random.nextInt(60)));
      if (random.nextInt(4) == 0) {
        desk.ask(VenueRequest.cancel(order));
      }
      if (random.nextInt(6) == 0) {
        desk.venue.gone(Duration.ofSeconds(random.nextInt(20)));
      }
      if (random.nextInt(8) == 0) {
        desk.connector = null;
      }
    }
    desk.venue.heal();
    while (desk.venue.isGone()) {
      desk.step();
    }
    desk.run(RESOLVED);
    assertThat(desk.connector.status().unknown()).isZero();
    assertThat(desk.connector.status().waiting()).isZero();
    desk.assertNothingTwice();
    desk.assertPositionsMeet();
  }
}
