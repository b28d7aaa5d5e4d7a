package dev.sluice.domain.market;

/** How long a bar is. Days and weeks are the exchange's sessions and trading weeks, not UTC's. */
public enum Timeframe {
  MINUTE("1m"),
  SESSION("1d"),
  WEEK("1w");

  private final String code;

  Timeframe(String code) {
    this.code = code;
  }

  /** The code used in files, topics, tables and on the command line: 1m, 1d, 1w. */
  public String code() {
    return code;
  }

  /**
   * The timeframe with this code.
   *
   * @throws IllegalArgumentException naming the codes that exist
   */
  public static Timeframe of(String code) {
    for (Timeframe timeframe : values()) {
      if (timeframe.code.equals(code)) {
        return timeframe;
      }
    }
    throw new IllegalArgumentException("timeframe: '" + code + "' is none of 1m, 1d, 1w");
  }
}
