package dev.sluice.jobs.market;

import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.quality.SessionQuality;
import dev.sluice.operators.market.ExchangeBar;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What comes of market data.
 *
 * @param quotes what orders can be filled at: ticks, and the paths of given bars. Apart, since a
 *     union is a boundary of tasks; empty where {@code sluice.market.publish-quotes} is off
 * @param bars closed and revised
 * @param indicators bars with their indicators
 * @param found what was found in a session
 * @param refused what was refused on the way
 */
public record MarketStreams(
    List<DataStream<Tick>> quotes,
    DataStream<ExchangeBar> bars,
    DataStream<IndicatedBar> indicators,
    DataStream<SessionQuality> found,
    DataStream<DeadLetter> refused) {}
