// Figures and times as a trader reads them.
export type Zone = "exchange" | "utc" | "local";

const MINUS = "\u2212";

function signed(text: string): string {
  return text.replace("-", MINUS);
}

/** Money with two digits: 1,234.50 */
export function money(value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  return signed(value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 }));
}

/** Money with its sign, for gains and losses; zero has none. */
export function gain(value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  return (value > 0 ? "+" : "") + money(value);
}

/** A price: two digits, four below ten where it has them. */
export function price(value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  const digits = Math.abs(value) < 10 ? 4 : 2;
  return signed(value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: digits }));
}

export function quantity(value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  return signed(value.toLocaleString("en-US", { maximumFractionDigits: 6 }));
}

/** A fraction as per cent: 0.0123 is 1.23 % */
export function percent(fraction: number | null | undefined, digits = 2): string {
  if (fraction === null || fraction === undefined) return "–";
  return `${signed((fraction * 100).toFixed(digits))} %`;
}

/** How long ago, in the largest unit that says enough. */
export function age(millis: number | null): string {
  if (millis === null) return "no data";
  const seconds = Math.max(0, millis) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}

function zoneName(zone: Zone): string | undefined {
  return zone === "exchange" ? "America/New_York" : zone === "utc" ? "UTC" : undefined;
}

export const ZONE_LABEL: Record<Zone, string> = { exchange: "ET", utc: "UTC", local: "local" };

/** Date and time to the second, year first. */
export function time(instant: string | null | undefined, zone: Zone): string {
  if (!instant) return "–";
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zoneName(zone),
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")} ${part("hour")}:${part("minute")}:${part("second")}`;
}

/** RUNNING_LATE as Running late. */
export function words(code: string): string {
  const text = code.toLowerCase().replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
