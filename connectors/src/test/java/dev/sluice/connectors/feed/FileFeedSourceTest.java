package dev.sluice.connectors.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Timeframe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFeedSourceTest {
  private static final String DAILY =
      """
      symbol,date,open,high,low,close,volume,adj_close,dividend,split_coefficient
      B,2024-07-02,10,12,9,11,100,11,0,1
      B,2024-07-03,11,12,9,11.5,100.5,11.5,0.25,2
      B,2024-07-04,11,12,9,11,100,11,0,1
      A,2024-07-02,20,22,19,21,100,21,0,1
      A,2024-07-03,20,broken,19,21,100,21,0,1
      A,2024-07-05,20,22,19,21,100,21,0,1
      """;

  @TempDir private Path dir;

  private FileFeedSource open(String text, String... only) throws IOException, FeedException {
    Path file = Files.writeString(dir.resolve("file.csv"), text);
    return FileFeedSource.open(file, Set.of(only), ExchangeCalendar.nyse());
  }

  private static List<FeedSlice> all(FeedSource source) {
    List<FeedSlice> slices = new ArrayList<>();
    source.slices(null).forEachRemaining(slices::add);
    return slices;
  }

  @Test
  void dailyRowsBecomeSessionBarsInTheOrderOfTime() throws Exception {
    FileFeedSource source = open(DAILY);
    assertThat(source.symbols()).containsExactly("A", "B");
    assertThat(source.intraday()).isFalse();
    List<FeedSlice> slices = all(source);
    assertThat(slices)
        .extracting(slice -> slice.session().date())
        .containsExactly(
            LocalDate.of(2024, 7, 2), LocalDate.of(2024, 7, 3), LocalDate.of(2024, 7, 5));
    RawBar halfDay =
        slices.get(1).events().stream()
            .filter(FeedEvent.OfBar.class::isInstance)
            .map(event -> ((FeedEvent.OfBar) event).bar())
            .findFirst()
            .orElseThrow();
    assertThat(halfDay)
        .isEqualTo(
            new RawBar(
                "B",
                Timeframe.SESSION,
                Instant.parse("2024-07-03T13:30:00Z"),
                Instant.parse("2024-07-03T17:00:00Z"),
                LocalDate.of(2024, 7, 3),
                11,
                12,
                9,
                11.5,
                100.5,
                2,
                0.25,
                "file.csv",
                false,
                false));
  }

  @Test
  void whatCannotBeReadAndWhatIsNoSessionGoesOnAsText() throws Exception {
    assertThat(all(open(DAILY)))
        .flatExtracting(FeedSlice::events)
        .filteredOn(FeedEvent.Unreadable.class::isInstance)
        .extracting(event -> ((FeedEvent.Unreadable) event).line())
        .containsExactlyInAnyOrder(
            "A,2024-07-03,20,broken,19,21,100,21,0,1", "B,2024-07-04,11,12,9,11,100,11,0,1");
  }

  @Test
  void aNarrowedFeedHasOnlyItsSymbols() throws Exception {
    FileFeedSource source = open(DAILY, "B");
    assertThat(source.symbols()).containsExactly("B");
    assertThat(all(source))
        .flatExtracting(FeedSlice::events)
        .extracting(FeedEvent::symbol)
        .containsOnly("B");
    assertThatThrownBy(() -> open(DAILY, "B", "C"))
        .isInstanceOf(FeedException.class)
        .hasMessageContaining("symbols: C")
        .hasMessageContaining("A,B");
  }

  @Test
  void minuteRowsKeepTheirStartAndNightsBelongToTheSessionBefore() throws Exception {
    FileFeedSource source =
        open(
            """
            symbol,timestamp_utc,open,high,low,close,volume
            X,2024-07-01T08:00:00Z,1,1,1,1,1
            X,2024-07-01T13:30:00Z,1,2,1,2,10
            X,2024-07-01T13:30:00Z,1,2,1,2,10
            X,2024-07-01T22:00:00Z,2,2,2,2,0.5
            X,2024-07-02T13:29:00Z,2,2,2,2,1
            X,2024-07-02T13:30:00Z,2,2,2,2,1
            """);
    assertThat(source.intraday()).isTrue();
    List<FeedSlice> slices = all(source);
    assertThat(slices)
        .extracting(slice -> slice.session().date() + " " + slice.events().size())
        .containsExactly("2024-07-01 5", "2024-07-02 1");
    RawBar first = ((FeedEvent.OfBar) slices.get(0).events().get(1)).bar();
    assertThat(first.timeframe()).isEqualTo(Timeframe.MINUTE);
    assertThat(first.end()).isEqualTo(Instant.parse("2024-07-01T13:31:00Z"));
  }

  @Test
  void tradesBecomeTicksWithRisingSequences() throws Exception {
    FileFeedSource source =
        open(
            """
            symbol,timestamp_utc,price,size
            Y,2024-07-01T15:00:00.250Z,5,0.001
            X,2024-07-01T15:00:00.250Z,7,2
            X,2024-07-01T15:00:00.250Z,8,3
            X,2024-07-01T14:00:00Z,6,1
            """);
    List<Tick> ticks =
        all(source).get(0).events().stream().map(e -> ((FeedEvent.OfTick) e).tick()).toList();
    assertThat(ticks)
        .extracting(t -> t.symbol() + t.sequence() + " " + t.price() + " " + t.size())
        .containsExactly("X1 6.0 1.0", "X2 7.0 2.0", "X3 8.0 3.0", "Y1 5.0 0.001");
    assertThat(ticks.get(3).eventTime())
        .isEqualTo(Instant.parse("2024-07-01T15:00:00.250Z").toEpochMilli());
    assertThat(ticks).noneMatch(Tick::simulated);
  }

  @Test
  void slicesBeginWithTheOneInProgress() throws Exception {
    FileFeedSource source = open(DAILY);
    assertThat(source.slices(Instant.parse("2024-07-03T20:00:00Z")).next().session().date())
        .isEqualTo(LocalDate.of(2024, 7, 3));
    assertThat(source.slices(Instant.parse("1999-01-01T00:00:00Z")).next().session().date())
        .isEqualTo(LocalDate.of(2024, 7, 2));
  }

  @Test
  void aFileWithoutAReadableRowIsRefused() {
    assertThatThrownBy(() -> open("symbol,date,open,high,low,close,volume\nA,never,1,1,1,1,1\n"))
        .isInstanceOf(FeedException.class)
        .hasMessageContainingAll("no row could be read", "line 2", "column date", "never");
    assertThatThrownBy(
            () -> FileFeedSource.open(dir.resolve("absent.csv"), Set.of(), ExchangeCalendar.nyse()))
        .isInstanceOf(FeedException.class)
        .hasMessageContaining("absent.csv");
  }
}
