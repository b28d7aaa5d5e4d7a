package dev.sluice.jobs.backtest;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.market.MarketStreams;
import dev.sluice.jobs.market.MarketTopology;
import dev.sluice.jobs.trading.TradingTopology;
import dev.sluice.operators.market.MarketInput;
import dev.sluice.operators.strategy.RunStrategies;
import dev.sluice.operators.strategy.StrategyConfig;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.operators.trading.TradeAccount;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The desk on bounded input: the market job's and the trading job's own streams, joined without
 * topics between them.
 *
 * <pre>
 * ticks, bars ─→ market ─┬→ indicators ─→ strategies ─→ signals ─┐
 *                        └→ quotes ─────────────────────────────┴→ accounts ─→ ledger
 * </pre>
 */
final class BacktestTopology {
  private BacktestTopology() {}

  /** Adds the topology to an environment. */
  static void define(
      StreamExecutionEnvironment env,
      Source<MarketInput, ?, ?> marketData,
      List<StrategyConfig> strategies,
      List<AccountConfig> accounts,
      Duration latency,
      String run,
      SluiceConfig config) {
    MarketStreams market = MarketTopology.streams(env, marketData, config);
    SingleOutputStreamOperator<Signal> signals = decide(market.indicators(), strategies, latency);
    SingleOutputStreamOperator<PortfolioSnapshot> portfolio =
        TradingTopology.trade(market.quotes(), signals, null, accounts);
    enter(signals, "signals", IntoLedger.of(run, Ledger::add));
    enter(portfolio, "portfolio", IntoLedger.of(run, Ledger::add));
    enter(portfolio.getSideOutput(TradeAccount.ORDERS), "orders", IntoLedger.of(run, Ledger::add));
    enter(portfolio.getSideOutput(TradeAccount.FILLS), "fills", IntoLedger.of(run, Ledger::add));
    enter(splits(market.quotes()), "splits", IntoLedger.of(run, Ledger::addSplit));
    enter(
        market.refused().union(signals.getSideOutput(RunStrategies.DEAD_LETTERS)),
        "refused",
        IntoLedger.of(run, Ledger::add));
  }

  private static SingleOutputStreamOperator<Signal> decide(
      DataStream<IndicatedBar> indicators, List<StrategyConfig> strategies, Duration latency) {
    return DataStreamUtils.reinterpretAsKeyedStream(indicators, bar -> bar.bar().symbol())
        .process(new RunStrategies(strategies, latency), StreamTypes.of(Signal.class))
        .uid("run-strategies")
        .name("Run strategies");
  }

  /** Picked where quotes come from: all of them would be much to carry for what is rare. */
  private static DataStream<Tick> splits(List<DataStream<Tick>> quotes) {
    DataStream<Tick> splits = null;
    for (DataStream<Tick> some : quotes) {
      DataStream<Tick> picked =
          some.filter(tick -> tick.kind() == TickKind.SPLIT)
              .uid(splits == null ? "select-splits" : "select-splits-of-bars")
              .name("Select splits");
      splits = splits == null ? picked : splits.union(picked);
    }
    return splits;
  }

  private static <T> void enter(DataStream<T> stream, String what, IntoLedger<T> sink) {
    stream.sinkTo(sink).uid("ledger-" + what).name("Enter " + what);
  }
}
