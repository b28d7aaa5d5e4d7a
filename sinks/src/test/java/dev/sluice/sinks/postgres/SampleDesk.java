package dev.sluice.sinks.postgres;

import dev.sluice.domain.Ids;
import dev.sluice.domain.analysis.Analysis;
import dev.sluice.domain.analysis.Artifact;
import dev.sluice.domain.analysis.Chart;
import dev.sluice.domain.analysis.Execution;
import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.analysis.Trend;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.indicator.IndicatorSnapshot;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.quality.SessionQuality;
import dev.sluice.domain.trading.AccountStatus;
import dev.sluice.domain.trading.BucketUsage;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.domain.trading.Fill;
import dev.sluice.domain.trading.LimitUnit;
import dev.sluice.domain.trading.LimitUsage;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.OrderStatus;
import dev.sluice.domain.trading.OrderTerms;
import dev.sluice.domain.trading.OrderType;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.domain.trading.Position;
import dev.sluice.domain.trading.RiskSnapshot;
import dev.sluice.domain.trading.Side;
import dev.sluice.domain.trading.TimeInForce;
import dev.sluice.wire.BarWriter;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The records of a small desk: two executions, their lineage down to fills, and the rest. */
final class SampleDesk {
  static final Instant CLOSE = Instant.parse("2026-01-05T21:00:00Z");
  static final Instant DECIDED = CLOSE.plusSeconds(60);
  static final LocalDate DATE = LocalDate.parse("2026-01-05");

  private final List<TopicRecord> records = new ArrayList<>();
  private final Map<String, Long> offsets = new HashMap<>();

  /** Every record, children before parents wherever the topics' order allows it. */
  static List<TopicRecord> records() {
    SampleDesk desk = new SampleDesk();
    desk.trading();
    desk.analysis();
    desk.market();
    return desk.records;
  }

  static <T> TopicRecord data(String topic, long offset, JsonCodec<T> codec, T value) {
    return new TopicRecord(topic, 0, offset, codec.encode(value), null);
  }

  static TopicRecord marker(String topic, long offset, Instant watermark) {
    return new TopicRecord(topic, 0, offset, new byte[0], watermark.toEpochMilli());
  }

  private <T> void add(String topic, JsonCodec<T> codec, T value) {
    records.add(data(topic, offsets.merge(topic, 1L, Long::sum) - 1, codec, value));
  }

  private void trading() {
    add(Topics.EXECUTIONS, JsonCodec.FILL, fill("entry", 1));
    add(Topics.ORDERS, JsonCodec.ORDER, order("stop", "entry", 1, OrderStatus.ACCEPTED));
    for (int version = 1; version <= 3; version++) {
      OrderStatus status = version < 3 ? OrderStatus.ACCEPTED : OrderStatus.FILLED;
      add(Topics.ORDERS, JsonCodec.ORDER, order("entry", null, version, status));
    }
    add(Topics.PORTFOLIO, JsonCodec.PORTFOLIO, snapshot(1, "SPY", "QQQ"));
    add(Topics.PORTFOLIO, JsonCodec.PORTFOLIO, snapshot(2, "QQQ"));
    add(Topics.PORTFOLIO, JsonCodec.PORTFOLIO, snapshot(3, "QQQ", "SPY"));
    add(Topics.PORTFOLIO, JsonCodec.PORTFOLIO, snapshot(4, "SPY"));
    add(Topics.PORTFOLIO, JsonCodec.PORTFOLIO, snapshot(5, "SPY"));
    add(Topics.RISK, JsonCodec.RISK, risk(2, "0.02"));
    add(Topics.RISK, JsonCodec.RISK, risk(1, "0.01"));
    add(
        Topics.CONTROLS,
        JsonCodec.CONTROL,
        new Control("c-1", "*", ControlAction.PAUSE, "lunch", "desk", DECIDED));
    records.add(marker(Topics.ORDERS, 4, DECIDED));
  }

  private void analysis() {
    add(
        Topics.ARTIFACTS,
        JsonCodec.ARTIFACT,
        new Artifact(
            "art-1", "run", "signal", "SPY", "BUY SPY", "signal", null, null, null, DECIDED, true));
    add(Topics.SIGNALS, JsonCodec.SIGNAL, signal());
    add(Topics.ANALYSES, JsonCodec.ANALYSIS, analysisOf("it rose\0 and rose"));
    add(Topics.CHARTS, JsonCodec.CHART, chart("weekly", Timeframe.WEEK));
    add(Topics.CHARTS, JsonCodec.CHART, chart("daily", Timeframe.SESSION));
    add(Topics.WORKFLOWS, JsonCodec.EXECUTION, execution(1, "RUNNING"));
    add(Topics.WORKFLOWS, JsonCodec.EXECUTION, execution(2, "COMPLETED"));
  }

  private void market() {
    add(Topics.BARS, JsonCodec.BAR, bar(0, 10));
    // The topic is Avro as a rule; a bar of a time when it was JSON is read too.
    records.add(new TopicRecord(Topics.BARS, 0, 1, new BarWriter().write(bar(1, 11)), null));
    add(Topics.INDICATORS, JsonCodec.INDICATED_BAR, indicated(0));
    add(Topics.DATA_QUALITY, JsonCodec.SESSION_QUALITY, found(1, 3));
    add(Topics.DATA_QUALITY, JsonCodec.SESSION_QUALITY, found(0, 2));
    add(
        Topics.DEAD_LETTERS,
        JsonCodec.DEAD_LETTER,
        new DeadLetter(
            "dl", "ticks", 1, 7, "SPY", "NEGATIVE_PRICE", "price was -1", new byte[] {1, 0}, null));
  }

