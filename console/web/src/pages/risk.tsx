import { whom } from "../acts";
import { money, percent } from "../format";
import { figure, limitName, nearestFirst, share, standing } from "../limits";
import { ActButtons } from "../parts/ActDialog";
import { Await, type Column, Empty, Gain, Panel, Table, Tag, Time } from "../parts/ui";
import { useLoad } from "../parts/useLoad";
import { desk, inForce } from "../store";
import type { AccountStanding, BucketUsage, Control, DenialCount, LimitUsage } from "../types";

export function RiskPage() {
  const limits = useLoad<{ items: LimitUsage[]; buckets: BucketUsage[] }>("/api/limits", {}, ["risk"]);
  return (
    <>
      <h1>Risk</h1>
      <Standings />
      <Await of={limits} empty={(d) => d.items.length === 0} next="Limits show once the trading job has taken its first event.">
        {(data) => (
          <>
            {[...new Set(data.items.map((l) => l.account))].map((account) => (
              <Limits key={account} account={account} rows={data.items.filter((l) => l.account === account)} />
            ))}
            {data.buckets.length > 0 && <Buckets rows={data.buckets} />}
          </>
        )}
      </Await>
      <div class="grid two">
        <Denials />
        <Controls />
      </div>
    </>
  );
}

/** What each account may do, since when and by whom, and the acts that change it. */
function Standings() {
  const states = useLoad<{ items: AccountStanding[] }>("/api/accounts", {}, ["control", "portfolio"]);
  const recorded = new Map((states.data?.items ?? []).map((s) => [s.account, s]));
  const accounts = desk.value?.accounts ?? [];
  return (
    <Panel title="Accounts and the kill switch">
      {accounts.length === 0 ? (
        <Empty next="An account shows once the trading job has taken its first event." />
      ) : (
        <ul class="standings">
          {accounts.length > 1 && (
            <li>
              <strong>All accounts</strong>
              <span class="muted">{accounts.length} accounts</span>
              <ActButtons account="*" />
            </li>
          )}
          {accounts.map((a) => {
            const record = recorded.get(a.account);
            // What is pushed is ahead of the records: since when is said of the same state only.
            const since = record?.state === a.state ? record : undefined;
            return (
              <li key={a.account} data-testid={`standing-${a.account}`}>
                <span class="row"><strong>{a.account}</strong> <Tag code={a.state} /></span>
                <span>
                  {a.reason ?? "Trades within its limits."}{" "}
                  <span class="muted">
                    {since?.since && <>since <Time at={since.since} /></>}
                    {since?.requested_by && <> by {since.requested_by}</>}
                  </span>
                </span>
                <ActButtons account={a.account} />
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}

const TONE = { CLEAR: "up", NEAR: "warn", REACHED: "down", UNKNOWN: "down" };

function Limits(props: { account: string; rows: LimitUsage[] }) {
  const columns: Column<LimitUsage>[] = [
    {
      name: "Limit",
      by: (l) => limitName(l.name),
      cell: (l) => <>{limitName(l.name)} {l.subject && <span class="muted">{l.subject}</span>}</>,
    },
    { name: "Used", by: (l) => share(l) ?? 1, cell: (l) => <Bar limit={l} /> },
    { name: "Used of limit", num: true, cell: (l) => `${figure(l.unit, l.used)} of ${figure(l.unit, l.limit)}` },
    { name: "Distance", num: true, by: (l) => l.distance ?? 0, cell: (l) => figure(l.unit, l.distance) },
    { name: "Room", num: true, cell: (l) => money(l.room) },
    { name: "Standing", cell: (l) => <span class={`tag ${TONE[standing(l)]}`}>{standing(l).toLowerCase()}</span> },
    {
      name: "Configured",
      num: true,
      cell: (l) => (l.configured === l.limit ? <span class="muted">same</span> : <strong>{figure(l.unit, l.configured)}</strong>),
    },
  ];
  return (
    <Panel title={`Limits of ${props.account}`} aside={<span class="muted">as of <Time at={props.rows[0].event_time} /></span>}>
      <Table id="limits" label={`Limits of ${props.account}`} columns={columns} rows={nearestFirst(props.rows)} rowKey={(l) => l.name} />
      <p class="note muted">
        Working entries count as if all had filled. Beyond a limit nothing is entered; what reduces a position goes out. Unknown means that the figure cannot be
        had, and entries are denied.
      </p>
    </Panel>
  );
}

/** How much of a limit is used; the words beside it say the same. */
function Bar(props: { limit: LimitUsage }) {
  const used = share(props.limit);
  const width = used === null ? 0 : Math.round(used * 100);
  return (
    <span
      class={`meter ${TONE[standing(props.limit)]}`}
      role="meter"
      aria-label={`${limitName(props.limit.name)} used, percent`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={width}
      data-testid={`limit-${props.limit.name}`}
    >
      <span style={{ width: `${width}%` }} />
    </span>
  );
}

function Buckets(props: { rows: BucketUsage[] }) {
  const columns: Column<BucketUsage>[] = [
    { name: "Bucket", by: (b) => b.name, cell: (b) => <>{b.name} <span class="muted">{b.account}</span></> },
    { name: "Share", num: true, by: (b) => b.share, cell: (b) => percent(b.share) },
    { name: "Budget", num: true, cell: (b) => money(b.budget) },
    { name: "Exposure", num: true, by: (b) => b.exposure, cell: (b) => money(b.exposure) },
    { name: "Largest position", num: true, cell: (b) => <>{b.largest_symbol} {money(b.largest_position)}</> },
    { name: "At most", num: true, cell: (b) => money(b.budget * b.max_position_share) },
    { name: "Day", num: true, by: (b) => b.day_pnl, cell: (b) => <Gain value={b.day_pnl} /> },
    { name: "Day's loss at most", num: true, cell: (b) => percent(b.max_daily_loss) },
  ];
  return (
    <Panel title="Buckets">
      <Table id="buckets" label="Buckets" columns={columns} rows={props.rows} rowKey={(b) => b.account + b.name} />
    </Panel>
  );
}

function Denials() {
  const counts = useLoad<{ items: DenialCount[] }>("/api/denials", {}, ["order"]);
  const columns: Column<DenialCount>[] = [
    { name: "Code", by: (d) => d.code, cell: (d) => <a href={`/orders?status=DENIED&denial=${d.code}`}><code class="code">{d.code}</code></a> },
    { name: "Account", by: (d) => d.account, cell: (d) => d.account },
    { name: "Denied", num: true, by: (d) => d.count, cell: (d) => d.count },
    { name: "Last", by: (d) => d.last_at, cell: (d) => <Time at={d.last_at} /> },
  ];
  return (
    <Panel title="Denials" aside={<a href="/orders?status=DENIED">all</a>}>
      <Await of={counts} empty={(d) => d.items.length === 0} next="An order that a limit stops shows here, with the code of the limit.">
        {(data) => <Table id="denials" label="Denials by code" columns={columns} rows={data.items} rowKey={(d) => d.account + d.code} />}
      </Await>
    </Panel>
  );
}

/** Everything that people did, and what waits to come into force. */
function Controls() {
  const controls = useLoad<{ items: Control[] }>("/api/controls", { limit: 100 }, ["control"]);
  const columns: Column<Control>[] = [
    { name: "In force since", cell: (c) => (c.effective_at ? <Time at={c.effective_at} /> : <Tag code="WAITING" />) },
    { name: "Act", by: (c) => c.action, cell: (c) => <Tag code={c.action} /> },
    { name: "Account", by: (c) => c.account, cell: (c) => whom(c.account) },
    { name: "By", by: (c) => c.requested_by, cell: (c) => c.requested_by },
    { name: "Reason", cell: (c) => <span class="why">{c.reason}</span> },
  ];
  const pending = desk.value?.pending_controls ?? [];
  // What is pushed is ahead of the records, which are not asked again before the next push.
  const recorded = new Set((controls.data?.items ?? []).map((c) => c.id));
  const fresh = Object.values(inForce.value).filter((c) => !recorded.has(c.id)).reverse();
  return (
    <Panel title="Controls">
      <Await of={controls} empty={(d) => d.items.length + fresh.length + pending.length === 0} next="Each use of the kill switch and each changed limit is kept here.">
        {(data) => <Table id="controls" label="Controls" columns={columns} rows={[...pending, ...fresh, ...data.items]} rowKey={(c) => c.id} />}
      </Await>
    </Panel>
  );
}
