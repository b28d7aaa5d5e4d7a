package dev.sluice.jobs.analysis;

import dev.sluice.connectors.llm.AnalystConfig;
import dev.sluice.connectors.llm.OpenAiAnalyst;
import dev.sluice.domain.analysis.Analyst;
import dev.sluice.domain.analysis.ChartStore;
import dev.sluice.domain.analysis.ChartWindows;
import dev.sluice.jobs.config.ConfigException;
import dev.sluice.jobs.config.Secret;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import dev.sluice.operators.analysis.AnalysisConfig;
import dev.sluice.sinks.s3.FlinkObjectStore;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The analysis stage as the desk's configuration has it. */
public final class AnalysisSettings {
  /** S3 may be away this long before the job fails and starts again. */
  private static final Duration STORE_GIVE_UP_AFTER = Duration.ofMinutes(10);

  private static final int DRAWING_THREADS = 2;

  private AnalysisSettings() {}

  /**
   * The settings.
   *
   * @return empty where no analysts are to be asked
   * @throws ConfigException where no endpoint is configured
   */
  public static Optional<AnalysisConfig> from(SluiceConfig config) {
    return config.get(SluiceOptions.ANALYST_ENABLED)
        ? Optional.of(analysts(config))
        : Optional.empty();
  }

  private static AnalysisConfig analysts(SluiceConfig config) {
    AnalystConfig endpoint = endpoint(config);
    String bucket = config.get(SluiceOptions.S3_BUCKET);
    URI base = URI.create("s3://" + bucket + "/");
    Secret key = Secret.of(config, SluiceOptions.ANALYST_API_KEY);
    Analyst.Factory analysts = () -> new OpenAiAnalyst(endpoint.withApiKey(key.reveal()));
    ChartStore.Factory stores = () -> new FlinkObjectStore(base);
    return new AnalysisConfig(
        List.of(config.get(SluiceOptions.STRATEGY)),
        config.charts(),
        bucket,
        config.decisionLatency(),
        endpoint.model(),
        analysts,
        endpoint.deadline(),
        endpoint.maxConcurrency(),
        ChartWindows::append,
        new Charts(),
        stores,
        DRAWING_THREADS,
        STORE_GIVE_UP_AFTER);
  }

  /** Without the key, since it becomes part of the job. */
  private static AnalystConfig endpoint(SluiceConfig config) {
    String baseUrl =
        config
            .optional(SluiceOptions.ANALYST_BASE_URL)
            .orElseThrow(
                () ->
                    new ConfigException(
                        SluiceOptions.ANALYST_BASE_URL.key()
                            + ": is not set, expected the address of an OpenAI-compatible"
                            + " endpoint"));
    try {
      return new AnalystConfig(
          baseUrl,
          null,
          config.get(SluiceOptions.ANALYST_MODEL),
          config.get(SluiceOptions.ANALYST_DEADLINE),
          config.get(SluiceOptions.ANALYST_CONCURRENCY),
          config.get(SluiceOptions.ANALYST_MAX_RETRIES),
          config.optional(SluiceOptions.ANALYST_TOKEN_PRICE).map(BigDecimal::valueOf).orElse(null));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("sluice.analyst: " + e.getMessage());
    }
  }
}