  private static SessionQuality found(int revision, long copies) {
    Map<String, Long> findings = Map.of("DUPLICATE_TRADE", copies);
    return new SessionQuality(
        "SPY", Topics.TICKS, DATE, revision, 1_000 + copies, copies, findings, CLOSE, true);
  }

  static Execution execution(int version, String status) {
    return new Execution(
        "run", "trend", DATE, CLOSE, version == 1 ? null : DECIDED, status, 2, 0, version, true);
  }

  static Chart chart(String id, Timeframe timeframe) {
    return new Chart(
        id,
        "run",
        "SPY",
        timeframe,
        "candlestick",
        "sluice",
        id + ".png",
        id + ".html",
        List.of("sma_20"),
        3,
        DATE.minusDays(3),
        DATE,
        500.5,
        null,
        1e6,
        CLOSE,
        true);
  }

  static Analysis analysisOf(String response) {
    return new Analysis(
        "analysis",
        "run",
        "trend",
        "SPY",
        "daily",
        "weekly",
        "what now?",
        response,
        "offline-rules",
        Map.of("rsi_14", 61.5),
        SignalType.BUY,
        0.7,
        Trend.BULLISH,
        List.of(dec("490")),
        List.of(dec("510")),
        List.of("breakout"),
        dec("500"),
        dec("490"),
        dec("520"),
        120,
        15,
        null,
        CLOSE,
        "OK",
        null,
        true);
  }

  static Signal signal() {
    return new Signal(
        "signal",
        "run",
        "trend",
        "SPY",
        SignalType.BUY,
        0.7,
        dec("500"),
        dec("490"),
        dec("520"),
        DECIDED,
        "analysis",
        "daily",
        "weekly",
        Map.of("rule", "breakout"),
        true,
        OrderTerms.stopLimit(dec("505"), dec("506")).goodTillCancelled());
  }

  static Order order(String role, String parent, int version, OrderStatus status) {
    return new Order(
        role,
        "main",
        "signal",
        "run",
        parent,
        role.toUpperCase(java.util.Locale.ROOT),
        "SPY",
        parent == null ? Side.BUY : Side.SELL,
        parent == null ? OrderType.MARKET : OrderType.STOP,
        TimeInForce.GTC,
        dec("10"),
        dec(status == OrderStatus.FILLED ? "10" : "0"),
        null,
        parent == null ? null : dec("490"),
        null,
        status,
        null,
        "v" + version,
        DECIDED,
        DECIDED.plusSeconds(version),
        version,
        true);
  }

  static Fill fill(String order, int number) {
    return new Fill(
        "fill-" + order + number,
        order,
        "signal",
        "run",
        "main",
        "SPY",
        Side.BUY,
        dec("10"),
        dec("500.1"),
        dec("1"),
        dec("0"),
        DECIDED.plusSeconds(3),
        "PAPER",
        true);
  }

  static PortfolioSnapshot snapshot(long version, String... open) {
    Instant time = DECIDED.plusSeconds(version);
    List<Position> positions = new ArrayList<>();
    for (String symbol : open) {
      positions.add(
          new Position(
              "main",
              symbol,
              dec("10"),
              dec("500"),
              dec("" + version),
              dec("501"),
              dec("10"),
              time,
              version,
              true));
    }
    return new PortfolioSnapshot(
        Ids.of("snapshot", "main", version),
        "main",
        time,
        DATE,
        dec("95000"),
        dec("100010"),
        dec("10"),
        dec("0"),
        dec("10"),
        dec("1"),
        dec("100010"),
        dec("0"),
        dec("0"),
        "ACTIVE",
        null,
        positions,
        1,
        version,
        true);
  }

  /** A loss limit and a bucket, so many seconds after the decision. */
  static RiskSnapshot risk(int second, String loss) {
    return new RiskSnapshot(
        Ids.of("risk", "main", second),
        "main",
        DECIDED.plusSeconds(second),
        AccountStatus.ACTIVE,
        null,
        List.of(
            new LimitUsage(
                "max_daily_loss",
                null,
                LimitUnit.FRACTION,
                dec("0.025"),
                dec("0.03"),
                dec(loss),
                dec("0.025").subtract(dec(loss)),
                dec("500")),
            new LimitUsage(
                "max_gross_exposure",
                null,
                LimitUnit.FRACTION,
                dec("1"),
                dec("1"),
                null,
                null,
                null)),
        List.of(
            new BucketUsage(
                "core",
                dec("0.2"),
                dec("20000"),
                dec("5010"),
                dec("0.5"),
                dec("5010"),
                "SPY",
                dec("0.03"),
                dec("-20"))),
        true);
  }

  static Bar bar(int revision, double close) {
    return new Bar(
        "SPY",
        Timeframe.SESSION,
        CLOSE.minusSeconds(23_400),
        CLOSE,
        DATE,
        10,
        12,
        9,
        close,
        100,
        5,
        Double.NaN,
        revision,
        1,
        0,
        "test",
        true,
        false,
        null,
        null,
        true);
  }

  static IndicatedBar indicated(int revision) {
    double no = Double.NaN;
    return new IndicatedBar(
        bar(revision, 10),
        new IndicatorSnapshot(
            1, 2, no, no, 5, no, no, no, no, 50, no, no, no, no, no, no, no, no, no, no, no, 3),
        Map.of("CCIIndicator_20", 66.5));
  }

  private static BigDecimal dec(String number) {
    return new BigDecimal(number);
  }
}
