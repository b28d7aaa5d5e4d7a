package dev.sluice.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.domain.trading.Fill;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.PatternName;
import dev.sluice.domain.trading.PatternSettings;
import dev.sluice.domain.trading.PatternThresholds;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.operators.trading.TradeAccount;
import dev.sluice.wire.SequencedInput;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.function.SerializableFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The accounts' topology with patterns, whose thresholds change meanwhile, on 1, 2 and 4 tasks. */
class PatternsParallelismITCase {
  /** Monday 2024-01-08, 15:00 UTC. */
  private static final Instant START = Instant.parse("2024-01-08T15:00:00Z");

  private static final List<String> SYMBOLS = List.of("AAA", "BBB", "CCC");

  private static List<AccountConfig> accounts() {
    PatternSettings settings = PatternSettings.OFF;
    settings = with(settings, PatternName.LOSING_STREAK, "count", "2", "cooldown", "PT2M");
    settings = with(settings, PatternName.ORDER_BURST, "count", "5", "span", "PT2M");
    settings = with(settings, PatternName.PRICE_SHOCK, "percent", "4", "span", "PT5M");
    settings = with(settings, PatternName.STALE_FEED, "span", "PT2M", "action", "COOL_DOWN");
    List<AccountConfig> accounts = new ArrayList<>();
    for (String name : List.of("a", "b", "c", "d", "e")) {
      accounts.add(
          AccountConfig.paper(name, List.of("rule"), new BigDecimal("100000")).with(settings));
    }
    return accounts;
  }

  private static PatternSettings with(
      PatternSettings settings, PatternName name, String... fields) {
    PatternThresholds thresholds = name.standard();
    for (int i = 0; i < fields.length; i += 2) {
      thresholds = thresholds.with(fields[i], fields[i + 1]);
    }
    return settings.with(name, thresholds);
  }

  private static List<Tick> quotes() {
    List<Tick> quotes = new ArrayList<>();
    Random random = new Random(3);
    double price = 100;
    for (int i = 0; i < 100; i++) {
      price *= 1 + 0.015 * random.nextGaussian();
      long time = START.plusSeconds(60L * i).toEpochMilli();
      for (String symbol : SYMBOLS) {
        if (random.nextInt(5) > 0) {
          double bid = symbol.equals("AAA") ? price : 10_000 / price;
          quotes.add(
              Tick.quote(symbol, i, time, bid, Double.NaN, bid + 0.02, Double.NaN, "test", true));
        }
      }
    }
    return quotes;
  }

  private static List<Signal> signals() {
    List<Signal> signals = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 100; i++) {
      for (String symbol : SYMBOLS) {
        signals.add(
            new Signal(
                symbol + i,
                "execution",
                "rule",
                symbol,
                random.nextBoolean() ? SignalType.BUY : SignalType.SELL,
                0.9,
                new BigDecimal("100"),
                null,
                null,
                START.plusSeconds(60L * i + 10),
                null,
                null,
                null,
                Map.of(),
                true));
      }
    }
    return signals;
  }

  private static List<Control> controls() {
    List<Control> controls = new ArrayList<>();
    for (int i = 5; i < 100; i += 5) {
      Instant at = START.plusSeconds(60L * i + 30);
      controls.add(new Control("r" + i, "*", ControlAction.RESUME, "test", "alice", at));
    }
    controls.add(set("1", "*", 3000, "pattern.LOSING_STREAK.count", "3"));
    controls.add(set("2", "b", 3600, "pattern.WHIPSAW.enabled", "true"));
    controls.add(set("3", "b", 3600, "pattern.WHIPSAW.span", "PT10M"));
    controls.sort((x, y) -> x.effectiveAt().compareTo(y.effectiveAt()));
    return controls;
  }

  private static Control set(String id, String account, long second, String limit, String value) {
    return new Control(
        id,
        account,
        ControlAction.SET_LIMIT,
        "test",
        "alice",
        START.plusSeconds(second),
        limit,
        value);
  }

  private static <T> DataStream<T> stream(
      StreamExecutionEnvironment env,
      String name,
      Class<T> type,
      List<T> values,
      SerializableFunction<T, Long> time) {
    return env.fromData(StreamTypes.of(type), values.toArray(size -> array(type, size)))
        .uid(name)
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<T>forMonotonousTimestamps()
                .withTimestampAssigner((value, before) -> time.apply(value)))
        .uid(name + "-times")
        .rebalance();
  }

  @SuppressWarnings("unchecked")
  private static <T> T[] array(Class<T> type, int size) {
    return (T[]) java.lang.reflect.Array.newInstance(type, size);
  }

  /** All that the accounts said, by account. */
  private static Map<String, List<String>> run(int parallelism) throws Exception {
    Configuration options = new Configuration();
    options.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, options);
    StreamTypes.register();
    SingleOutputStreamOperator<PortfolioSnapshot> portfolio =
        TradingTopology.trade(
            List.of(stream(env, "quotes", Tick.class, quotes(), Tick::eventTime)),
            stream(env, "signals", Signal.class, signals(), s -> s.eventTime().toEpochMilli()),
            stream(
                env,
                "inputs",
                SequencedInput.class,
                controls().stream().map(SequencedInput::of).toList(),
                input -> input.effectiveAt().toEpochMilli()),
            accounts());
    Map<String, List<String>> said = new TreeMap<>();
    try (CloseableIterator<Order> orders =
            portfolio.getSideOutput(TradeAccount.ORDERS).collectAsync();
        CloseableIterator<Fill> fills = portfolio.getSideOutput(TradeAccount.FILLS).collectAsync();
        CloseableIterator<Control> controls =
            portfolio.getSideOutput(TradeAccount.CONTROLS).collectAsync()) {
      env.executeAsync("patterns");
      orders.forEachRemaining(
          o ->
              said.computeIfAbsent("orders " + o.account(), k -> new ArrayList<>())
                  .add(o.toString()));
      fills.forEachRemaining(
          f ->
              said.computeIfAbsent("fills " + f.account(), k -> new ArrayList<>())
                  .add(f.toString()));
      controls.forEachRemaining(
          c ->
              said.computeIfAbsent("controls " + c.account(), k -> new ArrayList<>())
                  .add(c.toString()));
    }
    // Controls for all come once from each account, in whatever order the tasks are.
    said.getOrDefault("controls *", new ArrayList<>()).sort(String::compareTo);
    return said;
  }

  private static String hash(Map<String, List<String>> said) throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(sha.digest(said.toString().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void theNumberOfTasksChangesNothing() throws Exception {
    Map<String, List<String>> one = run(1);
    for (String name :
        List.of("LOSING_STREAK", "ORDER_BURST", "PRICE_SHOCK", "STALE_FEED", "WHIPSAW")) {
      assertThat(one.get("controls b")).anyMatch(c -> c.contains("pattern:" + name));
    }
    assertThat(one.get("controls a"))
        .as("the change is of another account")
        .noneMatch(c -> c.contains("pattern:WHIPSAW"));
    assertThat(hash(run(2))).isEqualTo(hash(one));
    assertThat(hash(run(4))).isEqualTo(hash(one));
  }
}
