package dev.sluice.embedded.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.market.Calendars;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.trading.ExecutionCosts;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.PaperBook;
import dev.sluice.domain.trading.venue.Slippage;
import dev.sluice.domain.trading.venue.VenueModel;
import dev.sluice.embedded.venue.VenueFault.Kind;
import dev.sluice.embedded.venue.VenueFeed.Entry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A venue that comes back from its journal is the venue that wrote it. */
@Timeout(300)
class VenueRestartTest {
  private static final List<String> SYMBOLS = List.of("SPY", "QQQ");

  @TempDir private Path home;

  private static VenueCore open(Path file, VenueModel model) throws IOException {
    return open(file, model, new VenueFaults(1));
  }

  private static VenueCore open(Path file, VenueModel model, VenueFaults faults)
      throws IOException {
    ExecutionCosts costs = new ExecutionCosts(model);
    PaperBook book = new PaperBook("REMOTE", costs, BigDecimal.ONE, Calendars.of("NYSE"));
    return new VenueCore(file, book, faults, () -> {});
  }

  /** Cut at every byte, it is what it was after the last step that is whole. */
  @Test
  void isTheSameFromEveryLengthOfItsJournal() throws Exception {
    Path file = home.resolve("whole");
    TreeMap<Long, String> after = new TreeMap<>();
    try (VenueCore core = open(file, VenueModel.DEFAULT)) {
      after.put(0L, said(core));
      Run run = new Run(core, 4);
      for (int i = 0; i < 20; i++) {
        run.step();
        after.put(Files.size(file), said(core));
      }
      assertThat(said(core)).contains("TRADE");
    }
    byte[] bytes = Files.readAllBytes(file);
    Path cut = home.resolve("cut");
    for (int length = 0; length <= bytes.length; length++) {
      Files.write(cut, Arrays.copyOf(bytes, length));
      try (VenueCore core = open(cut, VenueModel.DEFAULT)) {
        assertThat(said(core))
            .as("at byte " + length)
            .isEqualTo(after.floorEntry((long) length).getValue());
        assertThat(Files.size(cut)).isEqualTo(after.floorKey((long) length));
      }
    }
  }

