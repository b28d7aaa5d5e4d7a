package dev.sluice.domain.indicator;

import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.market.TradingCalendar;
import java.time.Duration;
import java.time.LocalDate;

/**
 * How many bars of a timeframe there are in a year, by which a volatility is made annual.
 *
 * <p>By convention a year has 52 weeks, 252 sessions on an exchange that rests at the week-end and
 * 365 where there is one every day; holidays and short sessions of a particular year make no
 * difference, so that the figure never changes. An intraday timeframe has the sessions of a year
 * times the bars of a regular session, the shorter one before the close included: {@code 252 x 390}
 * for minutes and {@code 252 x 7} for hours from 09:30 to 16:00.
 */
public final class BarsPerYear {
  private static final int WEEKS = 52;
  private static final int SESSIONS = 252;
  private static final int DAYS = 365;

  /** The Monday of a week in which no exchange has a holiday or a short session. */
  private static final LocalDate ORDINARY_WEEK = LocalDate.of(2024, 3, 11);

  private BarsPerYear() {}

  /** On an exchange with 252 sessions of 6.5 hours, as New York's. */
  public static double of(Timeframe timeframe) {
    return of(timeframe, SESSIONS, Duration.ofMinutes(390));
  }

  /**
   * On an exchange.
   *
   * @param calendar its sessions; those of an ordinary week are asked for
   */
  public static double of(Timeframe timeframe, TradingCalendar calendar) {
    int sessions = 0;
    Duration longest = Duration.ZERO;
    for (int day = 0; day < 7; day++) {
      Session session = calendar.session(ORDINARY_WEEK.plusDays(day)).orElse(null);
      if (session != null) {
        sessions++;
        Duration length = Duration.between(session.open(), session.close());
        longest = length.compareTo(longest) > 0 ? length : longest;
      }
    }
    return of(timeframe, sessions == 7 ? DAYS : SESSIONS, longest);
  }

  /**
   * On an exchange with regular sessions.
   *
   * @param sessionsPerYear above 0
   * @param session length of a session, above zero
   * @throws IllegalArgumentException naming the value that is not above 0
   */
  public static double of(Timeframe timeframe, double sessionsPerYear, Duration session) {
    if (!(sessionsPerYear > 0) || Double.isInfinite(sessionsPerYear)) {
      throw new IllegalArgumentException(
          "sessionsPerYear: " + sessionsPerYear + ", expected a finite number above 0");
    }
    if (session.isNegative() || session.isZero()) {
      throw new IllegalArgumentException("session: " + session + ", expected more than nothing");
    }
    return switch (timeframe) {
      case WEEK -> WEEKS;
      case SESSION -> sessionsPerYear;
      default -> sessionsPerYear * barsOf(session, timeframe.duration());
    };
  }

  private static long barsOf(Duration session, Duration bar) {
    return (session.toMillis() + bar.toMillis() - 1) / bar.toMillis();
  }
}
