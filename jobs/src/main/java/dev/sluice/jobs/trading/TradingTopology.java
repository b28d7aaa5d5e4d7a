package dev.sluice.jobs.trading;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.kafka.DecodeTick;
import dev.sluice.jobs.kafka.Outbound;
import dev.sluice.jobs.kafka.ReadRecords;
import dev.sluice.jobs.kafka.TopicMessage;
import dev.sluice.jobs.kafka.Watermarks;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.operators.trading.AccountInput;
import dev.sluice.operators.trading.AccountInputSerializer;
import dev.sluice.operators.trading.RouteToAccounts;
import dev.sluice.operators.trading.TradeAccount;
import dev.sluice.operators.trading.patterns.AccountPatterns;
import dev.sluice.sinks.kafka.KafkaOutput;
import dev.sluice.sinks.kafka.OutboundRecord;
import dev.sluice.sinks.kafka.TopicSpec;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.SequencedInput;
import dev.sluice.wire.SignalReader;
import dev.sluice.wire.Topics;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableFunction;

/**
 * From signals to orders and fills, one keyed operator an account.
 *
 * <pre>
 * quotes ──→ routed ─┐
 * signals ─→ routed ─┼→ accounts, each in event-time order ─→ orders, executions, portfolio,
 * inputs ─┬→ routed ─┘                                        risk, controls, artifacts,
 *         └→ thresholds of patterns, to all                   venue.requests
 * </pre>
 */
public final class TradingTopology {
  /** Sources of one group wait for each other in event time. */
  private static final String ALIGNMENT = "trading";

  /**
   * Longest wait of what passes between tasks for more to go with it; milliseconds of this
   * machine's time. An account waits for the markers of every topic, and quiet topics fill no
   * buffer: with Flink's own 100 ms a signal would wait that long for its order.
   */
  static final long BUFFER_TIMEOUT_MILLIS = 5;

  private TradingTopology() {}

  /**
   * Where the trading job reads from.
   *
   * @param quotes validated ticks
   * @param signals decisions of strategies
   * @param inputs sequenced controls, and reports of venues
   */
  public record Sources(
      Source<TopicMessage, ?, ?> quotes,
      Source<TopicMessage, ?, ?> signals,
      Source<TopicMessage, ?, ?> inputs) {}

  /** Adds the topology to an environment. */
  public static void define(
      StreamExecutionEnvironment env,
      Sources sources,
      Sink<OutboundRecord> sink,
      List<AccountConfig> accounts,
      SluiceConfig config) {
    env.setBufferTimeout(BUFFER_TIMEOUT_MILLIS);
    var quotes = read(env, sources.quotes(), Topics.QUOTES, Tick.class, new DecodeTick(), config);
    var signals =
        read(
            env,
            sources.signals(),
            Topics.SIGNALS,
            Signal.class,
            bytes -> SignalReader.read(bytes),
            config);
    var inputs =
        read(
            env,
            sources.inputs(),
            Topics.INPUTS,
            SequencedInput.class,
            bytes -> SequencedInput.decode(bytes),
            config);
    SingleOutputStreamOperator<PortfolioSnapshot> portfolio =
        trade(List.of(quotes), signals, inputs, accounts);
    DataStream<DeadLetter> unreadable =
        quotes
            .getSideOutput(ReadRecords.DEAD_LETTERS)
            .union(
                signals.getSideOutput(ReadRecords.DEAD_LETTERS),
                inputs.getSideOutput(ReadRecords.DEAD_LETTERS),
                portfolio.getSideOutput(TradeAccount.REFUSED));
    publish(portfolio, unreadable, sink, config);
  }

