package dev.sluice.domain.trading;

import dev.sluice.domain.trading.ExecutionReport.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A venue in memory that does what a test says, and keeps what really happened. */
final class ScriptedVenue {
  /** An order as the venue has it. */
  static final class Book {
    final Order order;
    BigDecimal filled = BigDecimal.ZERO;
    boolean open = true;

    Book(Order order) {
      this.order = order;
    }

    BigDecimal remaining() {
      return order.quantity().subtract(filled);
    }
  }

  final Map<String, Book> orders = new LinkedHashMap<>();
  final Map<String, BigDecimal> positions = new TreeMap<>();
  BigDecimal cash = BigDecimal.ZERO;

  /** What was said and not delivered yet. */
  final List<ExecutionReport> outbox = new ArrayList<>();

  private final Set<String> requests = new HashSet<>();
  private int executions;

  /** Takes a request; one that it has had says that something was sent twice. */
  void take(VenueRequest request) {
    if (!requests.add(request.id())) {
      throw new AssertionError("request twice: " + request);
    }
    Order order = request.order();
    Book book = orders.get(order.id());
    if (request.kind() == VenueRequest.Kind.NEW) {
      if (book != null) {
        throw new AssertionError("order twice: " + order);
      }
      orders.put(order.id(), new Book(order));
      say(Type.ACCEPTED, order, BigDecimal.ZERO);
    } else if (book == null || !book.open) {
      say(Type.CANCEL_REJECTED, order, book == null ? BigDecimal.ZERO : book.filled);
    } else {
      end(book, Type.CANCELLED);
    }
  }

  void end(Book book, Type type) {
    book.open = false;
    say(type, book.order, book.filled);
  }

  /** Fills an order, and calls off the others of its group. */
  void fill(Book book, BigDecimal quantity, BigDecimal price) {
    book.filled = book.filled.add(quantity);
    book.open = book.remaining().signum() > 0;
    BigDecimal signed = book.order.side() == Side.BUY ? quantity : quantity.negate();
    positions.merge(book.order.symbol(), signed, BigDecimal::add);
    cash = cash.subtract(signed.multiply(price)).subtract(BigDecimal.ONE);
    outbox.add(trade("exec-" + ++executions, book.order, quantity, price));
    for (Book other : orders.values()) {
      boolean group =
          book.order.ocoGroup() != null && book.order.ocoGroup().equals(other.order.ocoGroup());
      if (other != book && other.open && group) {
        end(other, Type.CANCELLED);
      }
    }
  }

  private void say(Type type, Order order, BigDecimal filled) {
    outbox.add(report(type + "-" + order.id() + "-" + outbox.size(), type, order, filled));
  }

  static ExecutionReport trade(String id, Order order, BigDecimal quantity, BigDecimal price) {
    return new ExecutionReport(
        id,
        order.account(),
        "REMOTE",
        Type.TRADE,
        order.id(),
        "v-" + order.id(),
        quantity,
        price,
        null,
        BigDecimal.ONE,
        null,
        Instant.EPOCH,
        null,
        0,
        true);
  }

  static ExecutionReport report(String id, Type type, Order order, BigDecimal filled) {
    return new ExecutionReport(
        id,
        order.account(),
        "REMOTE",
        type,
        order.id(),
        null,
        null,
        null,
        filled,
        null,
        "the venue says " + type,
        Instant.EPOCH,
        null,
        0,
        true);
  }
}
