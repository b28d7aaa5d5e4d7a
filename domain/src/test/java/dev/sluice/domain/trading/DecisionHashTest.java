package dev.sluice.domain.trading;

import static dev.sluice.domain.trading.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.analysis.SignalType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionHashTest {
  private static final Signal SIGNAL =
      Desk.signal("s1", at(1, "21:01:00"), SignalType.BUY, 0.80, "95.50", null);

  private static Desk traded() {
    return Desk.free()
        .quote(at(1, "20:59:00"), 100, 100)
        .take(SIGNAL)
        .quote(at(2, "14:30:00"), 100.25, 100.25);
  }

  @Test
  void linesAreAsWritten() {
    Desk desk = traded();
    DecisionHash hash = new DecisionHash().add(SIGNAL);
    desk.orders().forEach(hash::add);
    desk.fills().forEach(hash::add);
    assertThat(hash.lines())
        .containsExactly(
            "fill|2024-01-09T14:30:00Z|paper|SPY|BUY|80|100.25|0",
            "order|2024-01-08T21:01:00Z|paper|SPY|BUY|MARKET|80|||FILLED|",
            "order|2024-01-09T14:30:00Z|paper|SPY|SELL|STOP|80||95.5|ACCEPTED|",
            "signal|2024-01-08T21:01:00Z|SPY|BUY|0.8|100|95.5|");
    // printf of the four lines, each with \n, through sha256sum
    assertThat(hash.hex())
        .isEqualTo("52aa0d11fb94f198e823d965a6575654cba1860685aec876b10b30210d7e84a0");
  }

  @Test
  void anEmptyRunIsTheHashOfNothing() {
    assertThat(new DecisionHash().hex())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void copiesAndTheOrderOfComingDoNotMatter() {
    Desk desk = traded();
    List<Order> changes =
        new ArrayList<>(
            desk.events.stream()
                .filter(AccountEvent.OrderChanged.class::isInstance)
                .map(e -> ((AccountEvent.OrderChanged) e).order())
                .toList());
    DecisionHash forward = new DecisionHash().add(SIGNAL);
    changes.forEach(forward::add);
    Collections.reverse(changes);
    DecisionHash backward = new DecisionHash();
    changes.forEach(backward::add);
    backward.add(SIGNAL).add(SIGNAL);
    assertThat(backward.hex()).isEqualTo(forward.hex());
  }

  @Test
  void rowsOfADatabaseGiveTheSame() {
    Desk desk = traded();
    DecisionHash records = new DecisionHash().add(SIGNAL);
    desk.orders().forEach(records::add);
    desk.fills().forEach(records::add);
    DecisionHash rows =
        new DecisionHash()
            .addSignal(
                SIGNAL.eventTime(),
                "SPY",
                "BUY",
                new BigDecimal("0.8000"),
                new BigDecimal("1E+2"),
                new BigDecimal("95.5"),
                null);
    for (Order o : desk.orders()) {
      rows.addOrder(
          o.createdAt(),
          o.account(),
          o.symbol(),
          o.side().name(),
          o.type().name(),
          o.quantity(),
          o.limitPrice(),
          o.stopPrice(),
          o.status().name(),
          o.denialCode());
    }
    for (Fill f : desk.fills()) {
      rows.addFill(
          f.eventTime(),
          f.account(),
          f.symbol(),
          f.side().name(),
          f.quantity(),
          f.price(),
          f.commission());
    }
    assertThat(rows.hex()).isEqualTo(records.hex());
  }
}
