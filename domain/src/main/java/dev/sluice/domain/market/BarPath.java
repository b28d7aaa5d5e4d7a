package dev.sluice.domain.market;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The prices that a bar is taken to have gone through, as quotes without a spread, so that an order
 * can be filled where only bars are known.
 *
 * <p>The path is open, then the extreme nearer to the open's side, then the other, then close: open
 * → low → high → close where the bar rose or stood, open → high → low → close where it fell; at the
 * start (of a minute 1 ms later), at one and two thirds, and at the end. This is a convention and,
 * for stops and limits within one bar, a guess: what really came first is not in the bar. There is
 * no spread and no limit of size, which is optimistic.
 *
 * <p>The bar's volume is taken to have traded evenly: each quote carries a quarter of it as its
 * {@link Tick#size}, for venue models that depend on volume; NaN where the bar has none.
 */
public final class BarPath {
  private static final int LATER = 0;
  private static final int OPENING = 1;
  private static final int QUOTES = 4;

  private BarPath() {}

  /**
   * The quotes of a bar, in time order. The sequence number is twice the time in milliseconds, and
   * one more for the opening price: where a bar ends and the next begins both have a number of
   * their own, and the older price the lower one.
   */
  public static List<Tick> quotes(RawBar bar) {
    Duration third = Duration.between(bar.start(), bar.end()).dividedBy(3);
    boolean rose = bar.close() >= bar.open();
    return List.of(
        opening(bar),
        quote(bar, bar.start().plus(third), rose ? bar.low() : bar.high(), LATER),
        quote(bar, bar.end().minus(third), rose ? bar.high() : bar.low(), LATER),
        closing(bar));
  }

  /**
   * A minute's opening price comes 1 ms after its start: there the minute before it closes, what is
   * decided on that closing price takes effect, and an order is filled at what comes later.
   */
  private static Tick opening(RawBar bar) {
    Tick atStart = quote(bar, bar.start(), bar.open(), OPENING);
    return bar.timeframe() == Timeframe.MINUTE
        ? Tick.quote(
            atStart.symbol(),
            atStart.sequence(),
            atStart.eventTime() + 1,
            atStart.bid(),
            atStart.bidSize(),
            atStart.ask(),
            atStart.askSize(),
            atStart.source(),
            atStart.simulated())
        : atStart;
  }

  /** The closing price as a quote at the bar's end. */
  public static Tick closing(RawBar bar) {
    return quote(bar, bar.end(), bar.close(), LATER);
  }

  private static Tick quote(RawBar bar, Instant time, double price, int place) {
    long millis = time.toEpochMilli();
    return new Tick(
        TickKind.QUOTE,
        bar.symbol(),
        2 * millis + place,
        millis,
        Double.NaN,
        bar.volume() > 0 ? bar.volume() / QUOTES : Double.NaN,
        price,
        Double.NaN,
        price,
        Double.NaN,
        bar.source(),
        bar.simulated());
  }
}
