package dev.sluice.operators.market;

import dev.sluice.domain.market.BarBuilder;
import dev.sluice.domain.market.RawBar;
import dev.sluice.operators.stream.StreamTypes;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;

/**
 * The bars of a symbol that are still open: two minutes and one session at most where ticks come in
 * order. Nothing needs a time to live: the timer that closes a bar removes it.
 */
final class SessionBarsState {
  /** Minute bars from ticks, by start in epoch milliseconds. */
  final MapState<Long, BarBuilder> minutes;

  /** Session bars from ticks or minute bars, by the session's close in epoch milliseconds. */
  final MapState<Long, BarBuilder> sessions;

  /** Bars that the feed gave, by end in epoch milliseconds. */
  final MapState<Long, RawBar> given;

  SessionBarsState(RuntimeContext context) {
    minutes =
        context.getMapState(
            new MapStateDescriptor<>(
                "open-minutes", LongSerializer.INSTANCE, BarBuilderSerializer.INSTANCE));
    sessions =
        context.getMapState(
            new MapStateDescriptor<>(
                "open-sessions", LongSerializer.INSTANCE, BarBuilderSerializer.INSTANCE));
    given =
        context.getMapState(
            new MapStateDescriptor<>(
                "given-bars", StreamTypes.of(Long.class), StreamTypes.of(RawBar.class)));
  }
}
