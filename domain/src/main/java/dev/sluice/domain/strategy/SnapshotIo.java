package dev.sluice.domain.strategy;

import dev.sluice.domain.indicator.IndicatorSnapshot;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The indicators of a bar as bytes; null is one of them. */
final class SnapshotIo {
  private SnapshotIo() {}

  static void write(IndicatorSnapshot s, DataOutput out) throws IOException {
    out.writeBoolean(s != null);
    if (s == null) {
      return;
    }
    double[] values = {
      s.sma10(),
      s.sma20(),
      s.sma50(),
      s.sma200(),
      s.ema12(),
      s.ema26(),
      s.macd(),
      s.macdSignal(),
      s.macdHistogram(),
      s.rsi14(),
      s.bollingerUpper(),
      s.bollingerMiddle(),
      s.bollingerLower(),
      s.stochasticK(),
      s.stochasticD(),
      s.williamsR14(),
      s.atr14(),
      s.adx14(),
      s.volatility20(),
      s.volumeSma20(),
      s.volumeRoc14(),
      s.obv()
    };
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  static IndicatorSnapshot read(DataInput in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    return new IndicatorSnapshot(
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble());
  }
}
