package dev.sluice.domain.trading;

import java.time.Instant;
import java.util.List;

/**
 * How far an account is from each of its limits. Of two of an account the later one holds; there is
 * one an event time at most.
 *
 * @param id derives from account and event time
 * @param account account name
 * @param eventTime up to which the account has taken everything, UTC
 * @param status what the account may do
 * @param reason why it is not ACTIVE; null while it is
 * @param limits of the account, then of its buckets in the order of the configuration
 * @param buckets in the order of the configuration; empty for one capital
 * @param simulated true where the prices are not a market's
 */
public record RiskSnapshot(
    String id,
    String account,
    Instant eventTime,
    AccountStatus status,
    String reason,
    List<LimitUsage> limits,
    List<BucketUsage> buckets,
    boolean simulated) {}
