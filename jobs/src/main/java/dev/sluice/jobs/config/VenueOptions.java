package dev.sluice.jobs.config;

import dev.sluice.connectors.venue.ConnectorSettings;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;

/** The options {@code sluice.venue.*} as a connector takes them. */
public final class VenueOptions {
  /** An order that is unknown is to be resolved within half a minute of the venue's answer. */
  private static final Duration LONGEST_SETTLE = Duration.ofSeconds(25);

  private VenueOptions() {}

  /** How a connector of this configuration behaves. */
  public static ConnectorSettings settings(SluiceConfig config) {
    return ConnectorSettings.DEFAULT.with(
        config.get(SluiceOptions.VENUE_MAX_AGE),
        config.get(SluiceOptions.VENUE_SETTLE),
        config.get(SluiceOptions.VENUE_POSITIONS_EVERY),
        config.get(SluiceOptions.VENUE_MAX_REQUESTS));
  }

  static void check(SluiceConfig config) {
    Duration settle = config.get(SluiceOptions.VENUE_SETTLE);
    boolean shorter = settle.compareTo(ConnectorSettings.DEFAULT.sendWindow()) <= 0;
    if (shorter || settle.compareTo(LONGEST_SETTLE) > 0) {
      throw new ConfigException(
          "%s: was %s, expected more than %s and at most %s"
              .formatted(
                  SluiceOptions.VENUE_SETTLE.key(),
                  settle,
                  ConnectorSettings.DEFAULT.sendWindow(),
                  LONGEST_SETTLE));
    }
    positive(config, SluiceOptions.VENUE_TIMEOUT);
    positive(config, SluiceOptions.VENUE_MAX_AGE);
    positive(config, SluiceOptions.VENUE_POSITIONS_EVERY);
    positive(config, SluiceOptions.VENUE_GATE_FRESHNESS);
    if (config.get(SluiceOptions.VENUE_MAX_REQUESTS) < 0) {
      throw new ConfigException(
          "%s: was %d, expected 0 or more"
              .formatted(
                  SluiceOptions.VENUE_MAX_REQUESTS.key(),
                  config.get(SluiceOptions.VENUE_MAX_REQUESTS)));
    }
  }

  private static void positive(SluiceConfig config, ConfigOption<Duration> option) {
    Duration value = config.get(option);
    if (value.isZero() || value.isNegative()) {
      throw new ConfigException(option.key() + ": was " + value + ", expected more than 0");
    }
  }
}
