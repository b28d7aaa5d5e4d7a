package dev.sluice.domain.trading;

import static dev.sluice.domain.trading.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.risk.DenialCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoolDownTest {
  private static final String COOLING = DenialCode.COOLING_DOWN.name();

  private static Desk quoted() {
    return Desk.free().quote(at(1, "15:00:00"), 100, 100);
  }

  private static Desk cool(Desk desk, String time, String span) {
    desk.events.addAll(
        desk.machine.apply(
            desk.state,
            new Control(
                "cool-" + time,
                "paper",
                ControlAction.COOL_DOWN,
                "test",
                "pattern:LOSING_STREAK",
                at(1, time),
                null,
                span)));
    return desk;
  }

  private static String denial(Desk desk, String time) {
    return desk.buy(at(1, time)).order(OrderRole.ENTRY).denialCode();
  }

  @Test
  void entriesAreDeniedUntilItIsOverAndGoOnByThemselves() {
    Desk desk = cool(quoted(), "15:01:00", "PT30M");
    assertThat(desk.state.status()).isEqualTo(AccountStatus.ACTIVE);
    assertThat(denial(desk, "15:01:00")).isEqualTo(COOLING);
    assertThat(denial(desk, "15:30:59.999")).isEqualTo(COOLING);
    assertThat(desk.order(OrderRole.ENTRY).reason())
        .isEqualTo("entries cool down until 2024-01-08T15:31:00Z");
    assertThat(denial(desk, "15:31:00")).isNull();
  }

  @Test
  void whatReducesGoesOn() {
    Desk desk = quoted().buy(at(1, "15:01:00"), "95", "110").quote(at(1, "15:02:00"), 100, 100);
    cool(desk, "15:03:00", "PT1H").sell(at(1, "15:04:00")).quote(at(1, "15:05:00"), 101, 101);
    assertThat(desk.order(OrderRole.EXIT).status()).isEqualTo(OrderStatus.FILLED);
  }

  @Test
  void anEntryAtWorkGoesOn() {
    Desk desk = cool(quoted().buy(at(1, "15:01:00")), "15:01:30", "PT1H");
    desk.quote(at(1, "15:02:00"), 100, 100);
    assertThat(desk.order(OrderRole.ENTRY).status()).isEqualTo(OrderStatus.FILLED);
  }

  @Test
  void aShorterOneDoesNotEndALongerOne() {
    Desk desk = cool(cool(quoted(), "15:01:00", "PT30M"), "15:02:00", "PT1M");
    assertThat(desk.state.coolingUntil()).contains(at(1, "15:31:00"));
    assertThat(cool(desk, "15:10:00", "PT30M").state.coolingUntil()).contains(at(1, "15:40:00"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PAUSE", "REDUCE", "HALT"})
  void itLoosensNothingThatAPersonHasSet(String action) {
    Desk desk = quoted().act(at(1, "15:01:00"), ControlAction.valueOf(action));
    AccountStatus set = desk.state.status();
    cool(desk, "15:02:00", "PT1M");
    assertThat(desk.state.status()).isEqualTo(set);
    assertThat(desk.state.reason()).isEqualTo(action + " by alice: test");
    assertThat(denial(desk, "15:05:00")).as("the span is over").isNotNull().isNotEqualTo(COOLING);
  }

  @Test
  void resumeLiftsIt() {
    Desk desk = cool(quoted(), "15:01:00", "PT1H").act(at(1, "15:02:00"), ControlAction.RESUME);
    assertThat(desk.state.coolingUntil()).isEmpty();
    assertThat(denial(desk, "15:03:00")).isNull();
  }

  @Test
  void itSurvivesARestart() throws IOException {
    Desk desk = cool(quoted(), "15:01:00", "PT30M");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    desk.state.write(new DataOutputStream(bytes));
    AccountState read =
        AccountState.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(read).isEqualTo(desk.state);
    assertThat(read.coolingUntil()).contains(at(1, "15:31:00"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "soon", "PT0S", "-PT1M", "PT721H"})
  void aSpanThatIsNoneIsRefusedAndChangesNothing(String span) {
    Desk desk = cool(quoted(), "15:01:00", span);
    assertThat(desk.events.get(desk.events.size() - 1))
        .isInstanceOfSatisfying(
            AccountEvent.ControlRefused.class,
            refused ->
                assertThat(refused.reason())
                    .startsWith("value: was '" + span + "', expected the span of a COOL_DOWN"));
    assertThat(desk.state.coolingUntil()).isEmpty();
  }
}
