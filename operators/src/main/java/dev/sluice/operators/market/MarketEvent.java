package dev.sluice.operators.market;

import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.operators.stream.OwnTypeInfo;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Valid market data of one symbol: a tick or a bar; or the news that something was refused.
 *
 * @param symbol ticker
 * @param tick null where it is none
 * @param bar null where it is none
 * @param clock what its partition's clock had passed when it came, epoch milliseconds, UTC; {@link
 *     #ON_TIME} where everything is ahead of it
 * @param partition Kafka partition of the record
 * @param offset Kafka offset of the record
 * @param index place within the record, from 0
 * @param refusal null where it is data; otherwise there is no tick and no bar, and nobody but the
 *     tally of what was found sees it
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
    Refusal refusal) {
  /** A clock that has passed nothing yet. */
  public static final long ON_TIME = Long.MIN_VALUE;

  /** Data. */
  public MarketEvent(
      String symbol, Tick tick, RawBar bar, long clock, int partition, long offset, int index) {
    this(symbol, tick, bar, clock, partition, offset, index, null);
  }

  /**
   * When it happened; for a bar its start, for what was refused when it came. UTC, epoch millis.
   */
  public long time() {
    if (refusal != null) {
      return refusal.at();
    }
    return tick != null ? tick.eventTime() : bar.start().toEpochMilli();
  }

  /** Whether its partition's clock had passed it when it came. */
  public boolean isLate() {
    return time() <= clock;
  }

  /** The same, as if it had come when its partition's clock had passed another time. */
  MarketEvent at(long laterClock) {
    return new MarketEvent(symbol, tick, bar, laterClock, partition, offset, index, refusal);
  }

  /** Whether it is a trade, of which bars are made. */
  public boolean isTrade() {
    return tick != null && tick.kind() == TickKind.TRADE;
  }

  /** What becomes of it where it goes no further. */
  DeadLetter letter(String code, String reason) {
    String topic = tick != null ? Topics.TICKS : Topics.BARS_RAW;
    return new DeadLetter(
        ValidateMarketData.letterId(topic, partition, offset, index),
        topic,
        partition,
        offset,
        symbol,
        code,
        reason,
        tick != null ? JsonCodec.TICK.encode(tick) : JsonCodec.RAW_BAR.encode(bar),
        Instant.ofEpochMilli(time()));
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
