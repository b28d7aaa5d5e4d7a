package dev.sluice.sinks.postgres;

import dev.sluice.domain.Ids;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.indicator.IndicatorSnapshot;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.wire.JsonCodec;
import java.time.Instant;
import java.util.List;

/** indicators: the indicators of a closed bar; null before warm-up. */
final class IndicatorMapper implements RecordMapper<IndicatedBar> {
  @Override
  public JsonCodec<IndicatedBar> codec() {
    return JsonCodec.INDICATED_BAR;
  }

  @Override
  public List<Row> rows(IndicatedBar value) {
    Bar bar = Values.required("bar", value.bar());
    IndicatorSnapshot i = Values.required("indicators", value.indicators());
    String timeframe = Values.required("bar.timeframe", bar.timeframe()).code();
    return List.of(
        Row.of(
            Table.INDICATORS,
            Ids.of("indicator", Values.required("bar.symbol", bar.symbol()), timeframe, key(bar)),
            bar.symbol(),
            timeframe,
            bar.end(),
            bar.sessionDate(),
            Values.finite(bar.close()),
            bar.revision(),
            Values.finite(i.sma10()),
            Values.finite(i.sma20()),
            Values.finite(i.sma50()),
            Values.finite(i.sma200()),
            Values.finite(i.ema12()),
            Values.finite(i.ema26()),
            Values.finite(i.macd()),
            Values.finite(i.macdSignal()),
            Values.finite(i.macdHistogram()),
            Values.finite(i.rsi14()),
            Values.finite(i.bollingerUpper()),
            Values.finite(i.bollingerMiddle()),
            Values.finite(i.bollingerLower()),
            Values.finite(i.stochasticK()),
            Values.finite(i.stochasticD()),
            Values.finite(i.williamsR14()),
            Values.finite(i.atr14()),
            Values.finite(i.adx14()),
            Values.finite(i.volatility20()),
            Values.finite(i.volumeSma20()),
            Values.finite(i.volumeRoc14()),
            Values.finite(i.obv()),
            Values.json(value.custom())));
  }

  /** What tells the bars of a timeframe apart. A revision may move a week's end, not its start. */
  private static Instant key(Bar bar) {
    Instant end = Values.required("bar.end", bar.end());
    return bar.timeframe() == Timeframe.WEEK ? Values.required("bar.start", bar.start()) : end;
  }
}
