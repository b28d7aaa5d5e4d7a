package dev.sluice.connectors.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.Side;
import dev.sluice.domain.trading.VenueRequest;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KillGateTest {
  private final TestingDesk desk = new TestingDesk(1);
  private final KillGate gate =
      new KillGate(TestingDesk.ACCOUNT, Duration.ofMillis(100), desk.clock::nanoTime);
  private int ids;

  private VenueRequest decided(String role) {
    desk.clock.advance(Duration.ofMillis(1));
    return VenueRequest.place(desk.order("order-" + ++ids, "SPY", Side.BUY, 1, role));
  }

  private void act(ControlAction action) {
    act(action, TestingDesk.ACCOUNT);
  }

  private void act(ControlAction action, String account) {
    desk.clock.advance(Duration.ofMillis(1));
    gate.take(new Control("c" + ++ids, account, action, "why", "who", desk.clock.instant()));
  }

  private boolean passes(VenueRequest request) {
    return gate.refusal(request).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // action, entry before, stop before, entry after, stop after
    "PAUSE,      false, true,  false, true",
    "REDUCE,     false, true,  false, true",
    "FLATTEN,    false, false, false, true",
    "HALT,       false, false, false, false",
    "CANCEL_ALL, false, false, true,  true",
  })
  void eachActStopsWhatItSaysAndNothingElse(
      ControlAction action,
      boolean entryBefore,
      boolean stopBefore,
      boolean entryAfter,
      boolean stopAfter) {
    VenueRequest earlyEntry = decided("ENTRY");
    VenueRequest earlyStop = decided("STOP");
    act(action);
    VenueRequest lateEntry = decided("ENTRY");
    VenueRequest lateStop = decided("STOP");
    assertThat(passes(earlyEntry)).isEqualTo(entryBefore);
    assertThat(passes(earlyStop)).isEqualTo(stopBefore);
    assertThat(passes(lateEntry)).isEqualTo(entryAfter);
    assertThat(passes(lateStop)).isEqualTo(stopAfter);
    Order order = lateEntry.order();
    assertThat(passes(VenueRequest.cancel(order))).as("a cancel").isTrue();
    act(ControlAction.RESUME);
    assertThat(passes(lateEntry)).as("decided while shut, asked later").isEqualTo(entryAfter);
    assertThat(passes(lateStop)).isEqualTo(stopAfter);
    assertThat(passes(decided("ENTRY"))).as("after RESUME").isTrue();
  }

  @Test
  void aFlattensOwnOrdersPassAtItsOwnTime() {
    act(ControlAction.FLATTEN);
    assertThat(passes(VenueRequest.place(desk.order("f", "SPY", Side.SELL, 1, "FLATTEN"))))
        .isTrue();
  }

  @Test
  void aWeakerActDoesNotLoosenAStricterOne() {
    act(ControlAction.HALT);
    act(ControlAction.PAUSE);
    act(ControlAction.CANCEL_ALL);
    assertThat(gate.refusal(decided("STOP")))
        .hasValueSatisfying(r -> assertThat(r).contains("HALT"));
  }

  @Test
  void controlsOfAllCountAndThoseOfOthersDoNot() {
    act(ControlAction.HALT, "beta");
    assertThat(passes(decided("ENTRY"))).isTrue();
    act(ControlAction.HALT, "*");
    assertThat(passes(decided("ENTRY"))).isFalse();
  }

  @Test
  void theFirstCopyOfAControlCounts() {
    Control resume =
        new Control("r", "*", ControlAction.RESUME, "why", "who", desk.clock.instant());
    gate.take(resume);
    act(ControlAction.HALT);
    gate.take(resume);
    assertThat(passes(decided("ENTRY"))).isFalse();
  }

  @Test
  void aRoleThatNobodyKnowsIsAnEntry() {
    act(ControlAction.PAUSE);
    assertThat(passes(decided("HEDGE"))).isFalse();
    assertThat(passes(decided(null))).isFalse();
  }

  @Test
  void theGateIsInDoubtUntilConfirmedAndWhenThatIsOld() {
    assertThat(gate.doubt()).isPresent();
    gate.confirm(desk.clock.nanoTime());
    assertThat(gate.doubt()).isEqualTo(Optional.empty());
    desk.clock.advance(Duration.ofMillis(100));
    assertThat(gate.doubt()).isEmpty();
    desk.clock.advance(Duration.ofNanos(1));
    assertThat(gate.doubt()).isPresent();
    gate.confirm(desk.clock.nanoTime());
    gate.fail("unreadable");
    assertThat(gate.doubt()).hasValueSatisfying(d -> assertThat(d).contains("unreadable"));
  }
}
