package dev.sluice.domain.trading;

import java.math.BigDecimal;

/**
 * How much of a limit is used and how far it is to the rest. Working entries count as if all had
 * filled, as they do when an order is checked.
 *
 * @param name the limit's name in controls, for example {@code max_gross_exposure} or {@code
 *     bucket.core.share}; {@code buying_power} is no limit of the configuration but stops orders
 *     like one
 * @param subject what uses it most: a symbol, or {@code LONG} or {@code SHORT} of a net exposure;
 *     null where it is the whole account
 * @param unit of limit, configured, used and distance
 * @param limit in force now
 * @param configured what the account is configured with, which a control may have changed; null
 *     where nothing is configured
 * @param used of the limit now, at least 0; a fraction is rounded down to six digits, so that a
 *     limit is not said to be reached before it is; null where it cannot be known, and entries are
 *     then denied
 * @param distance limit − used, below 0 where the market has taken the account beyond the limit;
 *     null with used
 * @param room the distance in the account's currency, exact; null for what is not money and with
 *     used
 */
public record LimitUsage(
    String name,
    String subject,
    LimitUnit unit,
    BigDecimal limit,
    BigDecimal configured,
    BigDecimal used,
    BigDecimal distance,
    BigDecimal room) {}
