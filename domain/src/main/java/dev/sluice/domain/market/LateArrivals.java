package dev.sluice.domain.market;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;

/**
 * What came late for a symbol and waits for event time, in the order of the clocks that it came
 * with. Trades and given bars are of two partitions, in each of which the clock only rises; of the
 * same clock a given bar goes first, since it stands for trades and not they for it. Mutable.
 */
final class LateArrivals {
  private final ArrayDeque<LateArrival> trades;
  private final ArrayDeque<LateArrival> bars;

  LateArrivals() {
    this(new ArrayDeque<>(2), new ArrayDeque<>(2));
  }

  private LateArrivals(ArrayDeque<LateArrival> trades, ArrayDeque<LateArrival> bars) {
    this.trades = trades;
    this.bars = bars;
  }

  void add(LateArrival one) {
    (one.trade() != null ? trades : bars).add(one);
  }

  /** The clock of the next one; {@link Long#MAX_VALUE} where there is none. */
  long next() {
    return Math.min(clock(trades), clock(bars));
  }

  private static long clock(ArrayDeque<LateArrival> of) {
    return of.isEmpty() ? Long.MAX_VALUE : of.peek().clock();
  }

  /** Takes the next one out; there is one. */
  LateArrival poll() {
    return (clock(bars) <= clock(trades) ? bars : trades).remove();
  }

  boolean isEmpty() {
    return trades.isEmpty() && bars.isEmpty();
  }

  LateArrivals copy() {
    return new LateArrivals(trades.clone(), bars.clone());
  }

  void write(DataOutput out) throws IOException {
    write(trades, out);
    write(bars, out);
  }

  private static void write(ArrayDeque<LateArrival> all, DataOutput out) throws IOException {
    out.writeInt(all.size());
    for (LateArrival one : all) {
      one.write(out);
    }
  }

  static LateArrivals read(String symbol, DataInput in) throws IOException {
    LateArrivals late = new LateArrivals();
    for (int left = in.readInt(); left > 0; left--) {
      late.add(LateArrival.readTrade(symbol, in));
    }
    for (int left = in.readInt(); left > 0; left--) {
      late.add(LateArrival.readBar(symbol, in));
    }
    return late;
  }
}
