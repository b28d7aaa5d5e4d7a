package dev.sluice.domain.trading;

import dev.sluice.domain.risk.BucketLimits;
import dev.sluice.domain.risk.RiskLimit;
import dev.sluice.domain.risk.RiskLimits;
import java.math.BigDecimal;

/**
 * The limit that a control changes: that of an account by the name of its {@link RiskLimit}, or
 * that of a bucket as {@code bucket.NAME.share}, {@code bucket.NAME.max_position_share} or {@code
 * bucket.NAME.max_daily_loss}. A threshold of a pattern is changed as {@code pattern.NAME.FIELD},
 * see {@link PatternSetting}.
 *
 * @param bucket name of the bucket; null for a limit of the account
 * @param field name of the limit
 */
public record LimitName(String bucket, String field) {
  private static final String BUCKET = "bucket.";

  static LimitName of(String limit) {
    int dot = limit.lastIndexOf('.');
    return limit.startsWith(BUCKET) && dot >= BUCKET.length()
        ? new LimitName(limit.substring(BUCKET.length(), dot), limit.substring(dot + 1))
        : new LimitName(null, limit);
  }

  /**
   * A limit that may be changed, to a value that it may have, as far as that can be known without
   * the account.
   *
   * @param limit its name
   * @param value its value as text; {@code default} for the configured one
   * @throws IllegalArgumentException naming what is wrong and what was expected
   */
  public static LimitName checked(String limit, String value) {
    if (limit == null || limit.isBlank()) {
      throw new IllegalArgumentException(
          "limit: was '" + limit + "', expected one of " + RiskLimit.keys());
    }
    if (value == null) {
      throw new IllegalArgumentException("value: was 'null', expected one for " + limit);
    }
    if (PatternSetting.names(limit)) {
      PatternSetting.checked(limit, value);
      return new LimitName(null, limit);
    }
    LimitName name = of(limit);
    String tried = value.equals(RiskMemory.CONFIGURED) ? null : value;
    if (name.bucket() != null) {
      BucketLimits any = new BucketLimits(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE);
      any.with(name.field(), tried == null ? "1" : tried);
      return name;
    }
    RiskLimit known = RiskLimit.of(limit);
    if (!known.changeable()) {
      throw new IllegalArgumentException(
          "limit: was '" + limit + "', expected one that may change while the account lives");
    }
    if (tried != null) {
      RiskLimits.DEFAULT.with(known, tried);
    }
    return name;
  }
}
