// How far an account is from a limit, in words and as a share.
import { money, percent, quantity, words } from "./format";
import type { LimitUsage } from "./types";

const NAMES: Record<string, string> = {
  max_daily_loss: "Daily loss",
  max_drawdown: "Drawdown",
  max_gross_exposure: "Gross exposure",
  max_net_exposure: "Net exposure",
  max_position_share: "Largest position",
  max_notional: "Order notional",
  max_orders: "Order rate",
  buying_power: "Buying power",
  share: "share",
};

/** From this share of a limit on it is said to be near. */
const NEAR = 0.8;

/** The limit as a trader calls it: Daily loss; Bucket core: largest position. */
export function limitName(name: string): string {
  const bucket = /^bucket\.(.+)\.([a-z_]+)$/.exec(name);
  if (!bucket) return NAMES[name] ?? words(name);
  return `Bucket ${bucket[1]}: ${(NAMES[bucket[2]] ?? words(bucket[2])).toLowerCase()}`;
}

/** A figure in the limit's unit. */
export function figure(unit: string, value: number | null): string {
  if (unit === "FRACTION") return percent(value);
  return unit === "MONEY" ? money(value) : quantity(value);
}

/** Used of the limit, 0 to 1; null where it cannot be known. */
export function share(limit: LimitUsage): number | null {
  if (limit.used === null) return null;
  if (limit.limit <= 0) return 1;
  return Math.min(1, Math.max(0, limit.used / limit.limit));
}

export type Standing = "CLEAR" | "NEAR" | "REACHED" | "UNKNOWN";

export function standing(limit: LimitUsage): Standing {
  const used = share(limit);
  if (used === null || limit.distance === null) return "UNKNOWN";
  if (limit.distance <= 0) return "REACHED";
  return used >= NEAR ? "NEAR" : "CLEAR";
}

const WORST: Standing[] = ["UNKNOWN", "REACHED", "NEAR", "CLEAR"];

/** The nearest first. */
export function nearestFirst(limits: LimitUsage[]): LimitUsage[] {
  return [...limits].sort(
    (a, b) => WORST.indexOf(standing(a)) - WORST.indexOf(standing(b)) || (share(b) ?? 1) - (share(a) ?? 1) || a.name.localeCompare(b.name),
  );
}
