package dev.sluice.jobs.chaos;

import dev.sluice.connectors.simulated.SimulatedMarket;
import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.domain.market.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * What is traded in a run and what goes wrong in it, each fault at a time of the market's day: all
 * of it follows from the seed.
 *
 * @param seed of the faults
 * @param marketSeed of the simulated market
 * @param symbols the universe
 * @param sessions the days that are traded
 * @param faults in the order of time
 * @param away how long what is away stays away
 */
record ChaosPlan(
    long seed,
    long marketSeed,
    List<String> symbols,
    List<Session> sessions,
    List<Planned> faults,
    Duration away) {
  /** Faults do not come before the first minutes are over, nor at the very end. */
  private static final double FIRST = 0.03;

  private static final double LAST = 0.95;

  /** The middle of each fault's stretch, where it comes. */
  private static final double JITTER = 0.6;

  /** A fault over a close comes so long before it. */
  private static final Duration BEFORE_CLOSE = Duration.ofMinutes(15);

  /** Behind a close's last heartbeat no time passes before the next session opens. */
  private static final Duration AFTER_CLOSE = Duration.ofSeconds(50);

  /** Time of the market in which accounts make orders for a fault of a venue to befall. */
  private static final Duration ORDERS = Duration.ofMinutes(12);

  private static final Duration A_MOMENT = Duration.ofMinutes(1);

  /**
   * A fault.
   *
   * @param at event time that every account has taken when it comes, UTC
   * @param until event time that is to be taken before it is over, UTC
   */
  record Planned(FaultKind kind, Instant at, Instant until) {}

  /**
   * Draws a plan.
   *
   * @param kinds each comes {@code times} times, those about closes once a close at most
   */
  static ChaosPlan draw(
      long seed,
      List<String> symbols,
      int sessions,
      Collection<FaultKind> kinds,
      int times,
      Duration away) {
    Random random = new Random(seed);
    List<Session> days = days(sessions);
    List<FaultKind> atAnyTime = new ArrayList<>();
    List<FaultKind> overACloses = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      kinds.forEach(kind -> (kind.overAClose() ? overACloses : atAnyTime).add(kind));
    }
    Collections.shuffle(atAnyTime, random);
    Collections.shuffle(overACloses, random);
    List<Planned> faults = new ArrayList<>();
    faults.addAll(overCloses(overACloses, days));
    faults.addAll(spread(atAnyTime, days, random));
    faults.sort(Comparator.comparing(Planned::at));
    return new ChaosPlan(seed, seed, symbols, days, List.copyOf(faults), away);
  }

  private static List<Session> days(int sessions) {
    List<Session> days = new ArrayList<>();
    ExchangeCalendar calendar = ExchangeCalendar.nyse();
    LocalDate date = SimulatedMarket.DEFAULT_FIRST_SESSION.minusDays(1);
    while (days.size() < sessions) {
      days.add(calendar.next(date));
      date = days.get(days.size() - 1).date();
    }
    return days;
  }

  /** One over each close at most. */
  private static List<Planned> overCloses(List<FaultKind> kinds, List<Session> days) {
    List<Planned> faults = new ArrayList<>();
    for (int i = 0; i < Math.min(kinds.size(), days.size()); i++) {
      Instant close = days.get(i).close();
      faults.add(new Planned(kinds.get(i), close.minus(BEFORE_CLOSE), close.plus(AFTER_CLOSE)));
    }
    return faults;
  }

  /** Each somewhere in a stretch of its own. */
  private static List<Planned> spread(List<FaultKind> kinds, List<Session> days, Random random) {
    List<Planned> faults = new ArrayList<>();
    double stretch = (LAST - FIRST) / kinds.size();
    for (int i = 0; i < kinds.size(); i++) {
      double place = FIRST + stretch * (i + (1 - JITTER) / 2 + JITTER * random.nextDouble());
      Instant at = at(days, place);
      Duration lasts = kinds.get(i).ofAVenue() ? ORDERS : A_MOMENT;
      faults.add(new Planned(kinds.get(i), at, at.plus(lasts)));
    }
    return faults;
  }

  /** The time of a day at which this part of all trading time is over. */
  private static Instant at(List<Session> days, double place) {
    double session = place * days.size();
    Session day = days.get((int) session);
    double part = session - (int) session;
    long length = Duration.between(day.open(), day.close()).toMillis();
    return day.open().plusMillis((long) (part * length));
  }

  /** Whether an account trades at a venue outside the job. */
  boolean remote() {
    return faults.stream().anyMatch(fault -> fault.kind().ofAVenue());
  }

  /** The same without its faults, and so without what only they need. */
  ChaosPlan undisturbed() {
    return new ChaosPlan(seed, marketSeed, symbols, sessions, List.of(), away);
  }

  LocalDate lastSession() {
    return sessions.get(sessions.size() - 1).date();
  }
}
