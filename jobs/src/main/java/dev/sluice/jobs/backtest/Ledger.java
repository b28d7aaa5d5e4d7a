package dev.sluice.jobs.backtest;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.trading.DecisionHash;
import dev.sluice.domain.trading.Fill;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.OrderStatus;
import dev.sluice.domain.trading.PortfolioSnapshot;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that a backtest has decided. Filled by the job's sinks, which may run in several threads. */
final class Ledger {
  private final DecisionHash hash = new DecisionHash();
  private final Map<String, Order> orders = new LinkedHashMap<>();
  private final List<Order> changes = new ArrayList<>();
  private final Map<String, Fill> fills = new LinkedHashMap<>();
  private final Map<LocalDate, PortfolioSnapshot> days = new TreeMap<>();
  private final List<Tick> splits = new ArrayList<>();
  private final List<DeadLetter> refused = new ArrayList<>();
  private PortfolioSnapshot last;

  synchronized void add(Signal signal) {
    hash.add(signal);
  }

  synchronized void add(Order order) {
    hash.add(order);
    changes.add(order);
    orders.merge(order.id(), order, (a, b) -> a.version() >= b.version() ? a : b);
  }

  synchronized void add(Fill fill) {
    hash.add(fill);
    fills.put(fill.id(), fill);
  }

  /** The last snapshot of a day stands for it. */
  synchronized void add(PortfolioSnapshot snapshot) {
    last = snapshot;
    days.merge(snapshot.sessionDate(), snapshot, (a, b) -> a.version() >= b.version() ? a : b);
  }

  synchronized void addSplit(Tick split) {
    splits.add(split);
  }

  synchronized void add(DeadLetter letter) {
    refused.add(letter);
  }

  /** Orders in their latest state, in the order in which they were made. */
  synchronized Collection<Order> orders() {
    return List.copyOf(orders.values());
  }

  /** Orders in each of their states, as they came: a run that fails is not gone on with. */
  synchronized List<Order> changes() {
    return List.copyOf(changes);
  }

  /** Orders that were denied. */
  synchronized long denials() {
    return orders.values().stream().filter(o -> o.status() == OrderStatus.DENIED).count();
  }

  /** In the order in which they happened. */
  synchronized List<Fill> fills() {
    return List.copyOf(fills.values());
  }

  /** In the order of time. */
  synchronized List<Tick> splits() {
    return splits.stream().sorted(Comparator.comparingLong(Tick::eventTime)).toList();
  }

  /** The last snapshot of each session, by date. */
  synchronized List<PortfolioSnapshot> days() {
    return List.copyOf(days.values());
  }

  /**
   * What was refused on the way: rows that cannot be read, bars that contradict themselves, bars
   * that the strategy failed on.
   */
  synchronized List<DeadLetter> refused() {
    return List.copyOf(refused);
  }

  /** The newest snapshot; null before the first. */
  synchronized PortfolioSnapshot last() {
    return last;
  }

  /** See {@link DecisionHash}. */
  synchronized String decisionsSha256() {
    return hash.hex();
  }
}
