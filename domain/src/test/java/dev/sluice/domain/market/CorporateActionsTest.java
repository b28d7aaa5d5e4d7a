package dev.sluice.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.market.CorporateActions.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorporateActionsTest {
  private static final TradingCalendar NYSE = Calendars.of("NYSE");
  private static final LocalDate FRIDAY = LocalDate.of(2024, 3, 8);
  private static final LocalDate MONDAY = LocalDate.of(2024, 3, 11);
  private static final long FRIDAY_OPEN = open(FRIDAY);
  private static final long MONDAY_OPEN = open(MONDAY);

  private final CorporateActions actions = new CorporateActions();

  @Test
  void comesIntoForceWithTheFirstSessionOnOrAfterItsExDate() {
    LocalDate saturday = LocalDate.of(2024, 3, 9);
    assertThat(action(saturday, 2, 0).firstSession(NYSE).date()).isEqualTo(MONDAY);
    assertThat(take(action(saturday, 2, 0), FRIDAY_OPEN)).isEqualTo(Verdict.TAKEN);
    assertThat(actions.due()).isEqualTo(MONDAY_OPEN - 1);
    assertThat(begun(FRIDAY, MONDAY_OPEN - 2)).isEmpty();
    assertThat(begun(MONDAY, Long.MIN_VALUE)).containsExactly(action(saturday, 2, 0));
    assertThat(actions.due()).isEqualTo(Long.MAX_VALUE);
    assertThat(actions.nextDay()).isEqualTo(MONDAY.toEpochDay() + 1);
  }

  @Test
  void comesIntoForceWhenTimePassesWhetherOrNotTheSymbolTrades() {
    take(action(MONDAY, 2, 0), Long.MIN_VALUE);
    assertThat(begun(null, MONDAY_OPEN - 1)).hasSize(1);
    assertThat(begun(MONDAY, MONDAY_OPEN)).isEmpty();
  }

  @Test
  void theSameTwiceIsTakenOnceAlsoWhenItIsInForceByAnybody() {
    take(action(MONDAY, 2, 0.5), 0);
    CorporateAction another = new CorporateAction("SPY", MONDAY, 2, 0.5, "another source");
    assertThat(take(another, 1)).isEqualTo(Verdict.REPEATED);
    begun(MONDAY, Long.MIN_VALUE);
    assertThat(take(another, MONDAY_OPEN + 1)).isEqualTo(Verdict.REPEATED);
    assertThat(begun(MONDAY, MONDAY_OPEN)).isEmpty();
  }

  @Test
  void anotherOneForTheSameExDateTakesItsPlaceUntilThen() {
    take(action(MONDAY, 10, 0), 0);
    assertThat(take(action(MONDAY, 1, 0), MONDAY_OPEN - 1)).isEqualTo(Verdict.TAKEN);
    assertThat(take(action(MONDAY, 10, 0), MONDAY_OPEN)).isEqualTo(Verdict.TOO_LATE);
    assertThat(begun(MONDAY, MONDAY_OPEN)).containsExactly(action(MONDAY, 1, 0));
  }

  /** The same two announcements come by each partition, of which one is read far behind. */
  @Test
  void aSecondCopyOfTheFirstDoesNotTakeThePlaceOfTheSecond() {
    take(action(MONDAY, 10, 0), 0, 1_000);
    take(action(MONDAY, 20, 0), 0, 2_000);
    assertThat(take(action(MONDAY, 10, 0), 0, 1_000)).isEqualTo(Verdict.REPEATED);
    assertThat(take(action(MONDAY, 20, 0), 0, 2_000)).isEqualTo(Verdict.REPEATED);
    assertThat(begun(MONDAY, MONDAY_OPEN)).containsExactly(action(MONDAY, 20, 0));
  }

  @Test
  void whatIsAnnouncedByAnotherPartitionWhenTheSessionHasBegunIsTooLate() {
    begun(MONDAY, Long.MIN_VALUE);
    assertThat(take(action(MONDAY, 10, 0), FRIDAY_OPEN)).isEqualTo(Verdict.TOO_LATE);
  }

  @Test
  void whatComesWhenTheLogHasReachedTheOpenIsTooLate() {
    assertThat(take(action(FRIDAY, 2, 0), FRIDAY_OPEN)).isEqualTo(Verdict.TOO_LATE);
    assertThat(take(action(FRIDAY, 2, 0), FRIDAY_OPEN - 1)).isEqualTo(Verdict.TAKEN);
  }

  @Test
  void doesNotGrowWithoutBounds() {
    LocalDate date = MONDAY;
    for (int i = 0; i < CorporateActions.MOST_PENDING; i++) {
      assertThat(take(action(date, 1, 0.1), 0)).isEqualTo(Verdict.TAKEN);
      date = date.plusDays(1);
    }
    assertThat(take(action(date, 1, 0.1), 0)).isEqualTo(Verdict.TOO_MANY);
    assertThat(take(action(MONDAY, 1, 0.2), 0)).isEqualTo(Verdict.TAKEN);
  }

  @Test
  void pricesOfBeforeAreComparedOnTheScaleOfTheLastSplit() {
    take(action(FRIDAY, 2, 0), 0);
    take(action(MONDAY, 10, 0), 0);
    Tick trade = Tick.trade("SPY", 1, 1, 1000, 3, "test", false);
    assertThat(actions.onScale(trade, FRIDAY.toEpochDay() - 1)).isSameAs(trade);
    begun(MONDAY, Long.MIN_VALUE);
    assertThat(actions.onScale(trade, MONDAY.toEpochDay())).isSameAs(trade);
    assertThat(actions.onScale(trade, FRIDAY.toEpochDay()))
        .isEqualTo(Tick.trade("SPY", 1, 1, 100, 30, "test", false));
    Tick quote = Tick.quote("SPY", 1, 1, 1000, 1, 2000, 2, "test", false);
    assertThat(actions.onScale(quote, FRIDAY.toEpochDay() - 1))
        .isEqualTo(Tick.quote("SPY", 1, 1, 50, 20, 100, 40, "test", false));
  }

  @Test
  void comesBackAsItWasWritten() throws IOException {
    take(action(FRIDAY, 2, 0), 0);
    take(action(MONDAY, 10, 0.25), 0);
    begun(FRIDAY, Long.MIN_VALUE);
    CorporateActions read = CorporateActions.read(in(bytes(actions)));
    assertThat(bytes(read)).isEqualTo(bytes(actions));
    assertThat(read.due()).isEqualTo(MONDAY_OPEN - 1);
    assertThat(read.take(action(FRIDAY, 2, 0), FRIDAY_OPEN, FRIDAY_OPEN, 0))
        .isEqualTo(Verdict.REPEATED);
    byte[] unknown = bytes(actions);
    unknown[0] = 9;
    assertThatThrownBy(() -> CorporateActions.read(in(unknown)))
        .hasMessage("corporate actions: version 9, expected 1");
  }

  @ParameterizedTest
  @CsvSource({
    "SPY,2024-03-11,NaN,0,BAD_SPLIT_FACTOR,split_factor",
    "SPY,2024-03-11,Infinity,0,BAD_SPLIT_FACTOR,split_factor",
    "SPY,2024-03-11,0,0,BAD_SPLIT_FACTOR,split_factor",
    "SPY,2024-03-11,-2,0,BAD_SPLIT_FACTOR,split_factor",
    "SPY,2024-03-11,2,-0.1,BAD_DIVIDEND,dividend",
    "SPY,2024-03-11,2,NaN,BAD_DIVIDEND,dividend",
    "SPY,1024-03-11,2,0,BAD_TIME,ex_date",
    "SPY,2200-01-01,2,0,BAD_TIME,ex_date",
    "SPY,,2,0,BAD_TIME,ex_date",
    "XYZ,2024-03-11,2,0,UNKNOWN_SYMBOL,symbol",
    ",2024-03-11,2,0,MALFORMED,symbol"
  })
  void whatCannotBeIsRefusedByName(
      String symbol, LocalDate date, double factor, double dividend, String code, String field) {
    TickValidator validator = new TickValidator(Set.of("SPY"));
    assertThat(validator.check(new CorporateAction(symbol, date, factor, dividend, null)))
        .hasValueSatisfying(
            why -> {
              assertThat(why.code()).isEqualTo(code);
              assertThat(why.field()).isEqualTo(field);
            });
    assertThat(validator.check(action(MONDAY, 0.1, 0.25))).isEmpty();
  }

  private Verdict take(CorporateAction action, long reached) {
    return take(action, reached, reached);
  }

  private Verdict take(CorporateAction action, long reached, long announced) {
    long open = action.firstSession(NYSE).open().toEpochMilli();
    return actions.take(action, open, reached, announced);
  }

  private List<CorporateAction> begun(LocalDate day, long time) {
    List<CorporateAction> begun = new ArrayList<>();
    actions.begin(
        day == null ? Long.MIN_VALUE : day.toEpochDay(), time, (action, open) -> begun.add(action));
    return begun;
  }

  private static CorporateAction action(LocalDate exDate, double factor, double dividend) {
    return new CorporateAction("SPY", exDate, factor, dividend, "test");
  }

  private static long open(LocalDate date) {
    return NYSE.session(date).orElseThrow().open().toEpochMilli();
  }

  private static byte[] bytes(CorporateActions of) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    of.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
