package dev.sluice.domain.risk;

import dev.sluice.domain.risk.RiskRequest.Bucket;
import java.math.BigDecimal;

/** Checks of an entry against the bucket that it belongs to; none where there are no buckets. */
final class BucketChecks {
  private BucketChecks() {}

  static Denial share(RiskRequest r, RiskLimits limits) {
    Bucket bucket = r.bucket();
    if (bucket == null) {
      return null;
    }
    if (bucket.limits() == null) {
      return Figures.impossible("bucket of " + r.order().symbol(), null);
    }
    if (bucket.value() == null) {
      return Figures.impossible("value of bucket " + bucket.name(), null);
    }
    return Figures.above(
        DenialCode.BUCKET_LIMIT,
        "bucket " + bucket.name() + ": exposure %s would exceed its budget %s",
        bucket.value().add(Figures.notional(r)),
        r.money().equity().multiply(bucket.limits().share()));
  }

  static Denial position(RiskRequest r, RiskLimits limits) {
    Bucket bucket = r.bucket();
    return bucket == null
        ? null
        : Figures.above(
            DenialCode.BUCKET_POSITION_LIMIT,
            "bucket " + bucket.name() + ": position %s would exceed %s of its budget",
            r.money().positionValue().add(Figures.notional(r)),
            r.money()
                .equity()
                .multiply(bucket.limits().share())
                .multiply(bucket.limits().maxPositionShare()));
  }

  static Denial loss(RiskRequest r, RiskLimits limits) {
    Bucket bucket = r.bucket();
    if (bucket == null) {
      return null;
    }
    if (bucket.dayPnl() == null || r.money().dayStartEquity() == null) {
      return Figures.impossible("day's P&L of bucket " + bucket.name(), null);
    }
    BigDecimal loss = bucket.dayPnl().negate();
    BigDecimal most =
        r.money()
            .dayStartEquity()
            .multiply(bucket.limits().share())
            .multiply(bucket.limits().maxDailyLoss());
    return loss.compareTo(most) >= 0
        ? new Denial(
            DenialCode.BUCKET_LOSS_LIMIT,
            "bucket "
                + bucket.name()
                + ": the day's loss "
                + Figures.plain(loss)
                + " has reached "
                + Figures.plain(most),
            loss,
            most)
        : null;
  }
}
