package dev.sluice.connectors.venue;

import dev.sluice.domain.trading.AccountStatus;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.domain.trading.OrderRole;
import dev.sluice.domain.trading.VenueRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What people's controls let through to a venue, in force the moment they are known, whatever event
 * time the account has come to. Cancels always pass. In doubt, nothing new does: an order leaves
 * only while it is proven that every control which was on the log a moment ago has been taken.
 *
 * <p>Safe for several threads.
 */
public final class KillGate {
  private final String account;
  private final long freshness;
  private final LongSupplier nanoTime;
  private final Set<String> ids = new HashSet<>();

  /** Oldest first; stamps of the sequencer only rise. */
  private final List<Act> acts = new ArrayList<>();

  private long confirmedAt;
  private boolean confirmed;
  private String failure;

  /** A control, and what the account is after it by {@code by}. */
  private record Act(Control control, AccountStatus after, Control by) {}

  /**
   * A gate that is shut until it is first {@linkplain #confirm confirmed}.
   *
   * @param account whose controls count, beside those of all accounts
   * @param freshness how old a confirmation may be
   * @param nanoTime monotonic clock in nanoseconds
   */
  public KillGate(String account, Duration freshness, LongSupplier nanoTime) {
    this.account = account;
    this.freshness = freshness.toNanos();
    this.nanoTime = nanoTime;
  }

  /**
   * Whether an act has a say in what may be sent. One that has none is the account's to refuse
   * where something is wrong with it.
   */
  static boolean counts(ControlAction action) {
    return action != ControlAction.SET_LIMIT && !action.corrects();
  }

  /** Takes a sequenced control; the first copy of an id counts, those of others do not. */
  public synchronized void take(Control control) {
    boolean ours = control.account().equals(account) || control.account().equals("*");
    if (!ours || !counts(control.action()) || !ids.add(control.id())) {
      return;
    }
    Act last = acts.isEmpty() ? null : acts.get(acts.size() - 1);
    AccountStatus before = last == null ? AccountStatus.ACTIVE : last.after();
    AccountStatus asked =
        switch (control.action()) {
          case PAUSE, FLATTEN -> AccountStatus.PAUSED;
          case REDUCE -> AccountStatus.REDUCING;
          case HALT -> AccountStatus.HALTED;
          case RESUME -> AccountStatus.ACTIVE;
          case CANCEL_ALL, COOL_DOWN, SET_LIMIT, SETTLE_ORDER, BOOK_TRADE -> before;
        };
    // A weaker act never loosens a stricter one; only RESUME does.
    boolean moves = control.action() == ControlAction.RESUME || asked.compareTo(before) > 0;
    acts.add(
        moves
            ? new Act(control, asked, control)
            : new Act(control, before, last == null ? null : last.by()));
  }

  /**
   * Says that every control on the log at a time has been taken.
   *
   * @param asOf by the gate's monotonic clock, nanoseconds
   */
  public synchronized void confirm(long asOf) {
    if (!confirmed || asOf - confirmedAt > 0) {
      confirmedAt = asOf;
      confirmed = true;
    }
  }

  /** Shuts the gate for good: what the log says cannot be known. */
  public synchronized void fail(String reason) {
    if (failure == null) {
      failure = reason;
    }
  }

  /** Why nothing new may be sent now, whatever it is; empty where the controls are known. */
  public synchronized Optional<String> doubt() {
    if (failure != null) {
      return Optional.of("controls cannot be read: " + failure);
    }
    if (!confirmed || nanoTime.getAsLong() - confirmedAt > freshness) {
      return Optional.of("controls have not been read to their end lately");
    }
    return Optional.empty();
  }

  /** Why a request must never be sent: who did what, when and why; empty where it may be. */
  public synchronized Optional<String> refusal(VenueRequest request) {
    if (request.kind() == VenueRequest.Kind.CANCEL || acts.isEmpty()) {
      return Optional.empty();
    }
    boolean reduces = reduces(request.order().role());
    Act now = acts.get(acts.size() - 1);
    if (refuses(now.after(), reduces)) {
      return Optional.of(said(now.by()));
    }
    Instant decided = request.decidedAt();
    for (int i = acts.size() - 1; i >= 0; i--) {
      Act act = acts.get(i);
      if (!act.control().effectiveAt().isAfter(decided)) {
        // The state in which it was decided: nobody should have, and it is not sent later.
        return refuses(act.after(), reduces)
            ? Optional.of("decided in spite of " + said(act.by()))
            : Optional.empty();
      }
      if (callsOff(act.control().action(), reduces)) {
        return Optional.of("decided before " + said(act.control()));
      }
    }
    return Optional.empty();
  }

  /** What is not known to reduce counts as an entry. */
  private static boolean reduces(String role) {
    for (OrderRole known : OrderRole.values()) {
      if (known.name().equals(role)) {
        return known.reduces();
      }
    }
    return false;
  }

  private static boolean refuses(AccountStatus status, boolean reduces) {
    return switch (status) {
      case ACTIVE -> false;
      case PAUSED, REDUCING -> !reduces;
      case HALTED -> true;
    };
  }

  /** Whether an act calls off what was decided before it, as the account does. */
  private static boolean callsOff(ControlAction action, boolean reduces) {
    return switch (action) {
      case CANCEL_ALL, FLATTEN, HALT -> true;
      case REDUCE -> !reduces;
      case PAUSE, COOL_DOWN, RESUME, SET_LIMIT, SETTLE_ORDER, BOOK_TRADE -> false;
    };
  }

  private static String said(Control control) {
    return "%s by %s at %s: %s"
        .formatted(
            control.action(), control.requestedBy(), control.effectiveAt(), control.reason());
  }
}
