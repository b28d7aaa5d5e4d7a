package dev.sluice.domain.trading;

import static dev.sluice.domain.trading.Desk.at;

import dev.sluice.domain.risk.RiskLimits;
import dev.sluice.domain.trading.ExecutionReport.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An account at a venue outside the job, and what that venue says. */
abstract class RemoteAccountFixture {
  static final BigDecimal TEN = BigDecimal.TEN;
  static final BigDecimal PRICE = new BigDecimal("101");

  final Desk desk = new Desk(Desk.config("10000", RiskLimits.DEFAULT, Desk.FREE).at("REMOTE"));
  Instant clock = at(1, "15:00:00");

  Instant next() {
    clock = clock.plusMillis(1);
    return clock;
  }

  List<VenueRequest> requests() {
    return desk.events.stream()
        .filter(AccountEvent.VenueRequested.class::isInstance)
        .map(e -> ((AccountEvent.VenueRequested) e).request())
        .toList();
  }

  VenueRequest last() {
    return requests().get(requests().size() - 1);
  }

  RemoteAccountFixture enter() {
    desk.quote(next(), 100, 100).buy(next(), "90", "120");
    return this;
  }

  void say(ExecutionReport report) {
    desk.events.addAll(desk.machine.apply(desk.state, report.at(next(), 1)));
  }

  void say(Type type, Order order, String filled) {
    say(ScriptedVenue.report(type + order.id(), type, order, new BigDecimal(filled)));
  }

  void trade(String id, Order order, int quantity) {
    say(ScriptedVenue.trade(id, order, BigDecimal.valueOf(quantity), PRICE));
  }

  Order entry() {
    return desk.order(OrderRole.ENTRY);
  }

  void positions(Map<String, BigDecimal> quantities) {
    PositionReport report =
        new PositionReport("p" + clock, "paper", "REMOTE", quantities, Instant.EPOCH, next(), 1);
    desk.events.addAll(desk.machine.apply(desk.state, report));
  }
}
