package dev.sluice.operators.trading;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.trading.Control;
import java.util.Comparator;

/**
 * Something that an account is to take, addressed to it.
 *
 * @param account account name, the key
 * @param kind which of the three it is
 * @param eventTime epoch milliseconds, UTC
 * @param id of the control or signal; for a tick its symbol, sequence and kind. A second copy of an
 *     id at the same time is dropped
 * @param tick null unless kind is TICK
 * @param signal null unless kind is SIGNAL
 * @param control null unless kind is CONTROL
 */
public record AccountInput(
    String account,
    Kind kind,
    long eventTime,
    String id,
    Tick tick,
    Signal signal,
    Control control) {

  /**
   * Kinds in the order in which they are taken at one time: a person's control binds what follows
   * it, and a signal is decided on the prices of its moment.
   */
  public enum Kind {
    CONTROL,
    TICK,
    SIGNAL
  }

  /** Time, then kind, then id: the one order in which an account takes its inputs. */
  public static final Comparator<AccountInput> ORDER =
      Comparator.comparingLong(AccountInput::eventTime)
          .thenComparing(AccountInput::kind)
          .thenComparing(AccountInput::id);

  private static final int SEQUENCE_DIGITS = 20;

  /** A tick for an account. */
  public static AccountInput of(String account, Tick tick) {
    return new AccountInput(account, Kind.TICK, tick.eventTime(), tickId(tick), tick, null, null);
  }

  /** A signal for an account. */
  public static AccountInput of(String account, Signal signal) {
    return new AccountInput(
        account, Kind.SIGNAL, signal.eventTime().toEpochMilli(), signal.id(), null, signal, null);
  }

  /** A sequenced control for an account. */
  public static AccountInput of(String account, Control control) {
    return new AccountInput(
        account,
        Kind.CONTROL,
        control.effectiveAt().toEpochMilli(),
        control.id(),
        null,
        null,
        control);
  }

  /** The sequence is padded, so that ids of one symbol sort as its ticks came. */
  private static String tickId(Tick tick) {
    String sequence = Long.toString(tick.sequence());
    return tick.symbol()
        + '/'
        + "0".repeat(Math.max(0, SEQUENCE_DIGITS - sequence.length()))
        + sequence
        + '/'
        + tick.kind();
  }
}
