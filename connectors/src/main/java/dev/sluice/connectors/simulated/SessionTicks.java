package dev.sluice.connectors.simulated;

import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Tick;
import java.util.ArrayList;
import java.util.List;

/**
 * The trades and quotes of one symbol in one session: a Brownian bridge from the day's open to its
 * close, on a clock that runs with the day's activity, with jumps. Events come as a Poisson process
 * on the same clock; some share a millisecond with the one before.
 */
final class SessionTicks {
  private static final double SAME_MILLISECOND = 0.12;
  private static final double QUOTES = 0.6;
  private static final double JUMPS_PER_SESSION = 0.4;
  private static final double JUMP_OF_DEVIATION = 0.4;

  /** The session's part of a day's deviation; the rest is the night's. */
  private static final double INTRADAY = 0.8;

  private static final double ODD_LOTS = 0.2;
  private static final int ROUND_LOT = 100;
  private static final double OPENING_PRINT = 30;
  private static final double CLOSING_PRINT = 60;

  private final String symbol;
  private final Instrument instrument;
  private final SeededRandom random;
  private final Session session;
  private final List<Tick> ticks;
  private long sequence;
  private long bidCents;
  private long askCents;

  private SessionTicks(
      String symbol, Session session, SeededRandom random, long sequence, int expected) {
    this.symbol = symbol;
    this.instrument = Instrument.of(symbol);
    this.session = session;
    this.random = random;
    this.sequence = sequence;
    this.ticks = new ArrayList<>(expected + expected / 4);
  }

  /**
   * Generates the session.
   *
   * @param day log prices of open and close, and the deviation of the day
   * @param firstSequence sequence number of the first tick
   * @param expected mean number of events
   * @return in the order of sequence, and so of time
   */
  static List<Tick> generate(
      String symbol,
      Session session,
      DailyProcess.Day day,
      SeededRandom random,
      long firstSequence,
      int expected) {
    return new SessionTicks(symbol, session, random, firstSequence, expected).run(day, expected);
  }

  private List<Tick> run(DailyProcess.Day day, int expected) {
    long open = session.open().toEpochMilli();
    long close = session.close().toEpochMilli();
    quote(open, day.open(), 0);
    trade(open, SimulatedMarket.cents(day.open()), lots(OPENING_PRINT));
    double deviation = INTRADAY * day.deviation();
    double step = 1 / (expected * (1 - SAME_MILLISECOND));
    double done = 0;
    double price = day.open();
    long time = open;
    while (true) {
      if (random.uniform() >= SAME_MILLISECOND) {
        double taken = step * random.exponential();
        double left = 1 - done;
        if (taken >= left) {
          break;
        }
        double part = taken / left;
        price +=
            (day.close() - price) * part
                + deviation * StrictMath.sqrt(taken * (1 - part)) * random.gaussian()
                + jump(deviation, taken);
        done += taken;
        time = Math.min(close - 1, open + (long) (DayShape.timeOf(done) * (close - open)));
      }
      event(time, price, (double) (time - open) / (close - open));
    }
    quote(close, day.close(), 1);
    trade(close, SimulatedMarket.cents(day.close()), lots(CLOSING_PRINT));
    return ticks;
  }

  private double jump(double deviation, double taken) {
    return random.uniform() < JUMPS_PER_SESSION * taken
        ? JUMP_OF_DEVIATION * deviation * random.gaussian()
        : 0;
  }

  private void event(long time, double logPrice, double dayTime) {
    if (random.uniform() < QUOTES) {
      quote(time, logPrice, dayTime);
    } else {
      trade(time, random.uniform() < 0.5 ? bidCents : askCents, tradeSize());
    }
  }

  private void quote(long time, double logPrice, double dayTime) {
    double middle = 100 * StrictMath.exp(logPrice);
    double wide = (0.6 + 0.4 * DayShape.intensity(dayTime)) * (0.75 + 0.5 * random.uniform());
    long spread = Math.max(1, Math.round(middle * instrument.spread() * wide));
    bidCents = Math.max(1, Math.round(middle - spread / 2.0));
    askCents = bidCents + spread;
    ticks.add(
        Tick.quote(
            symbol,
            sequence++,
            time,
            bidCents / 100.0,
            lots(2 * random.exponential()),
            askCents / 100.0,
            lots(2 * random.exponential()),
            SimulatedMarket.SOURCE,
            true));
  }

  private void trade(long time, long cents, double size) {
    ticks.add(
        Tick.trade(symbol, sequence++, time, cents / 100.0, size, SimulatedMarket.SOURCE, true));
  }

  private double tradeSize() {
    return random.uniform() < ODD_LOTS
        ? 1 + Math.floor((ROUND_LOT - 1) * random.uniform())
        : lots(random.exponential());
  }

  /** This many times the symbol's usual size, in whole round lots, at least one. */
  private double lots(double times) {
    return ROUND_LOT * Math.max(1, Math.rint(times * instrument.lots()));
  }
}
