// From what the console answers to what a chart takes: strictly rising times, one value each.
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
