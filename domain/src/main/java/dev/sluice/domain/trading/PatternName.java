package dev.sluice.domain.trading;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What can be looked for in what happens to an account. The shape of each is fixed; how much of it
 * there has to be is in its {@link PatternThresholds}.
 */
public enum PatternName {
  /** So many losing trades in a row, whenever; a trade is from flat to flat. */
  LOSING_STREAK(5, null, null, ControlAction.COOL_DOWN, Duration.ofHours(1)),
  /** So many positions closed by their stop within a time, the drawdown larger at each. */
  STOP_OUTS(3, Duration.ofMinutes(10), null, ControlAction.COOL_DOWN, Duration.ofMinutes(30)),
  /** So many orders made within a time. */
  ORDER_BURST(100, Duration.ofSeconds(1), null, ControlAction.HALT, null),
  /** So many orders denied by a limit or rejected by the venue within a time. */
  REJECT_BURST(20, Duration.ofSeconds(10), null, ControlAction.PAUSE, null),
  /** A symbol bought, sold and bought again within a time. */
  WHIPSAW(null, Duration.ofMinutes(1), null, ControlAction.COOL_DOWN, Duration.ofMinutes(15)),
  /** The price of a symbol that is held or ordered moves by more than so many percent in a time. */
  PRICE_SHOCK(null, Duration.ofMinutes(1), BigDecimal.TEN, ControlAction.REDUCE, null),
  /** A symbol that is held is not quoted for a time, while the session goes on. */
  STALE_FEED(null, Duration.ofMinutes(5), null, ControlAction.PAUSE, null);

  private static final int LONGEST_ROW = 30;

  private final Integer count;
  private final Duration span;
  private final BigDecimal percent;
  private final ControlAction action;
  private final Duration cooldown;

  PatternName(
      Integer count, Duration span, BigDecimal percent, ControlAction action, Duration cooldown) {
    this.count = count;
    this.span = span;
    this.percent = percent;
    this.action = action;
    this.cooldown = cooldown;
  }

  /**
   * The largest count that it may have. Of a row each event is kept in each match that it may
   * belong to, which is why a long row is not for this.
   */
  public int most() {
    return this == LOSING_STREAK || this == STOP_OUTS ? LONGEST_ROW : PatternThresholds.MOST;
  }

  /** Its thresholds where it is switched on and nothing else is said. */
  public PatternThresholds standard() {
    return new PatternThresholds(
        true,
        count,
        span,
        percent,
        action,
        PatternThresholds.DEFAULT_DELTA,
        cooldown == null ? PatternThresholds.DEFAULT_COOLDOWN : cooldown);
  }

  /**
   * The pattern of a name.
   *
   * @throws IllegalArgumentException where there is none, with all that there are
   */
  public static PatternName of(String name) {
    for (PatternName pattern : values()) {
      if (pattern.name().equals(name)) {
        return pattern;
      }
    }
    throw new IllegalArgumentException(
        "pattern: was '"
            + name
            + "', expected one of "
            + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", ")));
  }
}
