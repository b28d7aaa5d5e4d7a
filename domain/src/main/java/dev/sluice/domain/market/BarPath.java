package dev.sluice.domain.market;

import java.time.Duration;
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
 * <p>The bar's volume is taken to have traded evenly: each quote, but for a minute's opening price,
 * carries a quarter of it as its {@link Tick#size}, for venue models that depend on volume; NaN
 * where the bar has none.
 */
public final class BarPath {
  /** How many there are of a bar. */
  public static final int QUOTES = 4;

  private static final int OPENING = 1;

  private BarPath() {}

  /**
   * The quotes of a bar, in time order. The sequence number is twice the time in milliseconds, and
   * one more for the opening price: where a bar ends and the next begins both have a number of
   * their own, and the older price the lower one.
   */
  public static List<Tick> quotes(RawBar bar) {
    return List.of(quote(bar, 0), quote(bar, 1), quote(bar, 2), closing(bar));
  }

  /**
   * When a bar is quoted, without its quotes, which whoever waits for one of them need not make.
   *
   * <p>A minute's opening price comes 1 ms after its start: there the minute before it closes, what
   * is decided on that closing price takes effect, and an order is filled at what comes later.
   *
   * @param place from 0, the opening price, below {@link #QUOTES}; times rise with it
   * @return epoch milliseconds, UTC
   */
  public static long time(RawBar bar, int place) {
    return switch (place) {
      case 0 -> bar.start().toEpochMilli() + (bar.timeframe() == Timeframe.MINUTE ? 1 : 0);
      case 1, 2 -> third(bar, place);
      default -> bar.end().toEpochMilli();
    };
  }

  /** Of whole seconds, as bars are, this is asked too often for a {@link Duration}. */
  private static long third(RawBar bar, int place) {
    long start = bar.start().toEpochMilli();
    long end = bar.end().toEpochMilli();
    boolean whole = (bar.start().getNano() | bar.end().getNano()) == 0 && start <= end;
    if (whole) {
      return place == 1 ? start + (end - start) / 3 : end - (end - start + 2) / 3;
    }
    Duration third = Duration.between(bar.start(), bar.end()).dividedBy(3);
    return (place == 1 ? bar.start().plus(third) : bar.end().minus(third)).toEpochMilli();
  }

  /**
   * One of the quotes.
   *
   * @param place from 0, the opening price, below {@link #QUOTES}
   */
  public static Tick quote(RawBar bar, int place) {
    boolean rose = bar.close() >= bar.open();
    long time = time(bar, place);
    return switch (place) {
      case 0 -> opening(bar, time);
      case 1 -> quote(bar, time, 2 * time, rose ? bar.low() : bar.high());
      case 2 -> quote(bar, time, 2 * time, rose ? bar.high() : bar.low());
      default -> closing(bar);
    };
  }

  /** A minute's opening price carries no volume: it is of one moment. */
  private static Tick opening(RawBar bar, long time) {
    long sequence = 2 * bar.start().toEpochMilli() + OPENING;
    return bar.timeframe() == Timeframe.MINUTE
        ? Tick.quote(
            bar.symbol(),
            sequence,
            time,
            bar.open(),
            Double.NaN,
            bar.open(),
            Double.NaN,
            bar.source(),
            bar.simulated())
        : quote(bar, time, sequence, bar.open());
  }

  /** The closing price as a quote at the bar's end. */
  public static Tick closing(RawBar bar) {
    long end = bar.end().toEpochMilli();
    return quote(bar, end, 2 * end, bar.close());
  }

  private static Tick quote(RawBar bar, long time, long sequence, double price) {
    return new Tick(
        TickKind.QUOTE,
        bar.symbol(),
        sequence,
        time,
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
