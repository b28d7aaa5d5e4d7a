package dev.sluice.domain.trading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.risk.RiskLimit;
import dev.sluice.domain.risk.RiskLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Random decisions, a venue that fills at random, reports told late, twice and in any order, and a
 * state written and read again anywhere: the account ends with exactly what the venue has done.
 */
class RemoteAccountPropertiesTest {
  private static final List<String> SYMBOLS = List.of("SPY", "QQQ", "DIA");
  private static final BigDecimal CASH = new BigDecimal("100000");

  @Property(tries = 400)
  void theAccountEndsAsTheVenueDoes(
      @ForAll long seed, @ForAll @IntRange(min = 20, max = 160) int steps) throws IOException {
    Run run = new Run(seed);
    for (int i = 0; i < steps; i++) {
      run.step();
    }
    run.settle();
    for (String symbol : SYMBOLS) {
      assertThat(run.desk.state.quantity(symbol))
          .as(symbol)
          .isEqualByComparingTo(run.venue.positions.getOrDefault(symbol, BigDecimal.ZERO));
    }
    assertThat(run.desk.state.cash()).isEqualByComparingTo(CASH.add(run.venue.cash));
    if (run.desk.state.reason() != null) {
      assertThat(run.desk.state.reason()).doesNotContain("invariant", "differ", "not ours");
    }
    assertThat(run.shortest).as("never sold more than was held").isNotNegative();
  }

  private static final class Run {
    final Random random;
    final ScriptedVenue venue = new ScriptedVenue();
    final Desk desk =
        new Desk(
            Desk.config(
                    CASH.toPlainString(),
                    RiskLimits.DEFAULT.with(RiskLimit.MAX_ORDERS, "100000"),
                    Desk.FREE)
                .at("REMOTE"));
    BigDecimal shortest = BigDecimal.ZERO;
    private Instant clock = Desk.at(1, "15:00:00");
    private final List<ExecutionReport> told = new ArrayList<>();
    private int requested;

    Run(long seed) {
      random = new Random(seed);
    }

    void step() throws IOException {
      clock = clock.plusMillis(1 + random.nextInt(30_000));
      String symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
      switch (random.nextInt(12)) {
        case 0, 1 -> desk.quote(symbol, clock, price(), 100, price() + 1, 100);
        case 2, 3, 4 -> desk.signal(symbol, clock, side(), "rule", terms());
        case 5 -> control();
        case 6, 7 -> fill();
        case 8, 9, 10 -> tell();
        default -> restore();
      }
      forward();
    }

    private OrderTerms terms() {
      return random.nextInt(3) > 0
          ? null
          : SignalTermsPropertiesTest.terms(random, BigDecimal.valueOf(price()));
    }

    private double price() {
      return 95 + random.nextInt(10);
    }

    private SignalType side() {
      return SignalType.values()[random.nextInt(SignalType.values().length)];
    }

    private void control() {
      ControlAction[] acts = {
        ControlAction.PAUSE,
        ControlAction.CANCEL_ALL,
        ControlAction.FLATTEN,
        ControlAction.HALT,
        ControlAction.RESUME,
        ControlAction.RESUME
      };
      desk.act(clock, acts[random.nextInt(acts.length)]);
    }

    private void forward() {
      List<AccountEvent> all = desk.events;
      for (; requested < all.size(); requested++) {
        if (all.get(requested) instanceof AccountEvent.VenueRequested asked) {
          venue.take(asked.request());
        }
      }
    }

    private void fill() {
      List<ScriptedVenue.Book> open =
          venue.orders.values().stream().filter(book -> book.open).toList();
      if (open.isEmpty()) {
        return;
      }
      ScriptedVenue.Book book = open.get(random.nextInt(open.size()));
      BigDecimal most = book.remaining();
      BigDecimal some = BigDecimal.valueOf(1 + random.nextInt(most.intValue()));
      venue.fill(book, random.nextBoolean() ? most : some, BigDecimal.valueOf(price()));
      shortest = venue.positions.values().stream().reduce(shortest, BigDecimal::min);
    }

    private void tell() {
      if (venue.outbox.isEmpty()) {
        return;
      }
      boolean again = !told.isEmpty() && random.nextInt(4) == 0;
      ExecutionReport report =
          again
              ? told.get(random.nextInt(told.size()))
              : venue.outbox.remove(random.nextInt(venue.outbox.size()));
      told.add(report);
      desk.events.addAll(desk.machine.apply(desk.state, report.at(clock, told.size())));
    }

    private void restore() throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      desk.state.write(new DataOutputStream(bytes));
      AccountState read =
          AccountState.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
      assertThat(read).isEqualTo(desk.state);
      desk.state = read;
    }

    void settle() {
      while (!venue.outbox.isEmpty()) {
        clock = clock.plusMillis(1);
        tell();
        forward();
      }
      clock = clock.plusMillis(1);
      PositionReport positions =
          new PositionReport(
              "positions", "paper", "REMOTE", Map.copyOf(venue.positions), clock, clock, 1);
      desk.events.addAll(desk.machine.apply(desk.state, positions));
    }
  }
}
