package dev.sluice.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarsTest {
  @ParameterizedTest
  @CsvSource({
    "NYSE, NYSE",
    "nyse, NYSE",
    "NASDAQ, NYSE",
    "Nasdaq, NYSE",
    "XNYS, NYSE",
    "xnas, NYSE",
    "TSX, TSX",
    "tsx, TSX",
    "XTSE, TSX",
    "24/7, 24/7",
    "FX, FX",
    "fx, FX",
    "' FX ', FX"
  })
  void findsACalendarByEachOfItsNames(String name, String calendar) {
    assertThat(Calendars.of(name).name()).isEqualTo(calendar);
    assertThat(Calendars.of(name)).isSameAs(Calendars.of(calendar));
  }

  @Test
  void namesAreThoseThatItFinds() {
    assertThat(Calendars.names())
        .containsExactly("NYSE", "NASDAQ", "XNYS", "XNAS", "TSX", "XTSE", "24/7", "FX")
        .allSatisfy(name -> assertThat(Calendars.of(name)).isNotNull());
    assertThat(Calendars.of("NYSE")).isSameAs(ExchangeCalendar.nyse());
  }

  @ParameterizedTest
  @ValueSource(strings = {"LSE", "", "24-7", "NYSE,TSX"})
  void saysWhichNamesThereAre(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Calendars.of(name))
        .withMessage(
            "calendar: '" + name + "' is none of NYSE, NASDAQ, XNYS, XNAS, TSX, XTSE, 24/7, FX");
  }

  @Test
  void noNameIsNoCalendar() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Calendars.of(null))
        .withMessageStartingWith("calendar: null is none of NYSE,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2012-10-29,closed,closed",
        "2012-10-29,closed,closed,",
        "2012-10-29,closed,16:00,Storm",
        "2012-10-29,09:30,closed,Storm",
        "2012-13-29,closed,closed,Storm",
        "2012-10-29,9:30,16:00,Storm",
        "2001-09-11,closed,closed,Twice"
      })
  void aSpecialDayThatIsWrittenWrongIsNamed(String line) {
    HashMap<java.time.LocalDate, java.util.Optional<TradingHours>> days = new HashMap<>();
    SpecialDays.add(days, "2001-09-11,09:30,10:40,Once", "days.csv:1");
    assertThatIllegalStateException()
        .isThrownBy(() -> SpecialDays.add(days, line, "days.csv:7"))
        .withMessageStartingWith("days.csv:7: ");
  }
}
