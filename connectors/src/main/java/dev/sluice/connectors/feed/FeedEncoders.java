package dev.sluice.connectors.feed;

import dev.sluice.domain.market.CorporateAction;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.wire.JsonCodec;
import java.util.function.Function;

/**
 * How ticks and bars become bytes.
 *
 * @param tick gives the value of a record from a tick
 * @param bar gives the value of a record from a bar as the source gave it
 * @param action gives the value of a record from a corporate action
 */
public record FeedEncoders(
    Function<Tick, byte[]> tick,
    Function<RawBar, byte[]> bar,
    Function<CorporateAction, byte[]> action) {
  /** JSON, for people and for tests. */
  public static FeedEncoders json() {
    return new FeedEncoders(
        JsonCodec.TICK::encode, JsonCodec.RAW_BAR::encode, JsonCodec.CORPORATE_ACTION::encode);
  }
}
