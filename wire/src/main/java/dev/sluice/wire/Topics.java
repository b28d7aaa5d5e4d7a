package dev.sluice.wire;

import java.util.List;

/** The Kafka topics of the desk; who writes and reads each is in docs/architecture.md. */
public final class Topics {
  public static final String TICKS = "ticks";
  public static final String BARS_RAW = "bars.raw";
  public static final String QUOTES = "quotes";
  public static final String BARS = "bars";
  public static final String INDICATORS = "indicators";
  public static final String DATA_QUALITY = "data-quality";
  public static final String WORKFLOWS = "workflows";
  public static final String CHARTS = "charts";
  public static final String ANALYSES = "analyses";
  public static final String SIGNALS = "signals";
  public static final String REQUESTS = "requests";
  public static final String INPUTS = "inputs";
  public static final String ORDERS = "orders";
  public static final String EXECUTIONS = "executions";
  public static final String PORTFOLIO = "portfolio";
  public static final String RISK = "risk";
  public static final String CONTROLS = "controls";
  public static final String VENUE_REQUESTS = "venue.requests";
  public static final String VENUE_REPORTS = "venue.reports";
  public static final String ARTIFACTS = "artifacts";
  public static final String DEAD_LETTERS = "dead-letters";

  /** Every topic, in the order of the flow. */
  public static final List<String> ALL =
      List.of(
          TICKS,
          BARS_RAW,
          QUOTES,
          BARS,
          INDICATORS,
          DATA_QUALITY,
          WORKFLOWS,
          CHARTS,
          ANALYSES,
          SIGNALS,
          REQUESTS,
          INPUTS,
          ORDERS,
          EXECUTIONS,
          PORTFOLIO,
          RISK,
          CONTROLS,
          VENUE_REQUESTS,
          VENUE_REPORTS,
          ARTIFACTS,
          DEAD_LETTERS);

  private Topics() {}

  /**
   * The partition of a key: the same for every writer, so that the one writer of a partition is
   * known before the record is sent.
   *
   * @param key symbol, account or id; must not be null
   * @param partitions number of partitions of the topic, at least 1
   */
  public static int partition(String key, int partitions) {
    return Math.floorMod(key.hashCode() * 0x9E3779B9, partitions);
  }
}
