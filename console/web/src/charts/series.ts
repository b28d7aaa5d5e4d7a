// From what the console answers to what a chart takes: strictly rising times, one value each.
import { time as timeText, type Zone } from "../format";
import type { Bar, EquityPoint } from "../types";

export interface Point {
  time: number;
  value: number;
}

/** Equity and drawdown (below zero) by second; of several in a second the last counts. */
export function equitySeries(points: EquityPoint[]): { equity: Point[]; drawdown: Point[] } {
  const bySecond = new Map<number, EquityPoint>();
  for (const point of points) bySecond.set(Math.floor(Date.parse(point.event_time) / 1000), point);
  const times = [...bySecond.keys()].sort((a, b) => a - b);
  return {
    equity: times.map((time) => ({ time, value: bySecond.get(time)!.equity })),
    drawdown: times.map((time) => ({ time, value: -bySecond.get(time)!.drawdown })),
  };
}

/** What a mark of the time axis stands for, as lightweight-charts' TickMarkType numbers it. */
export const enum Mark {
  Year,
  Month,
  Day,
  Time,
}

/** A mark of the time axis: the part of the time that changes there, so that no two read the same. */
export function tickLabel(seconds: number, mark: number, zone: Zone): string {
  const text = timeText(new Date(seconds * 1000).toISOString(), zone);
  if (mark >= Mark.Time) return text.slice(11, 16);
  if (mark === Mark.Day) return text.slice(5, 10);
  return mark === Mark.Month ? text.slice(0, 7) : text.slice(0, 4);
}

/** Sessions and weeks stand on the exchange's date, minutes on their start in seconds. */
export function barTime(bar: Bar, timeframe: string): string | number {
  return timeframe === "1m" ? Date.parse(bar.start) / 1000 : bar.session_date;
}

/** The bar in which something happened; the last one before it where it happened between bars. */
export function barOf(bars: Bar[], instant: string): Bar | null {
  const at = Date.parse(instant);
  let low = 0;
  let high = bars.length - 1;
  let found: Bar | null = null;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (Date.parse(bars[middle].start) <= at) {
      found = bars[middle];
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return found;
}
