package dev.sluice.operators.market;

import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.indicator.IndicatorState;
import dev.sluice.domain.market.Bar;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Computes the indicators of each session and weekly bar, in constant time a bar. Keyed by symbol.
 *
 * <p>State: {@link IndicatorState} of each timeframe, constant in size and kept as long as the
 * symbol is traded, since indicators have no end. A bar that was taken before is dropped.
 */
public final class ComputeIndicators extends KeyedProcessFunction<String, Bar, IndicatedBar> {
  private static final long serialVersionUID = 1L;

  private transient MapState<String, IndicatorState> indicators;
  private transient MapState<String, Long> lastEnds;
  private transient Counter computed;
  private transient Counter repeated;

  @Override
  public void open(OpenContext context) {
    indicators =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "indicators", StringSerializer.INSTANCE, IndicatorStateSerializer.INSTANCE));
    lastEnds =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "last-bar-ends", StringSerializer.INSTANCE, LongSerializer.INSTANCE));
    computed = getRuntimeContext().getMetricGroup().counter("bars_indicated");
    repeated = getRuntimeContext().getMetricGroup().counter("bars_repeated");
  }

  @Override
  public void processElement(Bar bar, Context context, Collector<IndicatedBar> out)
      throws Exception {
    if (bar.timeframe().isIntraday()) {
      return;
    }
    String timeframe = bar.timeframe().code();
    Long lastEnd = lastEnds.get(timeframe);
    if (lastEnd != null && bar.end().toEpochMilli() <= lastEnd) {
      repeated.inc();
      return;
    }
    IndicatorState state = indicators.get(timeframe);
    if (state == null) {
      state = new IndicatorState(bar.timeframe());
    }
    out.collect(new IndicatedBar(bar, state.update(bar)));
    computed.inc();
    indicators.put(timeframe, state);
    lastEnds.put(timeframe, bar.end().toEpochMilli());
  }
}