  /**
   * The accounts themselves, wherever what they take comes from.
   *
   * @param quotes at least one stream, each routed where it comes from
   * @param inputs sequenced controls and reports of venues; null where nobody is there to give any,
   *     nor to look at how far the limits are
   * @return the portfolio snapshots; the rest is in the side outputs of {@link TradeAccount}
   */
  public static SingleOutputStreamOperator<PortfolioSnapshot> trade(
      List<? extends DataStream<Tick>> quotes,
      DataStream<Signal> signals,
      DataStream<SequencedInput> inputs,
      List<AccountConfig> accounts) {
    DataStream<AccountInput> routed =
        route(quotes.get(0), Topics.QUOTES, RouteToAccounts.ticks(accounts))
            .union(route(signals, Topics.SIGNALS, RouteToAccounts.signals(accounts)));
    for (int i = 1; i < quotes.size(); i++) {
      String more = Topics.QUOTES + "-" + (i + 1);
      routed = routed.union(route(quotes.get(i), more, RouteToAccounts.ticks(accounts)));
    }
    if (inputs != null) {
      routed = routed.union(route(inputs, Topics.INPUTS, RouteToAccounts.inputs(accounts)));
    }
    TradeAccount account = new TradeAccount(accounts, ExchangeCalendar::nyse);
    return routed
        .keyBy(AccountInput::account)
        .connect(PatternChanges.of(quotes.get(0), inputs).broadcast(AccountPatterns.CHANGES))
        .process(
            inputs == null ? account : account.measuringRisk(),
            StreamTypes.of(PortfolioSnapshot.class))
        .uid("trade-account")
        .name("Trade accounts within limits");
  }

  private static <T> SingleOutputStreamOperator<T> read(
      StreamExecutionEnvironment env,
      Source<TopicMessage, ?, ?> source,
      String topic,
      Class<T> type,
      SerializableFunction<byte[], T> decode,
      SluiceConfig config) {
    return env.fromSource(source, Watermarks.aligned(ALIGNMENT, config), "Read " + topic)
        .uid("read-" + topic)
        .process(new ReadRecords<>(decode), StreamTypes.of(type))
        .uid("decode-" + topic)
        .name("Decode " + topic);
  }

  private static <T> DataStream<AccountInput> route(
      DataStream<T> records, String topic, FlatMapFunction<T, AccountInput> router) {
    return records
        .flatMap(router)
        .returns(AccountInputSerializer.TYPE)
        .uid("route-" + topic)
        .name("Route " + topic + " to accounts");
  }

  private static void publish(
      SingleOutputStreamOperator<PortfolioSnapshot> portfolio,
      DataStream<DeadLetter> unreadable,
      Sink<OutboundRecord> sink,
      SluiceConfig config) {
    int n = config.partitions();
    DataStream<OutboundRecord> outbound =
        Outbound.to(
                portfolio,
                Topics.PORTFOLIO,
                n,
                snapshot -> snapshot.account(),
                snapshot -> JsonCodec.PORTFOLIO.encode(snapshot))
            .union(
                Outbound.to(
                    portfolio.getSideOutput(TradeAccount.ORDERS),
                    Topics.ORDERS,
                    n,
                    order -> order.account(),
                    order -> JsonCodec.ORDER.encode(order)),
                Outbound.to(
                    portfolio.getSideOutput(TradeAccount.FILLS),
                    Topics.EXECUTIONS,
                    n,
                    fill -> fill.account(),
                    fill -> JsonCodec.FILL.encode(fill)),
                Outbound.to(
                    portfolio.getSideOutput(TradeAccount.VENUE_REQUESTS),
                    Topics.VENUE_REQUESTS,
                    n,
                    request -> request.order().account(),
                    request -> JsonCodec.VENUE_REQUEST.encode(request)),
                Outbound.to(
                    portfolio.getSideOutput(TradeAccount.RISK),
                    Topics.RISK,
                    n,
                    risk -> risk.account(),
                    risk -> JsonCodec.RISK.encode(risk)),
                Outbound.to(
                    portfolio.getSideOutput(TradeAccount.CONTROLS),
                    Topics.CONTROLS,
                    n,
                    control -> control.account(),
                    control -> JsonCodec.CONTROL.encode(control)),
                Outbound.to(
                    portfolio.getSideOutput(TradeAccount.ARTIFACTS),
                    Topics.ARTIFACTS,
                    n,
                    artifact -> artifact.id(),
                    artifact -> JsonCodec.ARTIFACT.encode(artifact)),
                Outbound.deadLetters(unreadable, n));
    KafkaOutput.publish(
        outbound,
        List.of(
            TopicSpec.of(Topics.ORDERS),
            TopicSpec.of(Topics.EXECUTIONS),
            TopicSpec.of(Topics.PORTFOLIO),
            TopicSpec.of(Topics.CONTROLS),
            TopicSpec.of(Topics.VENUE_REQUESTS)),
        n,
        sink,
        "trading",
        "orders and portfolios");
  }
}
