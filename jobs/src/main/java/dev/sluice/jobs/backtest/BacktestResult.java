package dev.sluice.jobs.backtest;

import dev.sluice.connectors.feed.FeedEvent;
import dev.sluice.connectors.feed.FeedSlice;
import dev.sluice.connectors.feed.FeedSource;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.performance.ClosedTrade;
import dev.sluice.domain.performance.DailySeries;
import dev.sluice.domain.performance.PerformanceInput;
import dev.sluice.domain.performance.PerformanceMetrics;
import dev.sluice.domain.performance.RoundTrips;
import dev.sluice.domain.trading.Fill;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.domain.trading.Position;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What came of a backtest.
 *
 * @param bars bars or ticks that were read
 * @param orders in their latest state, denied ones too
 * @param orderChanges orders in each of their states, in the order in which they came about
 * @param denials how many of them were denied
 * @param fills in the order in which they happened
 * @param days the account at the end of each session
 * @param finalEquity cash and positions at their last marks
 * @param finalCash in the account's currency, not rounded
 * @param metrics of the daily equity
 * @param trades that are over
 * @param refused rows that were refused
 * @param decisionsSha256 see {@link dev.sluice.domain.trading.DecisionHash}
 * @param seconds that the job took
 */
public record BacktestResult(
    long bars,
    List<Order> orders,
    List<Order> orderChanges,
    long denials,
    List<Fill> fills,
    List<PortfolioSnapshot> days,
    BigDecimal finalEquity,
    BigDecimal finalCash,
    PerformanceMetrics metrics,
    List<ClosedTrade> trades,
    List<DeadLetter> refused,
    String decisionsSha256,
    double seconds) {

  static BacktestResult of(BacktestPlan plan, Ledger ledger, double seconds) {
    List<PortfolioSnapshot> days = within(plan.feeds(), ledger.days());
    List<Fill> fills = ledger.fills();
    List<ClosedTrade> trades = trades(fills, ledger.splits());
    BigDecimal start = plan.account().initialCash();
    PortfolioSnapshot last = days.isEmpty() ? null : days.get(days.size() - 1);
    return new BacktestResult(
        count(plan.feeds()),
        List.copyOf(ledger.orders()),
        ledger.changes(),
        ledger.denials(),
        fills,
        days,
        last == null ? start : last.equity(),
        last == null ? start : last.cash(),
        metrics(start, days, fills, trades),
        trades,
        ledger.refused(),
        ledger.decisionsSha256(),
        seconds);
  }

  /**
   * Without sessions behind the data: an order that works at the end expires in one that nobody
   * knows anything of.
   */
  private static List<PortfolioSnapshot> within(
      List<FeedSource> feeds, List<PortfolioSnapshot> days) {
    LocalDate last = LocalDate.MIN;
    for (FeedSource feed : feeds) {
      for (Iterator<FeedSlice> slices = feed.slices(null); slices.hasNext(); ) {
        LocalDate date = slices.next().session().date();
        last = date.isAfter(last) ? date : last;
      }
    }
    LocalDate end = last;
    return days.stream().filter(day -> !day.sessionDate().isAfter(end)).toList();
  }

  private static long count(List<FeedSource> feeds) {
    long count = 0;
    for (FeedSource feed : feeds) {
      for (Iterator<FeedSlice> slices = feed.slices(null); slices.hasNext(); ) {
        for (FeedEvent event : slices.next().events()) {
          count += event instanceof FeedEvent.OfAction ? 0 : 1;
        }
      }
    }
    return count;
  }

  private static List<ClosedTrade> trades(List<Fill> fills, List<Tick> splits) {
    RoundTrips trips = new RoundTrips();
    int next = 0;
    for (Fill fill : fills) {
      while (next < splits.size()
          && splits.get(next).eventTime() < fill.eventTime().toEpochMilli()) {
        Tick split = splits.get(next++);
        trips.split(split.symbol(), BigDecimal.valueOf(split.price()));
      }
      trips.fill(fill);
    }
    return trips.closed();
  }

  private static PerformanceMetrics metrics(
      BigDecimal start, List<PortfolioSnapshot> days, List<Fill> fills, List<ClosedTrade> trades) {
    double[] equity = new double[days.size() + 1];
    equity[0] = start.doubleValue();
    List<Double> exposures = new ArrayList<>();
    for (int i = 0; i < days.size(); i++) {
      equity[i + 1] = days.get(i).equity().doubleValue();
      exposures.add(exposure(days.get(i)));
    }
    double traded =
        fills.stream().mapToDouble(f -> f.quantity().multiply(f.price()).doubleValue()).sum();
    return PerformanceMetrics.of(
        PerformanceInput.of(DailySeries.ofEquity(equity))
            .withTrades(trades)
            .withExposures(exposures)
            .withTradedNotional(traded));
  }

  /** Value of all positions, whatever their side, as a part of equity. */
  private static double exposure(PortfolioSnapshot day) {
    double gross = 0;
    for (Position position : day.positions()) {
      if (position.marketPrice() != null) {
        gross += position.quantity().multiply(position.marketPrice()).abs().doubleValue();
      }
    }
    return gross / day.equity().doubleValue();
  }

  /** Dates of {@link #days()}. */
  public List<LocalDate> dates() {
    return days.stream().map(PortfolioSnapshot::sessionDate).toList();
  }
}
