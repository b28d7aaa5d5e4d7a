package dev.sluice.jobs.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.indicator.IndicatorSnapshot;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Calendars;
import dev.sluice.domain.market.CorporateAction;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.embedded.EmbeddedKafka;
import dev.sluice.jobs.market.MarketDays.Event;
import dev.sluice.wire.AvroCodec;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A 10:1 split of one of three symbols between two sessions of trades, and the whole market job's
 * answer beside that of the log that was always adjusted. The row R16 of the targets, of splits.
 */
class MarketSplitsITCase {
  private static final LocalDate EX_DATE = LocalDate.of(2024, 3, 11);
  private static final long EX_OPEN =
      Calendars.of("NYSE").session(EX_DATE).orElseThrow().open().toEpochMilli();

  /** Behind the close of the second session's week. */
  private static final long END = Instant.parse("2024-03-15T21:00:00Z").toEpochMilli();

  private static final CorporateAction SPLIT = new CorporateAction("SPY", EX_DATE, 10, 0.5, "test");
  private static final Map<String, String> OPTIONS =
      Map.of(
          "sluice.symbols",
          String.join(";", MarketDays.SYMBOLS),
          "sluice.market.timeframes",
          "1s;1m;5m;15m;1h;1d;1w",
          "sluice.market.indicator-timeframes",
          "1m;5m;1d;1w");

  @TempDir static Path directory;
  private static EmbeddedKafka kafka;
  private static MarketDays days;
  private static MarketRun adjusted;
  private static MarketRun split;

  @BeforeAll
  static void runBoth() throws Exception {
    kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    days = new MarketDays();
    adjusted = run(days.log(days.events()));
    List<ProducerRecord<byte[], byte[]>> log = new ArrayList<>(before());
    // By either encoding and in each partition, as ./sluice actions writes them.
    for (int partition = 0; partition < MarketDays.PARTITIONS; partition++) {
      log.add(record(partition, AvroCodec.CORPORATE_ACTION.encode(SPLIT)));
      log.add(record(partition, JsonCodec.CORPORATE_ACTION.encode(SPLIT)));
    }
    log.addAll(behind());
    split = run(log);
  }

  @AfterAll
  static void stop() throws Exception {
    kafka.close();
  }

  private static MarketRun run(List<ProducerRecord<byte[], byte[]>> log) throws Exception {
    List<ProducerRecord<byte[], byte[]>> whole = new ArrayList<>(log);
    whole.addAll(MarketDays.heartbeat(END));
    return MarketRun.of(kafka, whole, OPTIONS);
  }

  /** The first session, with the symbol's trades as they were before its split. */
  private static List<ProducerRecord<byte[], byte[]>> before() {
    List<Event> events = new ArrayList<>();
    for (Event event : days.events()) {
      if (event.at() < EX_OPEN) {
        Tick trade = event.trade();
        boolean splits = trade != null && trade.symbol().equals("SPY");
        events.add(splits ? new Event(event.at(), trade.afterSplit(0.1)) : event);
      }
    }
    return days.log(events);
  }

  private static List<ProducerRecord<byte[], byte[]>> behind() {
    return days.log(days.events().stream().filter(event -> event.at() >= EX_OPEN).toList());
  }

  private static ProducerRecord<byte[], byte[]> record(byte[] value) {
    return record(Topics.partition("SPY", MarketDays.PARTITIONS), value);
  }

  private static ProducerRecord<byte[], byte[]> record(int partition, byte[] value) {
    byte[] key = "SPY".getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(Topics.TICKS, partition, null, key, value);
  }

  /** R16: no indicator jumps on the split. */
  @Test
  void indicatorsBehindTheSplitAreThoseOfTheAdjustedLog() {
    assertThat(split.letters()).isEmpty();
    assertThat(split.indicated().keySet()).isEqualTo(adjusted.indicated().keySet());
    long behind = 0;
    for (Map.Entry<String, IndicatedBar> entry : split.indicated().entrySet()) {
      IndicatedBar bar = entry.getValue();
      IndicatedBar expected = adjusted.indicated().get(entry.getKey());
      if (!bar.bar().symbol().equals("SPY")) {
        assertThat(bar).isEqualTo(expected);
      } else if (!bar.bar().sessionDate().isBefore(EX_DATE)) {
        assertClose(entry.getKey(), bar.indicators(), expected.indicators());
        behind++;
      }
    }
    assertThat(behind).isGreaterThan(300);
    // Those that need the first session's bars have them.
    assertThat(
            split.indicated().get("SPY 1m " + Instant.ofEpochMilli(EX_OPEN)).indicators().sma50())
        .isBetween(100.0, 110.0);
  }

