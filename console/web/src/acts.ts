// The acts of the kill switch. What each stops and lets through is word for word what ./sluice kill
// says by --help; KillCommandTest compares them.
export interface Act {
  code: string;
  name: string;
  stops: string;
  lets: string;
}

export const ACTS: Act[] = [
  {
    code: "PAUSE",
    name: "Pause",
    stops: "new entries: each is denied with ENTRIES_PAUSED, until resume.",
    lets: "every order that works already, entries too; exits, stops and targets; closing positions.",
  },
  {
    code: "CANCEL_ALL",
    name: "Cancel all",
    stops: "every order that works now, stops and targets too: positions stay, without protection.",
    lets: "everything from then on: the account's state is as it was, and the next decision may enter or exit.",
  },
  {
    code: "FLATTEN",
    name: "Flatten",
    stops: "every order that works now, and new entries until resume.",
    lets: "one market order for each position, which closes it at the next quote of its symbol; exits. On an account that is halted these orders are denied: resume it first.",
  },
  {
    code: "HALT",
    name: "Halt",
    stops: "every order that works now, stops and targets too, and every order of any kind until resume: each is denied with ACCOUNT_HALTED.",
    lets: "nothing. Positions stay as they are, without protection.",
  },
  {
    code: "RESUME",
    name: "Resume",
    stops: "nothing.",
    lets: "everything within the limits: the account is ACTIVE again, whatever had stopped it. What was cancelled does not come back, and the drawdown limit is measured from the equity of now.",
  },
];

export function act(code: string): Act {
  return ACTS.find((a) => a.code === code) ?? ACTS[ACTS.length - 1];
}

/** An account in words; * is all. */
export function whom(account: string): string {
  return account === "*" ? "all accounts" : account;
}
