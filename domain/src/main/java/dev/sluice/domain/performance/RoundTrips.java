package dev.sluice.domain.performance;

import dev.sluice.domain.trading.Fill;
import dev.sluice.domain.trading.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes trades of fills: one from the fill that opens a position to the one that leaves nothing of
 * it, whatever was added and taken off meanwhile. A fill that goes past flat ends one trade and
 * begins the next; its commission is shared out by quantity. A position that is still open is no
 * trade. Mutable; fills and splits come in the order in which they happened.
 *
 * <p>Quantity and entry price are on the scale of the last fill that added to the position, the
 * exit price on that of the exit: a split changes neither what was paid nor what was received.
 */
public final class RoundTrips {
  /** Decimals of an average price and of a shared commission. */
  private static final int SCALE = 10;

  private final Map<String, Trip> open = new TreeMap<>();
  private final List<ClosedTrade> closed = new ArrayList<>();

  private static final class Trip {
    private final Fill first;
    private BigDecimal held = BigDecimal.ZERO;
    private BigDecimal entered = BigDecimal.ZERO;
    private BigDecimal entryNotional = BigDecimal.ZERO;
    private BigDecimal exited = BigDecimal.ZERO;
    private BigDecimal exitNotional = BigDecimal.ZERO;
    private BigDecimal commission = BigDecimal.ZERO;

    /** New shares for an old one since the last fill that added to the position. */
    private BigDecimal splits = BigDecimal.ONE;

    Trip(Fill first) {
      this.first = first;
    }

    void add(BigDecimal quantity, BigDecimal price, BigDecimal cost) {
      entered = entered.multiply(splits).add(quantity);
      splits = BigDecimal.ONE;
      held = held.add(quantity);
      entryNotional = entryNotional.add(quantity.multiply(price));
      commission = commission.add(cost);
    }

    void takeOff(BigDecimal quantity, BigDecimal price, BigDecimal cost) {
      held = held.subtract(quantity);
      exited = exited.add(quantity);
      exitNotional = exitNotional.add(quantity.multiply(price));
      commission = commission.add(cost);
    }

    void split(BigDecimal factor) {
      held = held.multiply(factor);
      exited = exited.multiply(factor);
      splits = splits.multiply(factor);
    }

    ClosedTrade close(Fill last) {
      boolean wasLong = first.side() == Side.BUY;
      BigDecimal gained =
          wasLong ? exitNotional.subtract(entryNotional) : entryNotional.subtract(exitNotional);
      return new ClosedTrade(
          first.symbol(),
          first.eventTime(),
          last.eventTime(),
          first.side(),
          plain(entered),
          average(entryNotional, entered),
          average(exitNotional, exited),
          plain(commission),
          plain(gained.subtract(commission)));
    }
  }

  /**
   * Takes a split of a symbol.
   *
   * @param factor new shares for an old one, above 0
   */
  public void split(String symbol, BigDecimal factor) {
    Trip trip = open.get(symbol);
    if (trip != null) {
      trip.split(factor);
    }
  }

  /** Takes a fill. */
  public void fill(Fill fill) {
    Trip trip = open.computeIfAbsent(fill.symbol(), symbol -> new Trip(fill));
    if (trip.first.side() == fill.side()) {
      trip.add(fill.quantity(), fill.price(), fill.commission());
      return;
    }
    BigDecimal closing = fill.quantity().min(trip.held);
    BigDecimal opening = fill.quantity().subtract(closing);
    BigDecimal share =
        opening.signum() == 0
            ? fill.commission()
            : fill.commission()
                .multiply(closing)
                .divide(fill.quantity(), SCALE, RoundingMode.HALF_EVEN);
    trip.takeOff(closing, fill.price(), share);
    if (trip.held.signum() > 0) {
      return;
    }
    open.remove(fill.symbol());
    closed.add(trip.close(fill));
    if (opening.signum() > 0) {
      Trip next = new Trip(fill);
      next.add(opening, fill.price(), fill.commission().subtract(share));
      open.put(fill.symbol(), next);
    }
  }

  /** The trades that are over, in the order in which they ended. */
  public List<ClosedTrade> closed() {
    return List.copyOf(closed);
  }

  private static BigDecimal average(BigDecimal notional, BigDecimal quantity) {
    return plain(notional.divide(quantity, SCALE, RoundingMode.HALF_EVEN));
  }

  private static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
