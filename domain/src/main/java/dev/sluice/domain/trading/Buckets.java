package dev.sluice.domain.trading;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the buckets of an account hold and have made. */
final class Buckets {
  private Buckets() {}

  /**
   * The bucket of what is held or at work of a symbol: that of its last entry, or the first that
   * takes the symbol where that one is not configured any more; empty for none.
   */
  static Optional<BucketConfig> of(AccountState state, AccountConfig config, String symbol) {
    SymbolMemory memory = state.risk.symbols.get(symbol);
    String name = memory == null ? null : memory.bucket;
    return config.buckets().stream()
        .filter(bucket -> bucket.name().equals(name))
        .findFirst()
        .or(() -> config.buckets().stream().filter(b -> b.takes(symbol)).findFirst());
  }

  /** Books what a fill has realised, commission taken off. */
  static void booked(AccountState state, AccountConfig config, String symbol, BigDecimal pnl) {
    of(state, config, symbol)
        .ifPresent(
            bucket -> {
              BucketMemory memory = state.risk.bucket(bucket.name());
              memory.realized = memory.realized.add(pnl);
            });
  }

  /** The day's figures are measured from here. */
  static void beginDay(AccountState state, AccountConfig config) {
    for (BucketConfig bucket : config.buckets()) {
      state.risk.bucket(bucket.name()).dayStart = pnl(state, config, bucket);
    }
  }

  /** Realised and unrealised since the day's start, commissions taken off. */
  static BigDecimal dayPnl(AccountState state, AccountConfig config, BucketConfig bucket) {
    return pnl(state, config, bucket).subtract(state.risk.seen(bucket).dayStart);
  }

  private static BigDecimal pnl(AccountState state, AccountConfig config, BucketConfig bucket) {
    BigDecimal pnl = state.risk.seen(bucket).realized;
    for (Map.Entry<String, Holding> entry : state.holdings.entrySet()) {
      Mark mark = state.marks.get(entry.getKey());
      if (mark != null && !entry.getValue().flat() && isOf(state, config, entry.getKey(), bucket)) {
        pnl = pnl.add(entry.getValue().unrealizedPnl(mark.mid()));
      }
    }
    return pnl;
  }

  static List<BucketFigures> figures(AccountState state, AccountConfig config) {
    return config.buckets().stream()
        .map(
            bucket ->
                new BucketFigures(
                    bucket.name(),
                    state.risk.limits(bucket),
                    state.equity().multiply(state.risk.limits(bucket).share()),
                    exposure(state, config, bucket),
                    dayPnl(state, config, bucket)))
        .toList();
  }

  /** Absolute values of what the bucket holds and has at work to be entered. */
  static BigDecimal exposure(AccountState state, AccountConfig config, BucketConfig bucket) {
    return Exposure.gross(state, symbol -> isOf(state, config, symbol, bucket));
  }

  /** True where what is held or at work of a symbol belongs to the bucket. */
  static boolean isOf(
      AccountState state, AccountConfig config, String symbol, BucketConfig bucket) {
    return of(state, config, symbol).filter(bucket::equals).isPresent();
  }
}
