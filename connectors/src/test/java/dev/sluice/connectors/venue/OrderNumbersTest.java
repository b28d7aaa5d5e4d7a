package dev.sluice.connectors.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.ExecutionReport.Type;
import dev.sluice.domain.trading.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Row R10: no number is used twice though the venue's counter has gone back. */
class OrderNumbersTest {
  private final TestingDesk desk = new TestingDesk(1);
  private final List<Long> used = new ArrayList<>();
  private final Map<Long, String> owners = new HashMap<>();
  private final Map<String, Long> restored = new HashMap<>();
  private long counter = 1000;
  private boolean losesAnswers;

  @Test
  void aNumberIsNeverGivenToTwoOrders() {
    OrderNumbers numbers = new OrderNumbers();
    assertThat(numbers.numberOf("a", 7)).isEqualTo(7);
    assertThat(numbers.numberOf("b", 1)).isEqualTo(8);
    assertThat(numbers.numberOf("a", 100)).isEqualTo(7);
    assertThat(numbers.numberOf("c", 100)).isEqualTo(100);
    assertThatThrownBy(() -> numbers.restore("d", 8))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another order");
    assertThatThrownBy(() -> numbers.restore("a", 9))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected the 7");
  }

  @Test
  void aRestartWithTheCounterGoneBackUsesNoNumberTwice() throws Exception {
    Set<String> asked = new HashSet<>();
    for (int round = 0; round < 200; round++) {
      counter = 1000 - round;
      VenueConnector connector = connector();
      connector.start();
      losesAnswers = round % 5 == 0;
      String id = "order-" + round;
      asked.add(id);
      desk.ask(id);
      for (int i = 0; i < 200; i++) {
        desk.gate.confirm(desk.clock.nanoTime());
        connector.step(Duration.ZERO);
        desk.clock.advance(Duration.ofMillis(100));
      }
      assertThat(desk.types(id)).endsWith(Type.ACCEPTED);
    }
    assertThat(used).hasSize(200).doesNotHaveDuplicates();
    assertThat(restored.keySet()).isSubsetOf(asked).hasSize(199);
    assertThat(desk.log.entries().stream().filter(e -> e.orderNumber() != null)).hasSize(200);
  }

  private VenueConnector connector() {
    desk.gate = new KillGate(TestingDesk.ACCOUNT, Duration.ofMillis(100), desk.clock::nanoTime);
    return new VenueConnector(
        TestingDesk.ACCOUNT,
        "testing",
        desk.log.journal(),
        desk.log.outbox(),
        desk.gate,
        Numbered::new,
        TestingDesk.SETTINGS,
        desk.clock,
        desk.clock::nanoTime);
  }

  /** A venue that knows orders by our numbers and counts from wherever it likes. */
  private final class Numbered implements NumberedVenue {
    @Override
    public String name() {
      return "testing";
    }

    @Override
    public long nextOrderNumber() {
      return counter;
    }

    @Override
    public void restore(Map<String, Long> numbers) {
      restored.clear();
      restored.putAll(numbers);
    }

    @Override
    public ExecutionReport place(Order order, long number) throws VenueException {
      used.add(number);
      owners.put(number, order.id());
      if (losesAnswers) {
        losesAnswers = false;
        throw new VenueException("connection lost", true, null);
      }
      return accepted(order.id(), number);
    }

    private ExecutionReport accepted(String id, long number) {
      return new ExecutionReport(
          "answer-" + number,
          TestingDesk.ACCOUNT,
          "testing",
          Type.ACCEPTED,
          id,
          Long.toString(number),
          null,
          null,
          null,
          null,
          null,
          desk.clock.instant(),
          null,
          0,
          true);
    }

    @Override
    public ExecutionReport place(Order order) {
      throw new AssertionError("an order without a number");
    }

    @Override
    public ExecutionReport cancel(Order order) {
      throw new AssertionError("nobody cancels");
    }

    @Override
    public Optional<ExecutionReport> order(String clientOrderId) {
      return owners.entrySet().stream()
          .filter(owner -> owner.getValue().equals(clientOrderId))
          .findFirst()
          .map(owner -> accepted(clientOrderId, owner.getKey()));
    }

    @Override
    public List<String> openOrders() {
      return List.copyOf(owners.values());
    }

    @Override
    public Events since(String cursor, Duration wait) {
      return new Events(List.of(), "0");
    }

    @Override
    public Positions positions() {
      return new Positions(Map.of(), "0");
    }

    @Override
    public void close() {}
  }
}
