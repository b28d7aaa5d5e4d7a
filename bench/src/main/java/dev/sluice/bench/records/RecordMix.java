package dev.sluice.bench.records;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.trading.Fill;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.OrderStatus;
import dev.sluice.domain.trading.OrderType;
import dev.sluice.domain.trading.Side;
import dev.sluice.domain.trading.TimeInForce;
import dev.sluice.sinks.postgres.TopicRecord;
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

/**
 * The records that P14 is of, in the order in which a desk makes them. A trade is {@value
 * #RECORDS_A_TRADE} records: a signal, four states of its entry and two of its stop, a fill, and
 * the twelve minute bars that go by meanwhile. They make {@value #ROWS_A_TRADE} rows, since each
 * state of an order is a row of the ledger too, and a signal brings its strategy.
 */
public final class RecordMix {
  /** Records of a trade. */
  public static final int RECORDS_A_TRADE = 20;

  /** Rows that they make, second editions of a row counted each time. */
  public static final int ROWS_A_TRADE = 27;

  private static final int BARS = 12;
  private static final int STRATEGIES = 4;
  private static final int SYMBOLS = 500;
  private static final int PARTITIONS = 2;
  private static final Instant OPEN = Instant.parse("2024-01-02T14:30:00Z");
  private static final LocalDate DATE = LocalDate.parse("2024-01-02");
  private static final List<OrderStatus> ENTRY =
      List.of(OrderStatus.CREATED, OrderStatus.SUBMITTED, OrderStatus.ACCEPTED, OrderStatus.FILLED);
  private static final List<OrderStatus> STOP = List.of(OrderStatus.CREATED, OrderStatus.ACCEPTED);

  private final List<TopicRecord> records = new ArrayList<>();
  private final Map<String, Long> offsets = new HashMap<>();
  private final BarWriter bars = new BarWriter();

  private RecordMix() {}

  /**
   * The records of so many trades; the same on every call.
   *
   * @param trades at least 1
   */
  public static List<TopicRecord> of(int trades) {
    RecordMix mix = new RecordMix();
    for (int trade = 0; trade < trades; trade++) {
      mix.trade(trade);
    }
    return mix.records;
  }

  /** How many rows each table has when the records of so many trades are stored. */
  public static Map<String, Long> stored(int trades) {
    return Map.of(
        "strategies",
        (long) Math.min(trades, STRATEGIES),
        "trading_signals",
        (long) trades,
        "orders",
        2L * trades,
        "order_events",
        6L * trades,
        "trades",
        (long) trades,
        "bars",
        (long) BARS * trades);
  }

  private void trade(int trade) {
    String symbol = "S%05d".formatted(trade % SYMBOLS);
    Instant time = OPEN.plusMillis(250L * trade);
    String signal = "signal-" + trade;
    add(Topics.SIGNALS, symbol, JsonCodec.SIGNAL.encode(signal(trade, signal, symbol, time)));
    for (int i = 0; i < ENTRY.size(); i++) {
      order(entry(trade, signal, symbol, time, i));
    }
    add(Topics.EXECUTIONS, "main", JsonCodec.FILL.encode(fill(trade, signal, symbol, time)));
    for (int i = 0; i < STOP.size(); i++) {
      order(stop(trade, signal, symbol, time, i));
    }
    for (int i = 0; i < BARS; i++) {
      add(Topics.BARS, symbol, bars.write(bar(trade, i)));
    }
  }

  private void order(Order order) {
    add(Topics.ORDERS, order.account(), JsonCodec.ORDER.encode(order));
  }

  private void add(String topic, String key, byte[] value) {
    int partition = Topics.partition(key, PARTITIONS);
    long offset = offsets.merge(topic + "/" + partition, 1L, Long::sum) - 1;
    records.add(new TopicRecord(topic, partition, offset, value, null));
  }

  private static Signal signal(int trade, String id, String symbol, Instant time) {
    return new Signal(
        id,
        null,
        "rules-" + trade % STRATEGIES,
        symbol,
        SignalType.BUY,
        0.7,
        price(trade, 0),
        price(trade, -200),
        price(trade, 400),
        time,
        null,
        null,
        null,
        Map.of("rule", "breakout"),
        true);
  }

  private static Order entry(int trade, String signal, String symbol, Instant time, int state) {
    boolean filled = ENTRY.get(state) == OrderStatus.FILLED;
    return new Order(
        "entry-" + trade,
        "main",
        signal,
        null,
        null,
        "ENTRY",
        symbol,
        Side.BUY,
        OrderType.MARKET,
        TimeInForce.DAY,
        new BigDecimal("100"),
        filled ? new BigDecimal("100") : BigDecimal.ZERO,
        null,
        null,
        filled ? price(trade, 1) : null,
        ENTRY.get(state),
        null,
        null,
        time,
        time.plusMillis(state),
        state + 1,
        true);
  }

  private static Order stop(int trade, String signal, String symbol, Instant time, int state) {
    return new Order(
        "stop-" + trade,
        "main",
        signal,
        null,
        "entry-" + trade,
        "STOP",
        symbol,
        Side.SELL,
        OrderType.STOP,
        TimeInForce.GTC,
        new BigDecimal("100"),
        BigDecimal.ZERO,
        null,
        price(trade, -200),
        null,
        STOP.get(state),
        null,
        "protects entry-" + trade,
        time,
        time.plusMillis(state),
        state + 1,
        true);
  }

  private static Fill fill(int trade, String signal, String symbol, Instant time) {
    return new Fill(
        "fill-" + trade,
        "entry-" + trade,
        signal,
        null,
        "main",
        symbol,
        Side.BUY,
        new BigDecimal("100"),
        price(trade, 1),
        new BigDecimal("0.50"),
        BigDecimal.ZERO,
        time.plusMillis(3),
        "PAPER",
        true);
  }

  /** A minute bar that no other has: symbols in turn, then the next minute. */
  private static Bar bar(int trade, int i) {
    long n = (long) trade * BARS + i;
    Instant start = OPEN.plusSeconds(60 * (n / SYMBOLS));
    double open = price(trade, i).doubleValue();
    return new Bar(
        "S%05d".formatted(n % SYMBOLS),
        Timeframe.MINUTE,
        start,
        start.plusSeconds(60),
        DATE,
        open,
        open + 0.12,
        open - 0.08,
        open + 0.05,
        1_000 + n % 997,
        (int) (20 + n % 31),
        open + 0.02,
        0,
        1,
        0,
        "bench",
        true,
        false,
        start.plusMillis(40),
        start.plusMillis(59_800),
        true);
  }

  private static BigDecimal price(int trade, int cents) {
    return BigDecimal.valueOf(10_000L + trade % 4_000 + cents, 2);
  }
}
