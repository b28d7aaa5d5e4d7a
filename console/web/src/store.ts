// The desk as the page knows it: a snapshot, moved on by what is pushed.
import { computed, signal } from "@preact/signals";
import type { Account, Artifact, Clock, Control, Desk, Execution, Mark, Order, Position, Signal, Trade } from "./types";
import type { Zone } from "./format";

export type Change =
  | { type: "portfolio"; data: { account: Account; positions: Position[] } }
  | { type: "order"; data: Order }
  | { type: "trade"; data: Trade }
  | { type: "signal"; data: Signal }
  | { type: "execution"; data: Execution }
  | { type: "analysis"; data: { id: string; symbol: string } }
  | { type: "artifact"; data: Artifact }
  | { type: "risk"; data: { account: string; event_time: string } }
  | { type: "control"; data: Control }
  | { type: "mark"; data: Mark }
  | { type: "clock"; data: Clock };

export type Link = "connecting" | "live" | "lost";

const KEPT = 40;
const WORKING = new Set(["CREATED", "SUBMITTED", "ACCEPTED", "PARTIALLY_FILLED", "UNKNOWN"]);

export const desk = signal<Desk | null>(null);
export const link = signal<Link>("connecting");
export const signedOut = signal(false);
/** When the page last heard from the desk, by its own clock. */
export const heardAt = signal(Date.now());
/** The page's own clock, once a second. */
export const now = signal(Date.now());
/** Rises with each pushed change of a kind, so that lists know when to ask again. */
export const changed = signal<Record<string, number>>({});
/** Controls seen in force since the page was opened. */
export const inForce = signal<Record<string, Control>>({});
/** The act of the kill switch whose dialog is open; * is all accounts. */
export const actOpen = signal<{ act: string; account: string } | null>(null);
export const paletteOpen = signal(false);

function kept<T>(name: string, initial: T): T {
  try {
    const text = localStorage.getItem(`sluice.${name}`);
    return text === null ? initial : (JSON.parse(text) as T);
  } catch {
    return initial;
  }
}
export function keep(name: string, value: unknown): void {
  try {
    localStorage.setItem(`sluice.${name}`, JSON.stringify(value));
  } catch {
    // A browser without storage forgets the preference, nothing else.
  }
}
export { kept };

export const zone = signal<Zone>(kept("zone", "exchange"));
export const theme = signal<"dark" | "light" | null>(kept("theme", null));

/** Milliseconds since the feed last spoke, counted on from what the desk said. */
export const feedAge = computed(() => {
  const clock = desk.value?.clock;
  if (!clock || clock.feed_age_ms === null) return null;
  return clock.feed_age_ms + Math.max(0, now.value - heardAt.value);
});

/** True where what is shown may no longer be so. */
export const stale = computed(() => desk.value !== null && link.value !== "live");

/** The total over accounts. */
export const totals = computed(() => {
  const accounts = desk.value?.accounts ?? [];
  if (accounts.length === 0) return null;
  const sum = (of: (a: Account) => number) => accounts.reduce((total, a) => total + of(a), 0);
  return { equity: sum((a) => a.equity), dayPnl: sum((a) => a.day_pnl) };
});

export const lastMark = computed(() => new Map((desk.value?.marks ?? []).map((m) => [m.symbol, m])));

function upsert<T extends { id: string }>(list: T[], item: T): T[] {
  const at = list.findIndex((known) => known.id === item.id);
  if (at >= 0) return list.with(at, item);
  return [item, ...list].slice(0, KEPT);
}

export function engineState(accounts: Account[]): string {
  if (accounts.length === 0) return "WAITING";
  for (const state of ["HALTED", "REDUCING", "PAUSED"]) {
    if (accounts.some((a) => a.state === state)) return state;
  }
  return "ACTIVE";
}

/** The desk with the last prices of some symbols: hundreds come together, ten times a second. */
export function marked(before: Desk, marks: Mark[]): Desk {
  const latest = new Map(before.marks.map((m) => [m.symbol, m]));
  for (const mark of marks) latest.set(mark.symbol, mark);
  return { ...before, marks: [...latest.values()] };
}

/** The desk after a change; the desk given is left as it is. */
export function reduce(before: Desk, change: Change): Desk {
  switch (change.type) {
    case "portfolio": {
      const { account, positions } = change.data;
      const others = before.accounts.filter((a) => a.account !== account.account);
      const accounts = [...others, account].sort((a, b) => a.account.localeCompare(b.account));
      return {
        ...before,
        accounts,
        engine_state: engineState(accounts),
        positions: [...before.positions.filter((p) => p.account !== account.account), ...positions],
      };
    }
    case "order": {
      const order = change.data;
      const others = before.working_orders.filter((o) => o.id !== order.id);
      return {
        ...before,
        working_orders: WORKING.has(order.status) ? [...others, order] : others,
        denials: order.status === "DENIED" ? upsert(before.denials, order).slice(0, 5) : before.denials,
      };
    }
    case "trade":
      return { ...before, trades: upsert(before.trades, change.data) };
    case "signal":
      return { ...before, signals: upsert(before.signals, change.data) };
    case "execution":
      return { ...before, executions: upsert(before.executions, change.data) };
    case "mark":
      return marked(before, [change.data]);
    case "control":
      return {
        ...before,
        pending_controls: before.pending_controls.filter((c) => c.id !== change.data.id),
      };
    case "clock":
      return { ...before, clock: change.data };
    default:
      return before;
  }
}
