package dev.sluice.domain.market;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The calendar of a stock exchange: its rules of holidays and short days, and the dated list of
 * days on which it kept other hours. A session lies within one date of the exchange's time zone and
 * ends with a closing auction.
 *
 * <p>Days after this release follow the rules of today: a later day of mourning is not known before
 * it is added to the list.
 */
public final class ExchangeCalendar implements TradingCalendar {
  private static final ExchangeCalendar NYSE =
      new ExchangeCalendar(
          "NYSE",
          ZoneId.of("America/New_York"),
          NyseRules::hours,
          SpecialDays.read("nyse-special-days.csv"));

  private static final ExchangeCalendar TSX =
      new ExchangeCalendar(
          "TSX",
          ZoneId.of("America/Toronto"),
          TsxRules::hours,
          SpecialDays.read("tsx-special-days.csv"));

  private final String name;
  private final ZoneId zone;
  private final Function<LocalDate, Optional<TradingHours>> rules;
  private final Map<LocalDate, Optional<TradingHours>> special;

  private ExchangeCalendar(
      String name,
      ZoneId zone,
      Function<LocalDate, Optional<TradingHours>> rules,
      Map<LocalDate, Optional<TradingHours>> special) {
    this.name = name;
    this.zone = zone;
    this.rules = rules;
    this.special = special;
  }

  /**
   * The New York Stock Exchange, and Nasdaq, which keeps the same days: 09:30 to 16:00
   * America/New_York, 13:00 on its short days. The dates are right from 1971 (when the Uniform
   * Monday Holiday Act took effect) and the hours from 1985-09-30 (when the open moved from 10:00
   * to 09:30); the rules are those of NYSE Rule 7.2 and its predecessors.
   */
  public static ExchangeCalendar nyse() {
    return NYSE;
  }

  /**
   * The Toronto Stock Exchange: 09:30 to 16:00 America/Toronto, 13:00 on Christmas Eve. The dates
   * are right from 1999; short days before 2008 are not known and count as full.
   */
  public static ExchangeCalendar tsx() {
    return TSX;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Session> session(LocalDate date) {
    Optional<TradingHours> known = special.get(date);
    Optional<TradingHours> hours = known != null ? known : rules.apply(date);
    return hours.map(h -> new Session(date, at(date, h.open()), at(date, h.close())));
  }

  @Override
  public LocalDate dateOf(Instant instant) {
    return instant.atZone(zone).toLocalDate();
  }

  private Instant at(LocalDate date, LocalTime time) {
    return date.atTime(time).atZone(zone).toInstant();
  }
}
