import { EquityPanel } from "../charts/EquityPanel";
import { age, gain, money, percent } from "../format";
import { Empty, Gain, Panel, Tag, Time } from "../parts/ui";
import { Orders, Positions, Signals, Trades } from "../parts/tables";
import { desk, feedAge } from "../store";
import type { Account, Desk } from "../types";

interface Alert {
  tone: "down" | "warn";
  text: string;
  href?: string;
}

/** What a person should look at first, worst first. */
export function alerts(of: Desk, feedAgeMs: number | null): Alert[] {
  const list: Alert[] = [];
  for (const account of of.accounts) {
    if (account.state !== "ACTIVE") {
      const tone = account.state === "HALTED" ? "down" : "warn";
      list.push({ tone, text: `${account.account} is ${account.state}: ${account.reason ?? "no reason given"}`, href: "/risk" });
    }
  }
  for (const control of of.pending_controls) {
    list.push({ tone: "warn", text: `${control.action} of ${control.account === "*" ? "all accounts" : control.account} was asked for and is not yet in force` });
  }
  if (of.clock.feed_state === "STALE" || (feedAgeMs ?? 0) > 30_000) {
    list.push({ tone: "warn", text: `The feed has been silent for ${age(feedAgeMs)}; prices may be old` });
  }
  const failed = of.executions[0];
  if (failed && failed.failures > 0) {
    list.push({
      tone: "warn",
      text: `${failed.failures} of ${failed.symbols} analyses failed at the close of ${failed.session_date}`,
      href: `/artifacts/${failed.id}`,
    });
  }
  const denied = of.denials[0];
  if (denied) {
    list.push({ tone: "warn", text: `Last denial: ${denied.symbol} ${denied.side}, ${denied.denial_code}`, href: `/orders/${denied.id}` });
  }
  return list;
}

/** When the first decisions come. */
export function firstDecisions(of: Desk): string {
  return of.simulated
    ? "The history is being read; its last session's decisions come first."
    : "The first come at the close of the first session.";
}

/** When a position opens, of a desk that has none. */
export function nextPosition(of: Desk): string {
  return of.trades.length === 0
    ? "A position opens when the first order is filled."
    : "All positions are closed; the next one opens when an order is filled.";
}

/**
 * True while an account stands at a close, though the market goes on: it takes no later price before
 * the decisions of that close are there.
 */
export function deciding(of: Desk, account: Account): boolean {
  const latest = of.executions[0];
  return latest?.status === "RUNNING" && Date.parse(account.event_time) <= Date.parse(latest.started_at);
}

export function DeskPage() {
  const now = desk.value!;
  return (
    <>
      <h1 class="visually-hidden">Desk</h1>
      <Alerts list={alerts(now, feedAge.value)} />
      <div class="accounts">
        {now.accounts.map((account) => (
          <AccountStrip key={account.account} account={account} deciding={deciding(now, account)} />
        ))}
      </div>
      <div class="grid desk">
        <EquityPanel />
        <Panel title="Latest decisions" aside={<a href="/decisions">all</a>} class="decisions">
          {now.signals.length === 0 ? (
            <Empty next={firstDecisions(now)} />
          ) : (
            <Signals rows={now.signals.slice(0, 12)} id="desk-signals" label="Latest decisions" />
          )}
        </Panel>
        <Panel title="Positions">
          {now.positions.length === 0 ? (
            <Empty next={nextPosition(now)} />
          ) : (
            <Positions rows={now.positions} />
          )}
        </Panel>
        <Panel title="Working orders" aside={<a href="/orders?status=WORKING">all</a>}>
          {now.working_orders.length === 0 ? (
            <Empty next="Orders work from a signal's acceptance to their fill, expiry or cancellation." />
          ) : (
            <Orders rows={now.working_orders} id="desk-working" label="Working orders" />
          )}
        </Panel>
        <Panel title="Latest fills" aside={<a href="/orders?view=fills">all</a>} class="wide">
          {now.trades.length === 0 ? (
            <Empty next="Fills follow the first order that meets the market." />
          ) : (
            <Trades rows={now.trades.slice(0, 8)} id="desk-trades" label="Latest fills" />
          )}
        </Panel>
      </div>
    </>
  );
}

function Alerts(props: { list: Alert[] }) {
  if (props.list.length === 0) return null;
  return (
    <ul class="alerts" aria-label="Alerts">
      {props.list.map((alert) => (
        <li key={alert.text} class={alert.tone}>
          <span aria-hidden="true">{alert.tone === "down" ? "■" : "▲"}</span>
          {alert.href ? <a href={alert.href}>{alert.text}</a> : alert.text}
        </li>
      ))}
    </ul>
  );
}

const WAITING = "The account takes no later price before the decisions of this close are there.";

function AccountStrip(props: { account: Account; deciding: boolean }) {
  const a = props.account;
  const cells: [string, preact.ComponentChildren][] = [
    ["Equity", <span class="num big" data-testid={`equity-${a.account}`}>{money(a.equity)}</span>],
    ["Day", <Gain value={a.day_pnl} />],
    ["Cash", <span class="num">{money(a.cash)}</span>],
    ["Unrealised", <Gain value={a.unrealized_pnl} />],
    ["Realised", <Gain value={a.realized_pnl} />],
    ["Commissions", <span class="num">{gain(-a.commissions)}</span>],
    ["Drawdown", <span class="num">{percent(a.drawdown)}</span>],
    ["Worst", <span class="num">{percent(a.max_drawdown)}</span>],
    ["As of", <><Time at={a.event_time} short />{props.deciding && <span class="muted" title={WAITING}> deciding</span>}</>],
  ];
  return (
    <section class="panel account" aria-label={`Account ${a.account}`}>
      <header>
        <strong>{a.account}</strong> <Tag code={a.state} />
      </header>
      <dl>
        {cells.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
