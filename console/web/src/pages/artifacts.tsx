import { Await, Facts, Id, Pager, Panel, SymbolLink, Tag, TextFilter, Time } from "../parts/ui";
import { Signals } from "../parts/tables";
import { useLoad } from "../parts/useLoad";
import { query, refine } from "../router";
import type { Artifact, Execution, Signal } from "../types";

interface Groups {
  groups: { execution: Execution | null; items: Artifact[] }[];
  kinds: Record<string, number>;
  total: number;
  limit: number;
  offset: number;
}

export function ArtifactsPage() {
  const q = query.value;
  const filters = {
    kind: q.get("kind") ?? "",
    symbol: q.get("symbol") ?? "",
    q: q.get("q") ?? "",
    execution: q.get("execution") ?? "",
  };
  const page = useLoad<Groups>("/api/artifacts", { ...filters, limit: 100, offset: q.get("offset") }, ["artifact"]);
  return (
    <>
      <h1>Executions &amp; artifacts</h1>
      <div class="filters">
        <TextFilter label="Search" name="q" value={filters.q} placeholder="title, symbol or id" />
        <TextFilter label="Symbol" name="symbol" value={filters.symbol} placeholder="AAPL" upper />
        <div class="segments" role="group" aria-label="Kind">
          <button type="button" aria-pressed={filters.kind === ""} onClick={() => refine({ kind: "" })}>All</button>
          {Object.entries(page.data?.kinds ?? {}).map(([kind, count]) => (
            <button key={kind} type="button" aria-pressed={filters.kind === kind} onClick={() => refine({ kind })}>
              {kind} <span class="num">{count}</span>
            </button>
          ))}
        </div>
      </div>
      <Await of={page} empty={(d) => d.groups.length === 0} next="Widen the filters, or wait for the first session's close.">
        {(data) => (
          <>
            {data.groups.map((group) => (
              <section key={group.execution?.id ?? "none"} class="panel" aria-label={group.execution ? `Execution ${group.execution.session_date}` : "Without an execution"}>
                <header class="panel-head">
                  <h2>{group.execution ? <a href={`/artifacts/${group.execution.id}`}>{group.execution.strategy}, session {group.execution.session_date}</a> : "Without an execution"}</h2>
                  {group.execution && (
                    <div class="aside row">
                      <Tag code={group.execution.status} />
                      <span class="muted">{group.execution.symbols} symbols</span>
                    </div>
                  )}
                </header>
                <ArtifactList items={group.items} />
              </section>
            ))}
            <Pager {...data} />
          </>
        )}
      </Await>
    </>
  );
}

const PAGES: Record<string, (a: Artifact) => string> = {
  signal: (a) => `/decisions/${a.subject_id}`,
  order: (a) => `/orders/${a.subject_id}`,
};

function ArtifactList(props: { items: Artifact[] }) {
  return (
    <ul class="artifacts">
      {props.items.map((a) => {
        const content = `/api/artifacts/${encodeURIComponent(a.id)}/content`;
        return (
          <li key={a.id}>
            <span class="tag flat kind">{a.kind}</span>
            {a.symbol ? <SymbolLink symbol={a.symbol} /> : <span class="muted">–</span>}
            <span class="what">
              {PAGES[a.kind] ? <a href={PAGES[a.kind](a)}>{a.title}</a> : <a href={content} target="_blank" rel="noreferrer">{a.title}</a>}
            </span>
            <span class="muted"><Time at={a.created_at} short /></span>
            <span class="row acts">
              <a href={content} target="_blank" rel="noreferrer" aria-label={`open ${a.title}`}>open</a>
              <a href={`${content}?download=true`} download aria-label={`download ${a.title}`}>download</a>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

interface ExecutionDetail {
  execution: Execution;
  signals: Signal[];
  failures: { id: string; symbol: string; status: string; failure: string | null }[];
  artifacts: Artifact[];
}

export function ExecutionPage(props: { id: string }) {
  const detail = useLoad<ExecutionDetail>(`/api/executions/${encodeURIComponent(props.id)}`, {}, ["execution", "artifact"]);
  return (
    <Await of={detail}>
      {({ execution, signals, failures, artifacts }) => (
        <>
          <div class="title-row">
            <h1>{execution.strategy}, session {execution.session_date}</h1>
            <Tag code={execution.status} />
          </div>
          <Panel title="Execution">
            <Facts
              items={[
                ["Id", <Id value={execution.id} />],
                ["Started", <Time at={execution.started_at} />],
                ["Completed", <Time at={execution.completed_at} />],
                ["Symbols", <span class="num">{execution.symbols}</span>],
                ["Failures", <span class="num">{execution.failures}</span>],
              ]}
            />
            {failures.map((f) => (
              <p key={f.id} class="note down-text">{f.symbol}: <code class="code">{f.status}</code> {f.failure}</p>
            ))}
          </Panel>
          <Panel title="Signals of this execution"><Signals rows={signals} id="execution-signals" label="Signals of this execution" /></Panel>
          <Panel title="Artifacts of this execution"><ArtifactList items={artifacts} /></Panel>
        </>
      )}
    </Await>
  );
}
