package dev.sluice.domain.trading;

import dev.sluice.domain.risk.BucketLimits;
import dev.sluice.domain.risk.RiskLimit;
import dev.sluice.domain.risk.RiskLimits;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an account keeps for its limits: those that a control has changed, when orders were made,
 * and what there is to know of symbols and buckets. Bounded by the universe, the buckets and the
 * orders of the longest window.
 */
final class RiskMemory {
  /** Of a control's value: back to what the account is configured with. */
  static final String CONFIGURED = "default";

  /** In force in place of the configured ones, by name. */
  final TreeMap<String, String> changed = new TreeMap<>();

  /** Epoch milliseconds at which orders were made, with how many there were by then. */
  private final TreeMap<Long, Long> orders = new TreeMap<>();

  /** How many there were by the time of the last that is not in {@link #orders} any more. */
  private long earlierOrders;

  final TreeMap<String, SymbolMemory> symbols = new TreeMap<>();
  final TreeMap<String, BucketMemory> buckets = new TreeMap<>();

  /** Derived from {@link #changed}, so not written; null where it has to be derived again. */
  private RiskLimits inForce;

  private RiskLimits inForceOn;

  SymbolMemory symbol(String symbol) {
    return symbols.computeIfAbsent(symbol, s -> new SymbolMemory());
  }

  BucketMemory bucket(String name) {
    return buckets.computeIfAbsent(name, b -> new BucketMemory());
  }

  /** What a bucket has made, to be looked at only: one that has made nothing is not remembered. */
  BucketMemory seen(BucketConfig bucket) {
    BucketMemory memory = buckets.get(bucket.name());
    return memory == null ? new BucketMemory() : memory;
  }

  void orderMade(long now) {
    orders.put(now, ordersMade() + 1);
    long remembered = now - RiskLimit.LONGEST_WINDOW.toMillis();
    while (orders.firstKey() <= remembered) {
      earlierOrders = orders.pollFirstEntry().getValue();
    }
  }

  /** Orders made after a time that is no further back than the longest window. */
  int ordersAfter(long time) {
    Map.Entry<Long, Long> before = orders.floorEntry(time);
    return Math.toIntExact(ordersMade() - (before == null ? earlierOrders : before.getValue()));
  }

  private long ordersMade() {
    return orders.isEmpty() ? earlierOrders : orders.lastEntry().getValue();
  }

  /** The limits in force. */
  RiskLimits limits(AccountConfig config) {
    if (inForce == null || inForceOn != config.limits()) {
      inForceOn = config.limits();
      inForce = inForceOn;
      for (Map.Entry<String, String> entry : changed.entrySet()) {
        if (LimitName.of(entry.getKey()).bucket() == null) {
          inForce = inForce.with(RiskLimit.of(entry.getKey()), entry.getValue());
        }
      }
    }
    return inForce;
  }

  /** The limits in force of a bucket. */
  BucketLimits limits(BucketConfig bucket) {
    BucketLimits limits = bucket.limits();
    for (Map.Entry<String, String> entry : changed.entrySet()) {
      LimitName name = LimitName.of(entry.getKey());
      if (bucket.name().equals(name.bucket())) {
        limits = limits.with(name.field(), entry.getValue());
      }
    }
    return limits;
  }

  /**
   * Changes a limit.
   *
   * @throws IllegalArgumentException naming what is wrong; then nothing has changed
   */
  void change(AccountConfig config, String limit, String value) {
    LimitName name = LimitName.checked(limit, value);
    if (PatternSetting.names(limit)) {
      // Whoever looks for patterns keeps their thresholds; the account has audited the change.
      return;
    }
    if (name.bucket() != null
        && config.buckets().stream().noneMatch(bucket -> bucket.name().equals(name.bucket()))) {
      throw new IllegalArgumentException(
          "limit: was '"
              + limit
              + "', expected a bucket of "
              + config.buckets().stream().map(BucketConfig::name).toList());
    }
    String before = value.equals(CONFIGURED) ? changed.remove(limit) : changed.put(limit, value);
    inForce = null;
    try {
      List<BigDecimal> shares = new ArrayList<>();
      config.buckets().forEach(bucket -> shares.add(limits(bucket).share()));
      AccountConfig.checkShares(shares);
    } catch (IllegalArgumentException e) {
      if (before == null) {
        changed.remove(limit);
      } else {
        changed.put(limit, before);
      }
      throw e;
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(changed.size());
    for (Map.Entry<String, String> entry : changed.entrySet()) {
      StateIo.writeString(out, entry.getKey());
      StateIo.writeString(out, entry.getValue());
    }
    out.writeInt(orders.size());
    for (Map.Entry<Long, Long> entry : orders.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeLong(entry.getValue());
    }
    out.writeLong(earlierOrders);
    out.writeInt(symbols.size());
    for (Map.Entry<String, SymbolMemory> entry : symbols.entrySet()) {
      StateIo.writeString(out, entry.getKey());
      entry.getValue().write(out);
    }
    out.writeInt(buckets.size());
    for (Map.Entry<String, BucketMemory> entry : buckets.entrySet()) {
      StateIo.writeString(out, entry.getKey());
      entry.getValue().write(out);
    }
  }

  void read(DataInput in) throws IOException {
    for (int n = in.readInt(); n > 0; n--) {
      changed.put(StateIo.readString(in), StateIo.readString(in));
    }
    for (int n = in.readInt(); n > 0; n--) {
      orders.put(in.readLong(), in.readLong());
    }
    earlierOrders = in.readLong();
    for (int n = in.readInt(); n > 0; n--) {
      symbols.put(StateIo.readString(in), SymbolMemory.read(in));
    }
    for (int n = in.readInt(); n > 0; n--) {
      buckets.put(StateIo.readString(in), BucketMemory.read(in));
    }
  }
}
