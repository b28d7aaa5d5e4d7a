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
 * orders of one window.
 */
final class RiskMemory {
  /** Of a control's value: back to what the account is configured with. */
  static final String CONFIGURED = "default";

  /** In force in place of the configured ones, by name. */
  final TreeMap<String, String> changed = new TreeMap<>();

  /** Orders made, by epoch milliseconds. */
  final TreeMap<Long, Integer> orders = new TreeMap<>();

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

  void orderMade(long now) {
    orders.merge(now, 1, Integer::sum);
  }

  /** Orders made after a time; earlier ones are forgotten. */
  int ordersAfter(long time) {
    orders.headMap(time, true).clear();
    int count = 0;
    for (int made : orders.values()) {
      count += made;
    }
    return count;
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
    for (Map.Entry<Long, Integer> entry : orders.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeInt(entry.getValue());
    }
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
      orders.put(in.readLong(), in.readInt());
    }
    for (int n = in.readInt(); n > 0; n--) {
      symbols.put(StateIo.readString(in), SymbolMemory.read(in));
    }
    for (int n = in.readInt(); n > 0; n--) {
      buckets.put(StateIo.readString(in), BucketMemory.read(in));
    }
  }
}
