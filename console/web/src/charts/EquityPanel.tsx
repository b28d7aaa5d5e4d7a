import { useEffect, useRef, useState } from "preact/hooks";
import { Await, Empty, Panel } from "../parts/ui";
import { useLoad } from "../parts/useLoad";
import { onPortfolio } from "../push";
import { desk, theme, zone } from "../store";
import type { Desk, EquityPoint } from "../types";
import type { EquityChart } from "./charts";

/**
 * True once an account has come to the close of the first decisions: before it, it stands by while a
 * history is read, and its equity would be a flat line of years.
 */
export function hasBegun(of: Desk, account: string | null): boolean {
  const oldest = of.executions.at(-1);
  const reached = of.accounts.find((a) => a.account === account)?.event_time;
  return oldest !== undefined && reached !== undefined && Date.parse(reached) >= Date.parse(oldest.started_at);
}

/** Equity above, drawdown below, moved on by each portfolio that is pushed. */
export function EquityPanel() {
  const accounts = desk.value?.accounts ?? [];
  const [chosen, choose] = useState<string | null>(null);
  const account = chosen ?? accounts[0]?.account ?? null;
  const begun = desk.value !== null && hasBegun(desk.value, account);
  const history = useLoad<{ items: EquityPoint[] }>(account === null || !begun ? null : "/api/equity", { account, points: 800 });
  const aside = accounts.length > 1 && (
    <label class="field inline">
      <span>Account</span>
      <select value={account ?? ""} onChange={(e) => choose(e.currentTarget.value)}>
        {accounts.map((a) => (
          <option key={a.account}>{a.account}</option>
        ))}
      </select>
    </label>
  );
  return (
    <Panel title="Equity and drawdown" aside={aside} class="equity">
      {account === null ? (
        <div class="state empty">
          <p>No account yet.</p>
          <p class="muted">Equity shows once the trading job has taken its first event.</p>
        </div>
      ) : !begun ? (
        <Empty next="Equity is drawn from the first decisions on." />
      ) : (
        <Await of={history}>{(data) => <Chart account={account} points={data.items} />}</Await>
      )}
    </Panel>
  );
}

function Chart(props: { account: string; points: EquityPoint[] }) {
  const box = useRef<HTMLDivElement>(null);
  const shade = theme.value;
  const shown = zone.value;
  useEffect(() => {
    let chart: EquityChart | null = null;
    let gone = false;
    const early: EquityPoint[] = [];
    const stop = onPortfolio(({ data }) => {
      if (data.account.account !== props.account) return;
      const point = { event_time: data.account.event_time, equity: data.account.equity, drawdown: data.account.drawdown };
      if (chart) chart.add(point);
      else early.push(point);
    });
    void import("./charts").then(({ EquityChart }) => {
      if (gone || !box.current) return;
      chart = new EquityChart(box.current, shown);
      chart.set(props.points);
      early.forEach((point) => chart?.add(point));
    });
    return () => {
      gone = true;
      stop();
      chart?.remove();
    };
  }, [props.account, props.points, shade, shown]);
  return <div class="chart equity-chart" role="group" aria-label="Chart of equity and drawdown" ref={box} />;
}
