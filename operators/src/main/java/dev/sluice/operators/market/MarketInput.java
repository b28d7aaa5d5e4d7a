package dev.sluice.operators.market;

import dev.sluice.domain.market.CorporateAction;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickValidator;
import dev.sluice.domain.market.UniverseChange;

/**
 * A record of {@code ticks} or {@code bars.raw} as it was read, before any judgement.
 *
 * @param topic where it came from
 * @param partition Kafka partition
 * @param offset Kafka offset
 * @param index place within the record, from 0: a record may hold many ticks
 * @param appendTime when the broker appended it, epoch milliseconds, UTC
 * @param raw the bytes as received; empty for a heartbeat
 * @param tick the tick; null where it is none or could not be read
 * @param bar the bar; null where it is none or could not be read
 * @param heartbeat the feed's clock, epoch milliseconds, UTC; {@link #NO_HEARTBEAT} for data
 * @param problem why it could not be read; null where it could
 * @param universe a step to the next edition of the universe; null where it is none
 * @param action the corporate action; null where it is none or could not be read
 */
public record MarketInput(
    String topic,
    int partition,
    long offset,
    int index,
    long appendTime,
    byte[] raw,
    Tick tick,
    RawBar bar,
    long heartbeat,
    String problem,
    UniverseChange universe,
    CorporateAction action) {

  /** The record is data, not a heartbeat. */
  public static final long NO_HEARTBEAT = Long.MIN_VALUE;

  /** A step to the next edition of the universe. */
  public MarketInput(
      String topic,
      int partition,
      long offset,
      long appendTime,
      byte[] raw,
      UniverseChange universe) {
    this(
        topic,
        partition,
        offset,
        0,
        appendTime,
        raw,
        null,
        null,
        NO_HEARTBEAT,
        null,
        universe,
        null);
  }

  /** A corporate action. */
  public MarketInput(
      String topic,
      int partition,
      long offset,
      long appendTime,
      byte[] raw,
      CorporateAction action) {
    this(
        topic, partition, offset, 0, appendTime, raw, null, null, NO_HEARTBEAT, null, null, action);
  }

  /** A tick, a bar, a heartbeat, or what could not be read. */
  public MarketInput(
      String topic,
      int partition,
      long offset,
      int index,
      long appendTime,
      byte[] raw,
      Tick tick,
      RawBar bar,
      long heartbeat,
      String problem) {
    this(
        topic,
        partition,
        offset,
        index,
        appendTime,
        raw,
        tick,
        bar,
        heartbeat,
        problem,
        null,
        null);
  }

  /**
   * The time that the record claims; {@link Long#MIN_VALUE} where it could not be read, and of a
   * corporate action, which moves no clock.
   */
  public long eventTime() {
    if (tick != null) {
      return tick.eventTime();
    }
    if (bar != null && TickValidator.isPlausible(bar.start())) {
      return bar.start().toEpochMilli();
    }
    return Long.MIN_VALUE;
  }
}
