package dev.sluice.operators.market;

import dev.sluice.domain.market.CorporateAction;

/**
 * A corporate action on its way: to {@link JudgeQuality} when its log announces it, and from there
 * when it comes into force.
 *
 * @param action what is announced
 * @param onTicks whether by the log of ticks, or by that of bars
 * @param reached the highest time that the log of its partition held when it came, see {@link
 *     dev.sluice.domain.market.PartitionClock#highest()}; once it is in force, the open of its
 *     first session; epoch milliseconds, UTC
 * @param announced when the broker appended it, epoch milliseconds, UTC
 */
public record ActionNotice(CorporateAction action, boolean onTicks, long reached, long announced) {}
