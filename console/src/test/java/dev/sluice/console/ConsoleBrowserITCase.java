package dev.sluice.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.domain.market.Tick;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.wire.Topics;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Walks the page in Chromium by {@code web/e2e/desk.mjs}, against fixtures. The script says on
 * standard output what it waits for ({@code WAITING name}); the desk is played here.
 */
class ConsoleBrowserITCase {
  private static final int TICKS = 1_000_000;
  private static final int SYMBOLS = 400;
  private static final double LAST_PRICE = 234.56;

  @TempDir Path home;

  /** When the last of the ticks was sent, epoch milliseconds. */
  private long floodEnd;

  /** Controls that were obeyed. */
  private int acts;

  @Test
  void everyPageIsAccessibleEquityMovesAndTheKillSwitchReachesTheDesk() throws Exception {
    Optional<Path> chromium = chromium();
    System.out.println("chromium: " + chromium.map(Path::toString).orElse("none, test skipped"));
    assumeTrue(chromium.isPresent(), "no Chromium: set CHROMIUM to its path to run this test");
    assumeTrue(
        DeskFixture.class.getClassLoader().getResource("web/index.html") != null,
        "the page was left out of this build (-Dskip.web)");
    try (DeskFixture desk = new DeskFixture(home, Clock.systemUTC())) {
      List<String> said = walk(desk, chromium.get());
      assertThat(said)
          .contains("WAITING equity-moves", "WAITING ticks", "DONE")
          .containsSubsequence(
              "WAITING act PAUSE",
              "WAITING act RESUME",
              "WAITING act CANCEL_ALL",
              "WAITING act FLATTEN",
              "WAITING act HALT");
      assertThat(seen(said) - floodEnd)
          .as("milliseconds from the last of a million ticks to its price on the page")
          .isLessThan(5_000);
      assertThat(desk.requested).as("each was taken when the script waited for it").isEmpty();
    }
  }

  private List<String> walk(DeskFixture desk, Path chromium) throws Exception {
    Path web = DeskFixture.root().resolve("console/web");
    ProcessBuilder builder =
        new ProcessBuilder("node", "e2e/desk.mjs")
            .directory(web.toFile())
            .redirectErrorStream(true);
    builder.environment().put("DESK_URL", desk.console.address());
    builder.environment().put("DESK_TOKEN", desk.console.token());
    builder.environment().put("DESK_TICKS", Double.toString(LAST_PRICE));
    builder.environment().put("CHROMIUM", chromium.toString());
    builder.environment().put("DESK_SHOTS", home.resolve("shots").toString());
    String shots = System.getProperty("console.shots");
    if (shots != null) {
      builder.environment().put("DESK_SHOTS", shots);
    }
    Process script = builder.start();
    List<String> said = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(script.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        System.out.println("browser: " + line);
        said.add(line);
        play(desk, line);
      }
    } finally {
      script.destroy();
    }
    assertThat(script.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(script.exitValue()).as(String.join("\n", said)).isZero();
    return said;
  }

  private static long seen(List<String> said) {
    String line = said.stream().filter(one -> one.startsWith("SEEN ")).findFirst().orElseThrow();
    return Long.parseLong(line.split(" ")[1]);
  }

  /** As fast as the console takes them, of all symbols, the page's symbol among them. */
  private void flood(DeskFixture desk) {
    for (int i = 1; i <= TICKS; i++) {
      String symbol = i % SYMBOLS == 0 ? "AAPL" : "M" + i % SYMBOLS;
      double price = i == TICKS ? LAST_PRICE : 100 + i % 100 / 100.0;
      desk.events.fire(
          DeskEvent.data(
              Topics.QUOTES, 0, Tick.trade(symbol, i, 1_772_800_000_000L, price, 1, "test", true)));
    }
    floodEnd = System.currentTimeMillis();
  }

  private void play(DeskFixture desk, String line) throws InterruptedException {
    if (line.equals("WAITING equity-moves")) {
      desk.events.fire(
          DeskEvent.data(
              Topics.PORTFOLIO, 0, DeskFixture.portfolio(201, "100777.77", "ACTIVE", null)));
    } else if (line.equals("WAITING ticks")) {
      flood(desk);
    } else if (line.startsWith("WAITING act ")) {
      obey(desk, ControlAction.valueOf(line.substring("WAITING act ".length())));
    }
  }

  /** What the trading job and the records job do with a control. */
  private void obey(DeskFixture desk, ControlAction action) throws InterruptedException {
    Control control = desk.requested.poll(10, TimeUnit.SECONDS);
    assertThat(control).as("the request for " + action).isNotNull();
    assertThat(control.action()).isEqualTo(action);
    assertThat(control.account()).isEqualTo("*");
    assertThat(control.reason()).isEqualTo("browser test of " + action);
    assertThat(control.effectiveAt()).as("the sequencer stamps it").isNull();
    acts++;
    Control taken = control.at(Instant.parse("2026-03-06T21:04:00Z").plusSeconds(acts));
    desk.record(
        "insert into controls values ('%s', '*', '%s', '%s', 'console', '%s')"
            .formatted(taken.id(), action, taken.reason(), taken.effectiveAt()));
    desk.events.fire(DeskEvent.data(Topics.CONTROLS, 0, taken));
    String state =
        switch (action) {
          case PAUSE, FLATTEN -> "PAUSED";
          case HALT -> "HALTED";
          default -> "ACTIVE";
        };
    String reason = state.equals("ACTIVE") ? null : control.reason();
    desk.events.fire(
        DeskEvent.data(
            Topics.PORTFOLIO, 0, DeskFixture.portfolio(201L + acts, "100777.77", state, reason)));
  }

  private static Optional<Path> chromium() {
    String named = System.getenv("CHROMIUM");
    Stream<String> usual =
        Stream.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/snap/bin/chromium");
    return (named == null ? usual : Stream.of(named))
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }
}