  private static void assertClose(String of, IndicatorSnapshot is, IndicatorSnapshot expected) {
    for (RecordComponent component : IndicatorSnapshot.class.getRecordComponents()) {
      try {
        double value = (double) component.getAccessor().invoke(is);
        double wanted = (double) component.getAccessor().invoke(expected);
        if (Double.isNaN(wanted)) {
          assertThat(value).as(of + " " + component.getName()).isNaN();
        } else {
          assertThat(value)
              .as(of + " " + component.getName())
              .isCloseTo(wanted, within(1e-9 * Math.max(100, Math.abs(wanted))));
        }
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void pricesStayAsTheyWereTradedAndOneBarOfEachTimeframeSaysTheSplit() {
    List<Bar> saying = split.editions().stream().filter(bar -> bar.splitFactor() != 1).toList();
    assertThat(saying)
        .allSatisfy(
            bar -> {
              assertThat(bar.symbol()).isEqualTo("SPY");
              assertThat(bar.sessionDate()).isEqualTo(EX_DATE);
              assertThat(bar.splitFactor()).isEqualTo(10);
              assertThat(bar.dividend()).isEqualTo(0.5);
            })
        .extracting(bar -> bar.timeframe().code())
        .containsExactlyInAnyOrder("1s", "1m", "5m", "15m", "1h", "1d", "1w");
    assertThat(split.editions())
        .filteredOn(bar -> bar.symbol().equals("SPY"))
        .allSatisfy(
            bar -> {
              double factor = bar.sessionDate().isBefore(EX_DATE) ? 10 : 1;
              assertThat(bar.low()).isGreaterThanOrEqualTo(99.9 * factor);
              assertThat(bar.high()).isLessThan(110.1 * factor);
            });
    assertThat(ofOthers(split.bars())).isEqualTo(ofOthers(adjusted.bars()));
  }

  private static Map<String, String> ofOthers(Map<String, String> bars) {
    return bars.entrySet().stream()
        .filter(entry -> !entry.getKey().startsWith("SPY"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Test
  void theAccountsAreToldBeforeTheFirstTradeBehindTheSplit() {
    List<Tick> quotes = split.quotes().get("SPY");
    Tick told = Tick.split("SPY", EX_OPEN - 1, EX_OPEN - 1, 10, "test", false);
    int at = quotes.indexOf(told);
    assertThat(at).isPositive();
    assertThat(quotes).extracting(Tick::kind).containsOnlyOnce(TickKind.SPLIT);
    assertThat(quotes.subList(0, at)).allMatch(tick -> tick.eventTime() < EX_OPEN);
    List<Tick> whole = adjusted.quotes().get("SPY");
    assertThat(quotes.subList(at + 1, quotes.size())).isEqualTo(whole.subList(at, whole.size()));
  }

  @Test
  void anActionThatComesWithTheFirstSecondOfItsSessionIsRefusedAndSaysSo() throws Exception {
    List<ProducerRecord<byte[], byte[]>> log = new ArrayList<>(days.log(days.events()));
    int open = before().size();
    // Behind the heartbeat of the open, one to each partition of both topics.
    log.add(open + 2 * MarketDays.PARTITIONS, record(AvroCodec.CORPORATE_ACTION.encode(SPLIT)));
    MarketRun run = run(log);
    assertThat(run.letters()).isEqualTo(Map.of("ACTION_TOO_LATE", 1L));
    assertThat(run.bars()).isEqualTo(adjusted.bars());
    assertThat(run.quotes()).isEqualTo(adjusted.quotes());
  }

  @Test
  void aJobThatIsStoppedBetweenTheActionAndItsSessionGoesOnAsIfItHadNotBeen() throws Exception {
    List<ProducerRecord<byte[], byte[]>> beginning = new ArrayList<>(before());
    beginning.add(record(AvroCodec.CORPORATE_ACTION.encode(SPLIT)));
    beginning.addAll(MarketDays.heartbeat(EX_OPEN - 60_000));
    List<ProducerRecord<byte[], byte[]>> rest = new ArrayList<>(behind());
    rest.addAll(MarketDays.heartbeat(END + 2 * MarketDays.BOUND));
    try (EmbeddedKafka another = EmbeddedKafka.start(directory.resolve("another"))) {
      MarketRun run =
          MarketRun.restored(another, beginning, rest, OPTIONS, directory.resolve("savepoints"));
      assertThat(run.letters()).isEmpty();
      assertThat(run.bars()).isEqualTo(split.bars());
      assertThat(run.indicators()).isEqualTo(split.indicators());
      assertThat(run.quotes()).isEqualTo(split.quotes());
    }
  }
}
