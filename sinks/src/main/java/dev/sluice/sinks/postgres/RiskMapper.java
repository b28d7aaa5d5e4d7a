package dev.sluice.sinks.postgres;

import dev.sluice.domain.Ids;
import dev.sluice.domain.trading.BucketUsage;
import dev.sluice.domain.trading.LimitUsage;
import dev.sluice.domain.trading.RiskSnapshot;
import dev.sluice.wire.JsonCodec;
import java.util.ArrayList;
import java.util.List;

/** risk: how far an account is from each of its limits, the latest of each. */
final class RiskMapper implements RecordMapper<RiskSnapshot> {
  @Override
  public JsonCodec<RiskSnapshot> codec() {
    return JsonCodec.RISK;
  }

  @Override
  public List<Row> rows(RiskSnapshot value) {
    String account = Values.required("account", value.account());
    List<Row> rows = new ArrayList<>();
    for (LimitUsage usage : Values.required("limits", value.limits())) {
      rows.add(limit(account, value, usage));
    }
    for (BucketUsage bucket : Values.required("buckets", value.buckets())) {
      rows.add(bucket(account, value, bucket));
    }
    return rows;
  }

  private static Row limit(String account, RiskSnapshot snapshot, LimitUsage value) {
    String name = Values.required("limits.name", value.name());
    return Row.of(
        Table.ACCOUNT_LIMITS,
        Ids.of("account-limit", account, name),
        account,
        name,
        value.subject(),
        Values.name(value.unit()),
        value.limit(),
        value.configured(),
        value.used(),
        value.distance(),
        value.room(),
        snapshot.eventTime(),
        snapshot.simulated());
  }

  private static Row bucket(String account, RiskSnapshot snapshot, BucketUsage value) {
    String name = Values.required("buckets.name", value.name());
    return Row.of(
        Table.ACCOUNT_BUCKETS,
        Ids.of("account-bucket", account, name),
        account,
        name,
        value.share(),
        value.budget(),
        value.exposure(),
        value.maxPositionShare(),
        value.largestPosition(),
        value.largestSymbol(),
        value.maxDailyLoss(),
        value.dayPnl(),
        snapshot.eventTime(),
        snapshot.simulated());
  }
}
