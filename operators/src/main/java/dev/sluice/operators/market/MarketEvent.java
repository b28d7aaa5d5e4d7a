package dev.sluice.operators.market;

import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.operators.stream.OwnTypeInfo;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Valid market data of one symbol: a tick, a bar or a corporate action; or the news that something
 * was refused; or what was set aside.
 *
 * @param symbol ticker
 * @param tick null where it is none
 * @param bar null where it is none
 * @param clock what its partition's clock had passed when it came, epoch milliseconds, UTC; {@link
 *     #ON_TIME} where everything is ahead of it
 * @param partition Kafka partition of the record
 * @param offset Kafka offset of the record
 * @param index place within the record, from 0
 * @param calendar by which its symbol trades, see {@link
 *     dev.sluice.domain.market.Calendars#codeOf}; 0 for the desk's own
 * @param offTick whether a price of it is on no step of its exchange
 * @param action null where it is none
 * @param refusal null where it is data; otherwise there is no tick and no bar, and nobody but the
 *     tally of what was found sees it
 * @param aside null where it is data; otherwise nothing but that and the symbol counts
 */
@TypeInfo(MarketEvent.Factory.class)
public record MarketEvent(
    String symbol,
    Tick tick,
    RawBar bar,
    long clock,
    int partition,
    long offset,
    int index,
    int calendar,
    boolean offTick,
    ActionNotice action,
    Refusal refusal,
    Aside aside) {
  /** A clock that has passed nothing yet. */
  public static final long ON_TIME = Long.MIN_VALUE;

  /** A tick or a bar. */
  public MarketEvent(
      String symbol,
      Tick tick,
      RawBar bar,
      long clock,
      int partition,
      long offset,
      int index,
      int calendar,
      boolean offTick) {
    this(symbol, tick, bar, clock, partition, offset, index, calendar, offTick, null, null, null);
  }

  /** A corporate action. */
  public MarketEvent(
      String symbol,
      long clock,
      int partition,
      long offset,
      int index,
      int calendar,
      ActionNotice action) {
    this(symbol, null, null, clock, partition, offset, index, calendar, false, action, null, null);
  }

  /** The news that something was refused. */
  public MarketEvent(
      String symbol,
      long clock,
      int partition,
      long offset,
      int index,
      int calendar,
      Refusal refusal) {
    this(symbol, null, null, clock, partition, offset, index, calendar, false, null, refusal, null);
  }

  /** A tick or a bar of a symbol of which only the name is known. */
  public MarketEvent(
      String symbol, Tick tick, RawBar bar, long clock, int partition, long offset, int index) {
    this(symbol, tick, bar, clock, partition, offset, index, 0, false);
  }

  /**
   * When it happened; for a bar its start, for a corporate action the beginning of its ex-date in
   * UTC, for what was refused when it came. Epoch milliseconds, UTC.
   */
  public long time() {
    if (tick != null) {
      return tick.eventTime();
    }
    if (bar != null) {
      return bar.start().toEpochMilli();
    }
    return refusal != null
        ? refusal.at()
        : Duration.ofDays(action.action().exDate().toEpochDay()).toMillis();
  }

  /** Whether its partition's clock had passed it when it came. */
  public boolean isLate() {
    return time() <= clock;
  }

  /**
   * The same tick or bar, as if it had come with a later one: by its partition's clock and its
   * calendar. What was to be found of it was found when it came.
   */
  MarketEvent asIfWith(MarketEvent later) {
    return new MarketEvent(
        symbol, tick, bar, later.clock, partition, offset, index, later.calendar, false);
  }

  /** Whether it is a trade, of which bars are made. */
  public boolean isTrade() {
    return tick != null && tick.kind() == TickKind.TRADE;
  }

  /** Gives the hand-written serializer: this type passes a shuffle a million times a second. */
  public static final class Factory extends TypeInfoFactory<MarketEvent> {
    @Override
    public TypeInformation<MarketEvent> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> genericParameters) {
      return new OwnTypeInfo<>(MarketEvent.class, MarketEventSerializer.INSTANCE);
    }
  }
}
