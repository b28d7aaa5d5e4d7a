package dev.sluice.domain.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Timeframe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Bars, ticks and thresholds for the tests of the rules. */
final class QualityFixture {
  /** Tuesday 2024-01-09, 09:30 in New York. */
  static final Instant OPEN = Instant.parse("2024-01-09T14:30:00Z");

  static final Instant CLOSE = Instant.parse("2024-01-09T21:00:00Z");

  private QualityFixture() {}

  /** The defaults on the New York Stock Exchange, with name, value, name, value of others. */
  static QualityContext context(String... changes) {
    QualityThresholds thresholds = QualityThresholds.DEFAULTS;
    for (int i = 0; i < changes.length; i += 2) {
      thresholds = thresholds.with(Map.of(changes[i], changes[i + 1]));
    }
    return new QualityContext(thresholds, ExchangeCalendar.nyse());
  }

  static RawBar bar(
      Timeframe timeframe, Instant start, LocalDate date, double[] ohlcv, double split) {
    Instant end = timeframe == Timeframe.MINUTE ? start.plusSeconds(60) : start.plusSeconds(23_400);
    return new RawBar(
        "A", timeframe, start, end, date, ohlcv[0], ohlcv[1], ohlcv[2], ohlcv[3], ohlcv[4], split,
        0, "test", false, false);
  }

  /** A sound session's bar. */
  static RawBar day(String date, double close) {
    return day(date, close, 1);
  }

  static RawBar day(String date, double close, double split) {
    return day(date, new double[] {close, close * 1.01, close * 0.99, close, 1000}, split);
  }

  static RawBar day(String date, double[] ohlcv, double split) {
    LocalDate day = LocalDate.parse(date);
    Instant start = day.atTime(14, 30).toInstant(ZoneOffset.UTC);
    return bar(Timeframe.SESSION, start, day, ohlcv, split);
  }

  /** A sound minute's bar, so many minutes after {@link #OPEN}. */
  static RawBar minute(int minutes, double close) {
    double[] ohlcv = {close, close * 1.01, close * 0.99, close, 10};
    Instant start = OPEN.plusSeconds(60L * minutes);
    return bar(Timeframe.MINUTE, start, LocalDate.of(2024, 1, 9), ohlcv, 1);
  }

  /** A trade, so many milliseconds after {@link #OPEN}. */
  static Tick trade(long id, long millis, double price) {
    return Tick.trade("A", id, OPEN.toEpochMilli() + millis, price, 5, "test", false);
  }

  static Tick quote(long millis, double bid, double ask) {
    return Tick.quote("A", 0, OPEN.toEpochMilli() + millis, bid, 1, ask, 1, "test", false);
  }

  static List<QualityRule> rules(QualityVerdict verdict) {
    return verdict.findings().stream().map(QualityFinding::rule).toList();
  }

  /** Something that can be written. */
  interface Writes {
    void write(DataOutput out) throws IOException;
  }

  /** Something that can be read. */
  interface Reads<T> {
    T read(DataInput in) throws IOException;
  }

  static byte[] bytes(Writes state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    state.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  static <T> T read(byte[] bytes, Reads<T> reads) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    T state = reads.read(in);
    assertThat(in.available()).isZero();
    return state;
  }
}
