package dev.sluice.domain.trading;

import dev.sluice.domain.trading.venue.VenueModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives what the market shows to a book's working orders, in the order and by the rules of {@link
 * Matching}, but for what only an account can know: it neither stops at flat nor asks for cash.
 */
final class BookMatching {
  private static final Comparator<BookOrder> STOPS_FIRST =
      Comparator.comparingInt(o -> o.order.role.reduces() && o.order.type.stops() ? 0 : 1);

  private final PaperBook book;
  private final ExecutionCosts costs;
  private final VenueModel model;
  private final PaperVenue venue;

  BookMatching(PaperBook book, ExecutionCosts costs, PaperVenue venue) {
    this.book = book;
    this.costs = costs;
    this.model = costs.model();
    this.venue = venue;
  }

  /** A quote, or a print or a point of a bar's path that stands for one. */
  void take(String symbol, Mark quote) {
    Mark seen = costs.traded(quote);
    Liquidity liquidity = liquidity(seen);
    for (BookOrder entry : working(symbol)) {
      if (meets(entry, quote) && entry.order.continuous(book.sessionOpen)) {
        offer(entry, seen, liquidity);
      }
    }
  }

  /** A trade print of a symbol that has quotes: it moves queues. */
  void print(String symbol, Mark print) {
    Liquidity liquidity = liquidity(print);
    for (BookOrder entry : working(symbol)) {
      if (meets(entry, print) && entry.order.resting) {
        offer(entry, print, liquidity);
      }
    }
  }

  /** Lets an order that was accepted just now meet the quote of the same event time. */
  void standing(BookOrder entry, Mark quote) {
    WorkingOrder order = entry.order;
    if (quote != null
        && quote.time() == book.now
        && order.activeAt == book.now
        && order.parentId == null
        && order.continuous(book.sessionOpen)) {
      Mark seen = costs.traded(quote);
      offer(entry, seen, liquidity(seen));
    }
  }

  /** The close of the session, at the last quotes in it. */
  void close() {
    Map<String, Liquidity> atClose = new HashMap<>();
    for (BookOrder entry : List.copyOf(book.working)) {
      WorkingOrder order = entry.order;
      Mark last = book.marks.get(order.symbol);
      if (order.type == OrderType.MARKET_ON_CLOSE
          && !order.status.terminal()
          && order.activeAt <= book.now
          && last != null
          && last.time() >= book.sessionOpen) {
        Mark seen = costs.traded(last);
        offer(entry, seen, atClose.computeIfAbsent(order.symbol, s -> liquidity(seen)));
      }
    }
  }

  private static boolean meets(BookOrder entry, Mark quote) {
    return !entry.order.status.terminal() && entry.order.activeAt < quote.time();
  }

  private Liquidity liquidity(Mark seen) {
    return new Liquidity(seen, model.volumeLimit());
  }

  private List<BookOrder> working(String symbol) {
    List<BookOrder> orders = new ArrayList<>();
    for (BookOrder entry : book.working) {
      if (entry.order.symbol.equals(symbol)) {
        orders.add(entry);
      }
    }
    orders.sort(STOPS_FIRST);
    return orders;
  }

  private void offer(BookOrder entry, Mark quote, Liquidity liquidity) {
    WorkingOrder order = entry.order;
    PaperVenue.follow(order, quote);
    if (order.type.stops() && !order.triggered) {
      return;
    }
    Optional<PaperVenue.Match> match = venue.match(order, quote, order.open(), liquidity);
    if (match.isPresent()) {
      liquidity.take(order.side, match.get().quantity());
      book.fill(entry, match.get(), quote.simulated());
      updateGroup(entry, match.get());
    }
    if (!order.status.terminal()) {
      endOfFirstQuote(entry);
    }
  }

  private void endOfFirstQuote(BookOrder entry) {
    WorkingOrder order = entry.order;
    if (order.timeInForce.immediate()) {
      book.end(entry, OrderStatus.CANCELLED, order.timeInForce + ": the rest is cancelled");
    } else if (order.type == OrderType.MARKET_ON_OPEN) {
      book.end(entry, OrderStatus.EXPIRED, "the opening is over");
    } else if (order.type == OrderType.MARKET_ON_CLOSE) {
      book.end(entry, OrderStatus.EXPIRED, "the session closed");
    }
  }

  /** What an order has filled the others of its group may not. */
  private void updateGroup(BookOrder entry, PaperVenue.Match match) {
    if (entry.order.ocoGroup == null) {
      return;
    }
    boolean all = entry.order.open().signum() <= 0;
    for (BookOrder other : List.copyOf(book.working)) {
      if (other != entry && entry.sameGroup(other)) {
        other.order.filledByOthers = other.order.filledByOthers.add(match.quantity());
        if (all || other.order.open().signum() <= 0) {
          book.end(other, OrderStatus.CANCELLED, "one cancels the other: " + entry.order.id);
        }
      }
    }
    if (all && !entry.order.status.terminal()) {
      book.end(entry, OrderStatus.CANCELLED, "others of its group have filled the rest");
    }
  }
}
