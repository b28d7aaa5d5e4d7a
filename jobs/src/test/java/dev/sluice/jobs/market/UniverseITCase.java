package dev.sluice.jobs.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.quality.SessionQuality;
import dev.sluice.embedded.EmbeddedKafka;
import dev.sluice.jobs.cli.CommandProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole market job on symbols of two exchanges, and on a universe that changes meanwhile. */
@Timeout(300)
class UniverseITCase {
  private static final int MINUTES_OF_A_SESSION = 390;
  private static final int MINUTES_OF_A_HALF_DAY = 210;

  @TempDir static Path directory;
  private static EmbeddedKafka kafka;
  private static TwoExchanges week;

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    week = new TwoExchanges();
  }

  @AfterAll
  static void stop() throws Exception {
    kafka.close();
  }

  private static List<ProducerRecord<byte[], byte[]>> days(List<String> dates) {
    return dates.stream().flatMap(date -> week.day(date).stream()).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void eachExchangeHasItsOwnSessionsAndHolidays(String slots) throws Exception {
    Path file = Files.writeString(directory.resolve("universe.csv"), TwoExchanges.FILE);
    MarketRun run =
        MarketRun.of(
            kafka,
            days(TwoExchanges.DAYS),
            Map.of("sluice.universe", file.toString(), "sluice.parallelism", slots));
    assertThat(run.letters()).isEmpty();
    Map<String, Long> minutes =
        run.editions().stream()
            .filter(bar -> bar.timeframe().code().equals("1m"))
            .collect(
                Collectors.groupingBy(
                    bar -> bar.symbol() + " " + bar.sessionDate(), Collectors.counting()));
    Map<String, Long> expected = new TreeMap<>();
    for (String date : TwoExchanges.DAYS) {
      boolean half = date.equals("2024-07-03");
      if (!date.equals("2024-07-04")) {
        expected.put("SPY " + date, (long) (half ? MINUTES_OF_A_HALF_DAY : MINUTES_OF_A_SESSION));
      }
      if (!date.equals("2024-07-01")) {
        expected.put("RY " + date, (long) MINUTES_OF_A_SESSION);
      }
    }
    assertThat(minutes).isEqualTo(expected);
    assertThat(run.bars().keySet())
        .contains(
            "RY 1d 2024-07-04T13:30:00Z",
            "SPY 1d 2024-07-01T13:30:00Z",
            "RY 1w 2024-07-02T13:30:00Z")
        .doesNotContain("RY 1d 2024-07-01T13:30:00Z", "SPY 1d 2024-07-04T13:30:00Z");
    // What can fill an order is of the same sessions.
    assertThat(run.quotes().get("SPY")).hasSize(3 * MINUTES_OF_A_SESSION + MINUTES_OF_A_HALF_DAY);
    assertThat(run.quotes().get("RY")).hasSize(4 * MINUTES_OF_A_SESSION);
    SessionQuality thursday = run.found().get("RY 2024-07-04 ticks");
    assertThat(thursday.findings()).isEqualTo(Map.of("OFF_TICK", 6L));
    assertThat(run.found()).doesNotContainKey("SPY 2024-07-04 ticks");
  }

  @Test
  void aSymbolIsTradedFromItsListingOnAndNoMoreAfterItsRemoval() throws Exception {
    List<ProducerRecord<byte[], byte[]>> log = new ArrayList<>(week.day("2024-07-02"));
    log.addAll(TwoExchanges.edition(5, TwoExchanges.LISTED.listings()));
    log.addAll(week.day("2024-07-04"));
    log.addAll(TwoExchanges.edition(6, List.of(TwoExchanges.LISTED.listing("SPY"))));
    log.addAll(week.day("2024-07-05"));
    for (String slots : List.of("1", "2")) {
      MarketRun run =
          MarketRun.of(
              kafka, log, Map.of("sluice.symbols", "SPY;OLD", "sluice.parallelism", slots));
      assertThat(run.letters()).isEqualTo(Map.of("UNKNOWN_SYMBOL", 2L * TwoExchanges.MINUTES));
      assertThat(sessions(run, "RY")).containsExactly("2024-07-04");
      assertThat(sessions(run, "SPY")).containsExactly("2024-07-02", "2024-07-05");
    }
  }

  /** The bar of a symbol that was removed within a session still closes. */
  @Test
  void whatIsOpenAtARemovalCloses() throws Exception {
    List<ProducerRecord<byte[], byte[]>> day = week.day("2024-07-02");
    int noon = day.size() / 2;
    List<ProducerRecord<byte[], byte[]>> log =
        new ArrayList<>(TwoExchanges.edition(5, TwoExchanges.LISTED.listings()));
    log.addAll(day.subList(0, noon));
    log.addAll(TwoExchanges.edition(6, List.of(TwoExchanges.LISTED.listing("SPY"))));
    log.addAll(day.subList(noon, day.size()));
    MarketRun run = MarketRun.of(kafka, log, Map.of("sluice.symbols", "SPY"));
    assertThat(run.letters().keySet()).containsExactly("UNKNOWN_SYMBOL");
    long refused = run.letters().get("UNKNOWN_SYMBOL");
    assertThat(refused).isBetween(250L, 350L);
    assertThat(sessions(run, "RY")).containsExactly("2024-07-02");
    assertThat(run.bars().get("RY 1d 2024-07-02T13:30:00Z"))
        .contains("end=2024-07-02T20:00:00Z")
        .contains("complete=true");
  }

  private static List<String> sessions(MarketRun run, String symbol) {
    return run.editions().stream()
        .filter(bar -> bar.symbol().equals(symbol) && bar.timeframe().code().equals("1d"))
        .map(bar -> bar.sessionDate().toString())
        .toList();
  }

  /** With the command of people, on a job that runs; killed later, it makes the same bars again. */
  @Test
  void aRunningJobTakesAFileWithoutARestartAndTheSameAfterOne() throws Exception {
    Map<String, String> options =
        Map.of("sluice.symbols", "SPY", "sluice.checkpoint.interval", "1h");
    List<ProducerRecord<byte[], byte[]>> log = new ArrayList<>(week.day("2024-07-02"));
    log.addAll(TwoExchanges.edition(5, TwoExchanges.LISTED.listings()));
    log.addAll(week.day("2024-07-04"));
    log.addAll(week.day("2024-07-05"));
    MarketRun oracle = MarketRun.of(kafka, log, options);

    try (RestartedMarket live = RestartedMarket.on(directory.resolve("live"), options)) {
      live.start(1);
      live.publish(week.day("2024-07-02"));
      live.awaitBar("SPY 1d 2024-07-02T13:30:00Z");
      assertThat(universe(live, directory.resolve("no-such-file.csv"))).isEqualTo(2);
      Path wrong = Files.writeString(directory.resolve("wrong.csv"), TwoExchanges.FILE + "X,Y,Z\n");
      assertThat(universe(live, wrong)).isEqualTo(2);
      Path file = Files.writeString(directory.resolve("published.csv"), TwoExchanges.FILE);
      assertThat(universe(live, file, "changed SPY: only its name was known", "added RY")).isZero();
      live.publish(week.day("2024-07-04"));
      live.awaitBar("RY 1d 2024-07-04T13:30:00Z");

      live.takeSavepoint();
      live.publish(week.day("2024-07-05"));
      oracle.bars().keySet().forEach(live::awaitBar);
      live.kill();
      String last = "RY 1d 2024-07-05T13:30:00Z";
      assertThat(live.editions(last)).isEqualTo(1);
      live.start(2);
      live.awaitEditions(last, 2);
      live.awaitEditions("SPY 1d 2024-07-05T13:30:00Z", 2);
      assertThat(live.bars()).isEqualTo(oracle.bars());
      // From the savepoint on, not from the beginning.
      assertThat(live.editions("RY 1d 2024-07-04T13:30:00Z")).isEqualTo(1);
      assertThat(universe(live, file)).isZero();
    }
  }

  private static int universe(RestartedMarket live, Path file, String... lines) throws Exception {
    try (CommandProcess command =
        CommandProcess.start(
            directory,
            Map.of(
                "SLUICE_KAFKA_BOOTSTRAP_SERVERS", live.bootstrapServers(), "SLUICE_SYMBOLS", "SPY"),
            "universe",
            file.toString())) {
      assertThat(command.output()).containsExactly(lines);
      List<String> messages = command.messages();
      int code = command.awaitEnd();
      if (code == 2) {
        assertThat(messages).isNotEmpty().first().asString().contains(file.toString());
      } else {
        assertThat(messages)
            .singleElement()
            .asString()
            .startsWith("edition ")
            .endsWith("2 symbols");
      }
      return code;
    }
  }
}
