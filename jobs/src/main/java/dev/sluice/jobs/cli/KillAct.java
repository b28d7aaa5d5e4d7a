package dev.sluice.jobs.cli;

import dev.sluice.domain.trading.ControlAction;
import java.util.Locale;

/** The acts of the kill switch, each with exactly what it stops and what it lets through. */
enum KillAct {
  PAUSE(ControlAction.PAUSE, Text.PAUSE_STOPS, Text.PAUSE_LETS),
  CANCEL(ControlAction.CANCEL_ALL, Text.CANCEL_STOPS, Text.CANCEL_LETS),
  FLATTEN(ControlAction.FLATTEN, Text.FLATTEN_STOPS, Text.FLATTEN_LETS),
  HALT(ControlAction.HALT, Text.HALT_STOPS, Text.HALT_LETS),
  RESUME(ControlAction.RESUME, Text.RESUME_STOPS, Text.RESUME_LETS);

  /** What annotations need as constants; plain ASCII, for a terminal of any locale. */
  static final class Text {
    static final String PAUSE_STOPS =
        "new entries: each is denied with ENTRIES_PAUSED, until resume.";
    static final String PAUSE_LETS =
        "every order that works already, entries too; exits, stops and targets; closing positions.";
    static final String CANCEL_STOPS =
        "every order that works now, stops and targets too: positions stay, without protection.";
    static final String CANCEL_LETS =
        "everything from then on: the account's state is as it was, and the next decision may enter"
            + " or exit.";
    static final String FLATTEN_STOPS = "every order that works now, and new entries until resume.";
    static final String FLATTEN_LETS =
        "one market order for each position, which closes it at the next quote of its symbol; exits."
            + " On an account that is halted these orders are denied: resume it first.";
    static final String HALT_STOPS =
        "every order that works now, stops and targets too, and every order of any kind until"
            + " resume: each is denied with ACCOUNT_HALTED.";
    static final String HALT_LETS = "nothing. Positions stay as they are, without protection.";
    static final String RESUME_STOPS = "nothing.";
    static final String RESUME_LETS =
        "everything within the limits: the account is ACTIVE again, whatever had stopped it. What was"
            + " cancelled does not come back, and the drawdown limit is measured from the equity of"
            + " now.";

    private Text() {}
  }

  private final ControlAction action;
  private final String stops;
  private final String lets;

  KillAct(ControlAction action, String stops, String lets) {
    this.action = action;
    this.stops = stops;
    this.lets = lets;
  }

  /** The word on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  ControlAction action() {
    return action;
  }

  /** What it stops, for people. */
  String stops() {
    return stops;
  }

  /** What it lets through, for people. */
  String lets() {
    return lets;
  }
}
