package dev.sluice.jobs.desk;

import dev.sluice.jobs.analysis.AnalysisJob;
import dev.sluice.jobs.analysis.AnalysisSettings;
import dev.sluice.jobs.analysis.AnalysisTopology;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.kafka.KafkaSources;
import dev.sluice.jobs.market.MarketJob;
import dev.sluice.jobs.market.MarketTopology;
import dev.sluice.jobs.records.RecordsJob;
import dev.sluice.jobs.records.RecordsTopology;
import dev.sluice.jobs.trading.TradingJob;
import dev.sluice.jobs.trading.TradingTopology;
import dev.sluice.sinks.kafka.KafkaSinks;
import dev.sluice.sinks.postgres.PostgresRecords;
import dev.sluice.wire.Topics;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The jobs of a desk, in the order of the flow. */
public final class DeskJobs {
  private DeskJobs() {}

  /** Defines a job in an environment. */
  public interface Topology {
    void define(StreamExecutionEnvironment env, SluiceConfig config) throws Exception;
  }

  /** Each job by its name. */
  public static Map<String, Topology> all() {
    Map<String, Topology> jobs = new LinkedHashMap<>();
    jobs.put(
        MarketJob.NAME,
        (env, c) ->
            MarketTopology.define(
                env, KafkaSources.marketData(c), KafkaSinks.atLeastOnce(c.bootstrapServers()), c));
    jobs.put(
        AnalysisJob.NAME,
        (env, c) ->
            AnalysisTopology.define(
                env,
                KafkaSources.topic(c, Topics.INDICATORS, AnalysisJob.NAME),
                KafkaSinks.atLeastOnce(c.bootstrapServers()),
                AnalysisSettings.from(c),
                c));
    jobs.put(
        TradingJob.NAME,
        (env, c) ->
            TradingTopology.define(
                env,
                TradingJob.sources(c),
                KafkaSinks.atLeastOnce(c.bootstrapServers()),
                TradingJob.accounts(c),
                c));
    jobs.put(
        RecordsJob.NAME,
        (env, c) ->
            RecordsTopology.define(
                env,
                KafkaSources.topics(c, PostgresRecords.topics(), RecordsJob.NAME),
                RecordsJob.tables(c)));
    return jobs;
  }
}
