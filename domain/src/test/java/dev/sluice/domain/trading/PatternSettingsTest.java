package dev.sluice.domain.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PatternSettingsTest {

  @Test
  void noneIsLookedForUnlessItIsSwitchedOn() {
    assertThat(PatternSettings.OFF.any()).isFalse();
    assertThat(PatternSettings.STANDARD.any()).isTrue();
    assertThat(AccountConfig.paper("a", java.util.List.of(), java.math.BigDecimal.TEN).patterns())
        .isEqualTo(PatternSettings.OFF);
  }

  @ParameterizedTest
  @CsvSource({
    "pattern.LOSING_STREAK.enabled, true",
    "pattern.LOSING_STREAK.count, 7",
    "pattern.ORDER_BURST.span, PT2S",
    "pattern.PRICE_SHOCK.percent, 2.5",
    "pattern.WHIPSAW.action, HALT",
    "pattern.STALE_FEED.delta, PT0.5S",
    "pattern.STOP_OUTS.cooldown, PT2H"
  })
  void aThresholdIsChangedByItsNameAndTakenBack(String limit, String value) {
    LimitName.checked(limit, value);
    PatternSetting setting = PatternSetting.of(limit);
    PatternSettings changed = PatternSettings.OFF.with(setting, value, PatternSettings.OFF);
    assertThat(changed.of(setting.pattern()).text(setting.field())).isEqualTo(value);
    assertThat(changed).isNotEqualTo(PatternSettings.OFF);
    assertThat(changed.with(setting, "default", PatternSettings.OFF))
        .isEqualTo(PatternSettings.OFF);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "pattern.LOSING_STREAK.count|1|count: was '1', expected 2 to 1000",
        "pattern.ORDER_BURST.count|1001|count: was '1001', expected 2 to 1000",
        "pattern.LOSING_STREAK.count|31|count: was '31', expected 2 to 30",
        "pattern.LOSING_STREAK.count|many|count: was 'many', expected a number",
        "pattern.LOSING_STREAK.span|PT1M|span: is not a threshold of this pattern",
        "pattern.ORDER_BURST.span|PT25H|span: was 'PT25H', expected PT0.001S to PT24H",
        "pattern.ORDER_BURST.span|soon|span: was 'soon', expected a duration like PT30S",
        "pattern.PRICE_SHOCK.percent|0|percent: was '0', expected a figure above 0",
        "pattern.PRICE_SHOCK.percent|1E+999999999|percent: was '1E+999999999', expected a figure",
        "pattern.PRICE_SHOCK.percent|1E-999999999|percent: was '1E-999999999', expected a figure",
        "pattern.WHIPSAW.enabled|yes|enabled: was 'yes', expected true or false",
        "pattern.WHIPSAW.delta|PT0S|delta: was 'PT0S', expected PT0.001S to PT1H",
        "pattern.WHIPSAW.other|1|field: was 'other', expected one of enabled, span",
        "pattern.OTHER.count|5|pattern: was 'OTHER', expected one of LOSING_STREAK",
        "pattern.count|5|limit: was 'pattern.count', expected pattern.NAME.FIELD"
      })
  void aThresholdThatCannotBeIsRefused(String limit, String value, String message) {
    assertThatThrownBy(() -> LimitName.checked(limit, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void anActionThatLoosensIsRefused() {
    assertThatThrownBy(() -> LimitName.checked("pattern.WHIPSAW.action", "RESUME"))
        .hasMessageContaining("action: was 'RESUME', expected one of [")
        .hasMessageContaining("COOL_DOWN");
  }

  @ParameterizedTest
  @EnumSource
  void standardThresholdsAreInForceAMillisecondAfterTheMatch(PatternName name) {
    assertThat(name.standard().enabled()).isTrue();
    assertThat(name.standard().delta()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void theAccountAuditsAChangeAndKeepsItsOwnLimits() {
    Desk desk = Desk.free();
    AccountState before = desk.state.copy();
    desk.set(Desk.at(1, "15:00:00"), "pattern.LOSING_STREAK.count", "3");
    assertThat(desk.events)
        .anySatisfy(event -> assertThat(event).isInstanceOf(AccountEvent.ControlApplied.class));
    assertThat(desk.machine.limits(desk.state)).isEqualTo(desk.machine.limits(before));
  }
}