  /**
   * Restarted at any moment, faults and idle symbols included, it goes on as if it had not been.
   */
  @Test
  void goesOnAsIfItHadNotBeenRestarted() throws Exception {
    for (int seed = 0; seed < 6; seed++) {
      VenueModel model = seed % 2 == 0 ? VenueModel.DEFAULT : VenueModel.FREE.withStanding(true);
      Path one = home.resolve("one-" + seed);
      Path many = home.resolve("many-" + seed);
      try (VenueCore through = open(one, model)) {
        VenueCore restarted = open(many, model);
        Run first = new Run(through, seed);
        Run second = new Run(restarted, seed);
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
          first.step();
          second.step();
          if (random.nextInt(6) == 0) {
            restarted.close();
            restarted = open(many, model);
            second.core = restarted;
          }
          assertThat(said(restarted)).as("seed %d, step %d", seed, i).isEqualTo(said(through));
        }
        assertThat(said(through)).contains("TRADE", "EXPIRED");
        restarted.close();
      }
    }
  }

  @Test
  void tellsInTheSameOrderWhateverWentWrong() throws Exception {
    Path file = home.resolve("faulty");
    VenueFaults faults = new VenueFaults(5);
    for (Kind kind :
        List.of(Kind.EXECUTION_TWICE, Kind.EXECUTION_OUT_OF_ORDER, Kind.EXECUTION_AFTER_CANCEL)) {
      faults.arm(VenueFault.of(kind, null, null).withProbability(0.3).lasting(0));
    }
    String before;
    try (VenueCore core = open(file, VenueModel.FREE, faults)) {
      Run run = new Run(core, 3);
      for (int i = 0; i < 200; i++) {
        run.step();
        core.tellOverdue();
      }
      before = said(core);
    }
    assertThat(faults.happened(Kind.EXECUTION_TWICE)).isPositive();
    assertThat(faults.happened(Kind.EXECUTION_OUT_OF_ORDER)).isPositive();
    try (VenueCore core = open(file, VenueModel.FREE)) {
      assertThat(said(core)).isEqualTo(before);
    }
  }

  @Test
  void refusesADamagedJournalAndOneOfAnotherVenue() throws Exception {
    Path file = home.resolve("journal");
    try (VenueCore core = open(file, VenueModel.DEFAULT)) {
      Run run = new Run(core, 4);
      for (int i = 0; i < 60; i++) {
        run.step();
      }
    }
    VenueModel dearer = VenueModel.DEFAULT.withSlippage(Slippage.parse("bps:9"));
    assertThatThrownBy(() -> open(file, dearer))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line ")
        .hasMessageContaining("by this release and configuration");
    byte[] bytes = Files.readAllBytes(file);
    bytes[20] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> open(file, VenueModel.DEFAULT))
        .hasMessageContaining(file + ": line 1 is damaged");
  }

  /**
   * The book is ahead of the disk then: what it has must be in no answer, and nothing is written.
   */
  @Test
  void nobodyHearsOfWhatTheDiskDidNotTake() throws Exception {
    Path file = home.resolve("full");
    VenueFaults faults = new VenueFaults(1);
    String before;
    try (VenueCore core = open(file, VenueModel.DEFAULT, faults)) {
      Run run = new Run(core, 4);
      faults.arm(VenueFault.of(Kind.EXECUTION_AFTER_CANCEL, null, 1).lasting(0));
      while (faults.happened(Kind.EXECUTION_AFTER_CANCEL) == 0) {
        run.step();
      }
      before = told(core);
      faults.arm(VenueFault.of(Kind.EXIT_IN_WRITE, null, 1));
      assertThatThrownBy(() -> core.place(run.order("late", "SPY")))
          .hasMessageContaining("writing");
      byte[] torn = Files.readAllBytes(file);
      for (ThrowingCallable asked :
          List.<ThrowingCallable>of(
              () -> core.order("paper", "late"),
              () -> core.place(run.order("late", "SPY")),
              () -> core.cancel("paper", "late"),
              () -> core.open("paper"),
              () -> core.positions("paper"),
              () -> core.end("paper"),
              core::ledger,
              core::tellOverdue)) {
        assertThatThrownBy(asked)
            .isInstanceOf(IOException.class)
            .hasMessageContaining("the venue has stopped");
      }
      assertThat(Files.readAllBytes(file)).isEqualTo(torn);
    }
    try (VenueCore core = open(file, VenueModel.DEFAULT)) {
      assertThat(core.order("paper", "late")).isEmpty();
      assertThat(told(core)).startsWith(before);
    }
  }

  /** What an account was told, in that order. */
  private static String told(VenueCore core) throws InterruptedException {
    StringBuilder told = new StringBuilder();
    for (Entry entry : core.awaitSince("paper", 0, Duration.ZERO)) {
      told.append(entry.sequence()).append(' ');
    }
    return told.toString();
  }

  /** What a venue is: what it did, what it told, what is at work and what is held. */
  private static String said(VenueCore core) throws IOException, InterruptedException {
    StringBuilder said = new StringBuilder();
    for (Entry entry : core.ledger()) {
      said.append(entry).append('\n');
    }
    return said.append(told(core))
        .append(core.open("paper"))
        .append(core.positions("paper"))
        .toString();
  }

  /** Random orders, cancels and quotes of two symbols; only one of them has orders at first. */
  private static final class Run {
    private final Random random;
    private final List<String> ids = new ArrayList<>();
    private VenueCore core;
    private long time = VenueClient.OPEN.toEpochMilli();

    Run(VenueCore core, long seed) {
      this.core = core;
      random = new Random(seed * 31 + 7);
    }

    void step() throws IOException {
      time += random.nextInt(12) == 0 ? 8 * 3_600_000L : random.nextInt(400_000);
      String symbol = SYMBOLS.get(ids.size() < 4 ? 0 : random.nextInt(2));
      int kind = random.nextInt(10);
      if (kind < 6) {
        double price = 100 + random.nextInt(40) / 10.0;
        String quoted = SYMBOLS.get(random.nextInt(2));
        core.market(
            List.of(
                Tick.quote(quoted, 0, time, price, 7, price + 0.1, 7, "test", true),
                Tick.quote(quoted, 0, time, price, 90, price + 0.1, 90, "test", true)),
            null);
      } else if (kind < 9 || ids.isEmpty()) {
        String id = "o" + ids.size();
        ids.add(id);
        core.place(order(id, symbol));
      } else {
        core.cancel("paper", ids.get(random.nextInt(ids.size())));
      }
      if (random.nextInt(10) == 0) {
        core.passed(Instant.ofEpochMilli(time));
      }
    }

    private Order order(String id, String symbol) throws IOException {
      String type = List.of("MARKET", "LIMIT", "STOP", "TRAILING_STOP").get(random.nextInt(4));
      String price = "\"%d\"".formatted(100 + random.nextInt(4));
      String json =
          ("{\"client_order_id\":\"%s\",\"symbol\":\"%s\",\"side\":\"%s\",\"type\":\"%s\","
                  + "\"time_in_force\":\"%s\",\"quantity\":20,\"limit_price\":%s,"
                  + "\"stop_price\":%s,\"trailing_amount\":%s}")
              .formatted(
                  id,
                  symbol,
                  random.nextBoolean() ? "BUY" : "SELL",
                  type,
                  random.nextBoolean() ? "DAY" : "GTC",
                  type.equals("LIMIT") ? price : null,
                  type.equals("STOP") ? price : null,
                  type.equals("TRAILING_STOP") ? "\"0.5\"" : null);
      return OrderJson.read(
          "paper", VenueClient.JSON.readTree(json.getBytes(StandardCharsets.UTF_8)));
    }
  }
}
