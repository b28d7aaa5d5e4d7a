import { describe, expect, it } from "vitest";
import { ACTS, act, whom } from "./acts";
import { figure, limitName, nearestFirst, share, standing } from "./limits";
import { reduce } from "./store";
import type { Desk, LimitUsage } from "./types";

const usage = (over: Partial<LimitUsage> = {}): LimitUsage => ({
  account: "main", name: "max_daily_loss", subject: null, unit: "FRACTION", limit: 0.025, configured: 0.025,
  used: 0.005, distance: 0.02, room: 2000, event_time: "2026-03-06T21:00:00Z", ...over,
});

describe("a limit", () => {
  it("has the name that a trader gives it, its bucket in front", () => {
    expect(limitName("max_daily_loss")).toBe("Daily loss");
    expect(limitName("bucket.core.max_position_share")).toBe("Bucket core: largest position");
    expect(limitName("bucket.a-b.share")).toBe("Bucket a-b: share");
    expect(limitName("some_new_limit")).toBe("Some new limit");
  });
  it("is told in its own unit", () => {
    expect(figure("FRACTION", 0.025)).toBe("2.50 %");
    expect(figure("MONEY", 1234.5)).toBe("1,234.50");
    expect(figure("ORDERS", 12)).toBe("12");
    expect(figure("FRACTION", null)).toBe("–");
  });
  it("is clear, near from four fifths on, reached without a distance, unknown without figures", () => {
    expect(standing(usage())).toBe("CLEAR");
    expect(standing(usage({ limit: 1, used: 0.799, distance: 0.201 }))).toBe("CLEAR");
    expect(standing(usage({ limit: 1, used: 0.8, distance: 0.2 }))).toBe("NEAR");
    expect(standing(usage({ used: 0.025, distance: 0 }))).toBe("REACHED");
    expect(standing(usage({ used: 0.03, distance: -0.005 }))).toBe("REACHED");
    expect(standing(usage({ used: null, distance: null }))).toBe("UNKNOWN");
  });
  it("is used no less than not at all and no more than whole", () => {
    expect(share(usage())).toBeCloseTo(0.2);
    expect(share(usage({ used: 0.05, distance: -0.025 }))).toBe(1);
    expect(share(usage({ limit: 0, used: 0, distance: 0 }))).toBe(1);
    expect(share(usage({ used: null }))).toBeNull();
  });
  it("comes first where it is nearest", () => {
    const rows = [usage({ name: "far" }), usage({ name: "reached", used: 1, distance: 0 }), usage({ name: "near", used: 0.024, distance: 0.001 }), usage({ name: "unknown", used: null, distance: null }), usage({ name: "less far", used: 0.01, distance: 0.015 })];
    expect(nearestFirst(rows).map((l) => l.name)).toEqual(["unknown", "reached", "near", "less far", "far"]);
  });
});

describe("the kill switch", () => {
  it("has four acts and their lifting, each saying what it stops and lets through", () => {
    expect(ACTS.map((a) => a.code)).toEqual(["PAUSE", "CANCEL_ALL", "FLATTEN", "HALT", "RESUME"]);
    expect(new Set(ACTS.map((a) => a.stops + a.lets)).size).toBe(5);
    expect(act("HALT").lets).toContain("nothing");
    expect(whom("*")).toBe("all accounts");
    expect(whom("main")).toBe("main");
  });
});

describe("a risk change", () => {
  it("leaves the desk as it is: its figures are asked for", () => {
    const desk = { accounts: [] } as unknown as Desk;
    expect(reduce(desk, { type: "risk", data: { account: "main", event_time: "t" } })).toBe(desk);
  });
});
