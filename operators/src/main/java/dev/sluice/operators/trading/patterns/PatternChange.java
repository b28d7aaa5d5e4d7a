package dev.sluice.operators.trading.patterns;

import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.domain.trading.PatternSetting;
import java.util.Optional;

/**
 * A change of a pattern's threshold, as all accounts are told of it.
 *
 * @param id of the control that it comes from
 * @param account whose; {@code *} for all
 * @param limit name of the threshold, see {@link PatternSetting}
 * @param value as text; {@code default} for what is configured
 * @param effectiveAt event time from which it is in force, epoch milliseconds, UTC
 */
public record PatternChange(
    String id, String account, String limit, String value, long effectiveAt) {

  /** The change that a sequenced control is; empty where it is none, or one that cannot be. */
  public static Optional<PatternChange> of(Control control) {
    if (control.action() != ControlAction.SET_LIMIT
        || control.effectiveAt() == null
        || !PatternSetting.names(control.limit())) {
      return Optional.empty();
    }
    try {
      control.check();
    } catch (IllegalArgumentException e) {
      // The account that it is addressed to refuses it and says why.
      return Optional.empty();
    }
    return Optional.of(
        new PatternChange(
            control.id(),
            control.account(),
            control.limit(),
            control.value(),
            control.effectiveAt().toEpochMilli()));
  }

  boolean concerns(String name) {
    return account.equals("*") || account.equals(name);
  }
}
