import { describe, expect, it } from "vitest";
import { withQuery } from "./api";
import { barOf, barTime, equitySeries, Mark, tickLabel } from "./charts/series";
import { age, gain, money, percent, price, time } from "./format";
import { search } from "./parts/Palette";
import { Sequence } from "./push";
import { match } from "./router";
import type { Bar } from "./types";

describe("format", () => {
  it("writes figures as a trader reads them", () => {
    expect(money(1234.5)).toBe("1,234.50");
    expect(gain(-3)).toBe("\u22123.00");
    expect(gain(3)).toBe("+3.00");
    expect(gain(0)).toBe("0.00");
    expect(price(0.12345)).toBe("0.1235");
    expect(percent(0.0123)).toBe("1.23 %");
    expect(money(null)).toBe("–");
  });
  it("shows ages and the exchange's time, summer and winter", () => {
    expect(age(null)).toBe("no data");
    expect(age(4200)).toBe("4.2 s");
    expect(age(180_000)).toBe("3 min");
    expect(time("2026-03-06T21:00:00Z", "exchange")).toBe("2026-03-06 16:00:00");
    expect(time("2026-07-06T20:00:00Z", "exchange")).toBe("2026-07-06 16:00:00");
    expect(time("2026-03-06T00:00:00Z", "utc")).toBe("2026-03-06 00:00:00");
  });
});

describe("addresses", () => {
  it("match patterns and keep what is set", () => {
    expect(match("/orders/:id", "/orders/a%2Fb")).toEqual({ id: "a/b" });
    expect(match("/orders", "/orders/1")).toBeNull();
    expect(withQuery("/api/orders", { symbol: "AAPL", status: "", from: null })).toBe("/api/orders?symbol=AAPL");
  });
});

describe("series", () => {
  it("gives rising seconds, the last of each, drawdown below zero", () => {
    const { equity, drawdown } = equitySeries([
      { event_time: "2026-01-01T00:00:01.900Z", equity: 2, drawdown: 0.1 },
      { event_time: "2026-01-01T00:00:01.100Z", equity: 3, drawdown: 0.2 },
      { event_time: "2026-01-01T00:00:00Z", equity: 1, drawdown: 0 },
    ]);
    expect(equity.map((p) => p.value)).toEqual([1, 3]);
    expect(equity[1].time - equity[0].time).toBe(1);
    expect(drawdown[1].value).toBe(-0.2);
  });
  it("finds the bar of a fill", () => {
    const bar = (start: string): Bar => ({ symbol: "A", start, end: "", session_date: start.slice(0, 10), open: 1, high: 1, low: 1, close: 1, volume: 1 });
    const bars = [bar("2026-01-02T14:30:00Z"), bar("2026-01-05T14:30:00Z")];
    expect(barOf(bars, "2026-01-01T00:00:00Z")).toBeNull();
    expect(barOf(bars, "2026-01-02T15:00:00Z")).toBe(bars[0]);
    expect(barOf(bars, "2026-01-09T00:00:00Z")).toBe(bars[1]);
    expect(barTime(bars[0], "1d")).toBe("2026-01-02");
    expect(barTime(bars[0], "1m")).toBe(Date.parse("2026-01-02T14:30:00Z") / 1000);
  });
});

describe("time axis", () => {
  it("names what changes at a mark, in the zone that is shown", () => {
    const open = Date.parse("2026-01-02T14:30:00Z") / 1000;
    expect(tickLabel(open, Mark.Year, "exchange")).toBe("2026");
    expect(tickLabel(open, Mark.Month, "exchange")).toBe("2026-01");
    expect(tickLabel(open, Mark.Day, "exchange")).toBe("01-02");
    expect(tickLabel(open, Mark.Time, "exchange")).toBe("09:30");
    expect(tickLabel(open, Mark.Time, "utc")).toBe("14:30");
  });
});

describe("push", () => {
  it("sees a gap and is mended by a snapshot", () => {
    const sequence = new Sequence();
    expect(sequence.take({ seq: 1, kind: "snapshot" })).toBe("ok");
    expect(sequence.take({ seq: 2, kind: "delta" })).toBe("ok");
    expect(sequence.take({ seq: 4, kind: "delta" })).toBe("gap");
    expect(sequence.take({ seq: 5, kind: "snapshot" })).toBe("ok");
    expect(sequence.take({ seq: 6, kind: "heartbeat" })).toBe("ok");
  });
});

describe("palette", () => {
  it("finds by every word and puts names that begin so first", () => {
    const command = (name: string, hint: string) => ({ name, hint, run: () => undefined });
    const all = [command("Exchange time", "zone"), command("AAPL", "symbol"), command("AAPL BUY", "decision")];
    expect(search(all, "aapl").map((c) => c.name)).toEqual(["AAPL", "AAPL BUY"]);
    expect(search(all, "aapl dec").map((c) => c.name)).toEqual(["AAPL BUY"]);
    expect(search(all, "nothing")).toEqual([]);
  });
});
