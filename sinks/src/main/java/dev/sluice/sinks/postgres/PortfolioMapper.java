package dev.sluice.sinks.postgres;

import dev.sluice.domain.Ids;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.domain.trading.Position;
import dev.sluice.wire.JsonCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * portfolio: the snapshot itself, the account as of it, and the positions that it lists as open.
 * What it no longer lists is closed afterwards, see {@link RecordsDatabase}.
 */
final class PortfolioMapper implements RecordMapper<PortfolioSnapshot> {
  @Override
  public JsonCodec<PortfolioSnapshot> codec() {
    return JsonCodec.PORTFOLIO;
  }

  @Override
  public List<Row> rows(PortfolioSnapshot value) {

    List<Position> positions = value.positions() == null ? List.of() : value.positions();
    List<Row> rows = new ArrayList<>();
    rows.add(snapshot(value, positions));
    rows.add(account(value));
    positions.forEach(position -> rows.add(position(value, position)));
    return rows;
  }

  private static Row snapshot(PortfolioSnapshot value, List<Position> positions) {
    return Row.of(
        Table.PORTFOLIO_SNAPSHOTS,
        value.id(),
        value.account(),
        value.eventTime(),
        value.sessionDate(),
        value.cash(),
        value.equity(),
        value.dayPnl(),
        value.realizedPnl(),
        value.unrealizedPnl(),
        value.commissions(),
        value.peakEquity(),
        value.drawdown(),
        value.maxDrawdown(),
        value.state(),
        value.reason(),
        Values.json(positions),
        value.workingOrders(),
        value.simulated(),
        value.version());
  }

  private static Row account(PortfolioSnapshot value) {
    return Row.of(
        Table.ACCOUNTS,
        Ids.of("account", Values.required("account", value.account())),
        value.account(),
        value.cash(),
        value.equity(),
        value.dayPnl(),
        value.realizedPnl(),
        value.unrealizedPnl(),
        value.commissions(),
        value.peakEquity(),
        value.drawdown(),
        value.maxDrawdown(),
        value.state(),
        value.reason(),
        value.eventTime(),
        value.simulated(),
        value.version());
  }

  private static Row position(PortfolioSnapshot snapshot, Position value) {
    String symbol = Values.required("positions.symbol", value.symbol());
    return Row.of(
        Table.POSITIONS,
        Ids.of("position", snapshot.account(), symbol),
        snapshot.account(),
        symbol,
        value.quantity(),
        value.averagePrice(),
        value.realizedPnl(),
        value.marketPrice(),
        value.unrealizedPnl(),
        value.updatedAt(),
        value.simulated(),
        snapshot.version());
  }
}
