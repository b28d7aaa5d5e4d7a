import { describe, expect, it } from "vitest";
import { engineState, marked, reduce } from "./store";
import { hasBegun } from "./charts/EquityPanel";
import { deciding, firstDecisions, nextPosition } from "./pages/desk";
import type { Account, Desk, Execution, Order, Trade } from "./types";

const account = (over: Partial<Account> = {}): Account => ({
  account: "main", state: "ACTIVE", reason: null, cash: 1, equity: 100, day_pnl: 0, realized_pnl: 0, unrealized_pnl: 0,
  commissions: 0, peak_equity: 100, drawdown: 0, max_drawdown: 0, event_time: "2026-03-06T21:00:00Z", version: 1, simulated: true, ...over,
});
const order = (over: Partial<Order> = {}): Order => ({
  id: "o1", account: "main", signal_id: null, execution_id: null, parent_id: null, role: "ENTRY", symbol: "AAPL", side: "BUY",
  type: "MARKET", time_in_force: "DAY", quantity: 1, filled_quantity: 0, limit_price: null, stop_price: null,
  average_fill_price: null, status: "ACCEPTED", denial_code: null, reason: null, created_at: "", updated_at: "", version: 1, simulated: true, ...over,
});
const desk: Desk = {
  mode: "PAPER", simulated: true, flink_url: null, clock: { market: null, server: "", feed_age_ms: null, feed_state: "NONE" },
  engine_state: "ACTIVE", accounts: [account()], positions: [], working_orders: [order()], signals: [], trades: [], executions: [],
  marks: [], pending_controls: [{ id: "c1", account: "*", action: "HALT", reason: "r", requested_by: "console", effective_at: null }], denials: [],
};

describe("reduce", () => {
  it("moves equity and the engine's state with a portfolio and leaves the old desk alone", () => {
    const after = reduce(desk, { type: "portfolio", data: { account: account({ equity: 90, state: "HALTED" }), positions: [] } });
    expect(after.accounts[0].equity).toBe(90);
    expect(after.engine_state).toBe("HALTED");
    expect(desk.accounts[0].equity).toBe(100);
  });
  it("takes an order off the working ones once it is done", () => {
    expect(reduce(desk, { type: "order", data: order({ status: "FILLED", version: 2 }) }).working_orders).toEqual([]);
    expect(reduce(desk, { type: "order", data: order({ status: "PARTIALLY_FILLED", version: 2 }) }).working_orders).toHaveLength(1);
  });
  it("shows a denial and drops a control that came into force", () => {
    expect(reduce(desk, { type: "order", data: order({ id: "o2", status: "DENIED", denial_code: "X" }) }).denials[0].id).toBe("o2");
    expect(reduce(desk, { type: "control", data: { ...desk.pending_controls[0], effective_at: "t" } }).pending_controls).toEqual([]);
  });
});

describe("marked", () => {
  const mark = (symbol: string, value: number) => ({ symbol, price: value, time: "2026-03-06T21:00:00Z", simulated: true });
  it("keeps the last price of each symbol and leaves the old desk alone", () => {
    const before = { ...desk, marks: [mark("AAPL", 1), mark("MSFT", 2)] };
    const after = marked(before, [mark("AAPL", 3), mark("SPY", 4), mark("AAPL", 5)]);
    expect(after.marks.map((m) => [m.symbol, m.price])).toEqual([["AAPL", 5], ["MSFT", 2], ["SPY", 4]]);
    expect(before.marks[0].price).toBe(1);
  });
});

describe("what the desk page says", () => {
  const trade: Trade = {
    id: "t1", order_id: "o1", signal_id: null, account: "main", symbol: "AAPL", side: "SELL", quantity: 1, price: 1,
    commission: 0, realized_pnl: 0, event_time: "", venue: "PAPER", simulated: true,
  };
  const execution: Execution = {
    id: "e1", strategy: "s", session_date: "2026-03-06", started_at: "2026-03-06T21:00:00Z", completed_at: null,
    status: "RUNNING", symbols: 1, failures: 0, simulated: true,
  };
  it("does not promise a first fill to a desk that had one", () => {
    expect(nextPosition(desk)).toContain("first order");
    expect(nextPosition({ ...desk, trades: [trade] })).not.toContain("first");
  });
  it("says that the history is being read only where there is one", () => {
    expect(firstDecisions(desk)).toContain("history");
    expect(firstDecisions({ ...desk, simulated: false })).not.toContain("history");
  });
  it("draws equity once the account has come to the first decisions", () => {
    const later = { ...execution, id: "e2", started_at: "2026-03-09T20:00:00Z" };
    const read = { ...desk, executions: [later, execution], accounts: [account({ event_time: execution.started_at })] };
    expect(hasBegun(read, "main")).toBe(true);
    expect(hasBegun(read, "other")).toBe(false);
    expect(hasBegun({ ...read, accounts: [account({ event_time: "2021-03-05T21:00:00Z" })] }, "main")).toBe(false);
    expect(hasBegun({ ...read, executions: [] }, "main")).toBe(false);
  });
  it("says that an account at a close waits for its decisions, and only then", () => {
    const running = { ...desk, executions: [execution] };
    expect(deciding(desk, account())).toBe(false);
    expect(deciding(running, account())).toBe(true);
    expect(deciding(running, account({ event_time: "2026-03-09T14:30:00Z" }))).toBe(false);
    expect(deciding({ ...desk, executions: [{ ...execution, status: "COMPLETED" }] }, account())).toBe(false);
  });
});

describe("engineState", () => {
  it("is the worst of any account", () => {
    expect(engineState([])).toBe("WAITING");
    expect(engineState([account(), account({ state: "PAUSED" })])).toBe("PAUSED");
    expect(engineState([account({ state: "PAUSED" }), account({ state: "REDUCING" })])).toBe("REDUCING");
    expect(engineState([account({ state: "PAUSED" }), account({ state: "HALTED" })])).toBe("HALTED");
  });
});
