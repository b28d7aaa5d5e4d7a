package dev.sluice.operators.trading;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.PositionReport;
import dev.sluice.wire.SequencedInput;
import java.util.Comparator;

/**
 * Something that an account is to take, addressed to it.
 *
 * @param account account name, the key
 * @param kind which of them it is
 * @param eventTime epoch milliseconds, UTC
 * @param id of the control or signal; for a report its place; for a tick its symbol, sequence and
 *     kind, as a text that is made where it is asked for, and null in here. A second copy of an id
 *     at the same time is dropped
 * @param tick null unless kind is TICK
 * @param signal null unless kind is SIGNAL
 * @param control null unless kind is CONTROL
 * @param execution null unless kind is REPORT and it is about an order
 * @param position null unless kind is REPORT and it is about positions
 */
public record AccountInput(
    String account,
    Kind kind,
    long eventTime,
    String id,
    Tick tick,
    Signal signal,
    Control control,
    ExecutionReport execution,
    PositionReport position) {

  /**
   * Kinds in the order in which they are taken at one time: a person's control binds what follows
   * it, and a signal is decided on the prices of its moment and on what is known to have been
   * filled.
   */
  public enum Kind {
    CONTROL,
    REPORT,
    TICK,
    SIGNAL
  }

  /** Time, then kind, then id: the one order in which an account takes its inputs. */
  public static final Comparator<AccountInput> ORDER = AccountInput::compare;

  private static final int SEQUENCE_DIGITS = 20;

  private static int compare(AccountInput one, AccountInput other) {
    if (one.eventTime != other.eventTime) {
      return one.eventTime < other.eventTime ? -1 : 1;
    }
    if (one.kind != other.kind) {
      return one.kind.compareTo(other.kind);
    }
    return one.kind == Kind.TICK ? compare(one.tick, other.tick) : one.id.compareTo(other.id);
  }

  /** As their ids compare; of one symbol, as a rule, without making them. */
  private static int compare(Tick one, Tick other) {
    boolean plain = one.sequence() >= 0 && other.sequence() >= 0;
    if (!plain || !one.symbol().equals(other.symbol())) {
      return tickId(one).compareTo(tickId(other));
    }
    return one.sequence() != other.sequence()
        ? Long.compare(one.sequence(), other.sequence())
        : one.kind().name().compareTo(other.kind().name());
  }

  @Override
  public String id() {
    return kind == Kind.TICK ? tickId(tick) : id;
  }

  /** Keeps no text of a tick's id. */
  public AccountInput {
    id = kind == Kind.TICK ? null : id;
  }

  /** A tick for an account. */
  public static AccountInput of(String account, Tick tick) {
    return new AccountInput(
        account, Kind.TICK, tick.eventTime(), null, tick, null, null, null, null);
  }

  /** A signal for an account. */
  public static AccountInput of(String account, Signal signal) {
    return new AccountInput(
        account,
        Kind.SIGNAL,
        signal.eventTime().toEpochMilli(),
        signal.id(),
        null,
        signal,
        null,
        null,
        null);
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
        control,
        null,
        null);
  }

  /** Something sequenced for an account. */
  public static AccountInput of(String account, SequencedInput input) {
    if (input.control() != null) {
      return of(account, input.control());
    }
    return new AccountInput(
        account,
        Kind.REPORT,
        input.effectiveAt().toEpochMilli(),
        padded(input.sequence()),
        null,
        null,
        null,
        input.execution(),
        input.position());
  }

  /** The sequence is padded, so that ids of one symbol sort as its ticks came. */
  private static String tickId(Tick tick) {
    return tick.symbol() + '/' + padded(tick.sequence()) + '/' + tick.kind();
  }

  private static String padded(long number) {
    String sequence = Long.toString(number);
    return "0".repeat(Math.max(0, SEQUENCE_DIGITS - sequence.length())) + sequence;
  }
}
