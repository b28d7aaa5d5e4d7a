package dev.sluice.operators.market;

import dev.sluice.domain.quality.QualityThresholds;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How market data is judged.
 *
 * @param enabled false where only second copies of trades are looked for
 * @param thresholds changes to {@link QualityThresholds#DEFAULTS}, by name
 * @param quarantine how long a suspicious tick waits for others at most
 */
public record QualitySettings(
    boolean enabled, TreeMap<String, String> thresholds, Duration quarantine)
    implements Serializable {
  /**
   * Settings.
   *
   * @throws IllegalArgumentException naming the threshold, or the quarantine, its value and what
   *     was expected
   */
  public static QualitySettings of(
      boolean enabled, Map<String, String> thresholds, Duration quarantine) {
    var unused = QualityThresholds.DEFAULTS.with(thresholds);
    if (quarantine.isNegative() || quarantine.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "was " + quarantine + ", expected a duration from 0 up to a day");
    }
    return new QualitySettings(enabled, new TreeMap<>(thresholds), quarantine);
  }

  QualityThresholds limits() {
    return QualityThresholds.DEFAULTS.with(thresholds);
  }

  /** How long a tick waits at most, milliseconds; 0 where none does. */
  public long quarantineMillis() {
    return enabled ? quarantine.toMillis() : 0;
  }
}
