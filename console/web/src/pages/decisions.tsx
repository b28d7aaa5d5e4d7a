import { age, percent, price, words } from "../format";
import { Await, Empty, Facts, Gain, Id, Pager, Panel, Select, SymbolLink, Tag, TextFilter, Time } from "../parts/ui";
import { Orders, Signals, Trades } from "../parts/tables";
import { useLoad } from "../parts/useLoad";
import { query } from "../router";
import type { Analysis, Chart, Execution, Order, Page, Signal, Trade } from "../types";

export function DecisionsPage() {
  const q = query.value;
  const filters = { symbol: q.get("symbol") ?? "", type: q.get("type") ?? "", execution: q.get("execution") ?? "" };
  const page = useLoad<Page<Signal>>("/api/signals", { ...filters, offset: q.get("offset") }, ["signal"]);
  return (
    <>
      <h1>Decisions</h1>
      <div class="filters">
        <TextFilter label="Symbol" name="symbol" value={filters.symbol} placeholder="AAPL" upper />
        <Select label="Signal" name="type" value={filters.type} options={["BUY", "SELL", "EXIT", "HOLD"]} />
        {filters.execution && <a class="button" href="/decisions">All executions</a>}
      </div>
      <Panel title="Signals">
        <Await of={page} empty={(d) => d.items.length === 0} next="Widen the filters, or wait for the next session's close.">
          {(data) => (
            <>
              <Signals rows={data.items} id="signals" label="Signals" />
              <Pager {...data} />
            </>
          )}
        </Await>
      </Panel>
    </>
  );
}

interface Lineage {
  signal: Signal;
  analysis: Analysis | null;
  charts: Chart[];
  execution: Execution | null;
  orders: Order[];
  trades: Trade[];
}

export function DecisionPage(props: { id: string }) {
  const lineage = useLoad<Lineage>(`/api/signals/${encodeURIComponent(props.id)}`, {}, ["order", "trade"]);
  return <Await of={lineage}>{(data) => <Decision {...data} />}</Await>;
}

function Decision({ signal, analysis, charts, execution, orders, trades }: Lineage) {
  const entry = orders.find((o) => o.role === "ENTRY") ?? orders[0];
  const realised = trades.reduce((sum, t) => sum + t.realized_pnl - t.commission, 0);
  return (
    <>
      <div class="title-row">
        <h1>
          <SymbolLink symbol={signal.symbol} /> {signal.type}
        </h1>
        <span class="muted">
          <Time at={signal.event_time} />
        </span>
        {execution && (
          <a href={`/artifacts/${execution.id}`}>
            {signal.strategy}, session {execution.session_date}
          </a>
        )}
      </div>
      <ol class="lineage" aria-label="From figures to outcome">
        <li><b>Charts</b> {charts.length === 0 ? "none drawn" : `${charts.length} drawn`}</li>
        <li><b>Analysis</b> {analysis ? <Tag code={analysis.status} /> : "a plain rule"}</li>
        <li><b>Signal</b> <Tag code={signal.type} plain /> {percent(signal.confidence, 0)}</li>
        <li><b>Risk</b> {verdict(signal, entry)}</li>
        <li><b>Order</b> {entry ? <Tag code={entry.status} /> : "none"}</li>
        <li><b>Outcome</b> {trades.length === 0 ? "no fill" : <Gain value={realised} />}</li>
      </ol>
      <div class="charts-seen">
        {charts.map((chart) => (
          <figure key={chart.id} class="panel">
            <a href={`/api/charts/${chart.id}/page`} target="_blank" rel="noreferrer">
              <img
                src={`/api/charts/${chart.id}/image`}
                data-testid={`chart-${chart.timeframe}`}
                alt={`${chart.timeframe === "1w" ? "Weekly" : "Daily"} chart of ${chart.symbol}, ${chart.data_points} bars to ${chart.end_date}, as the model saw it`}
              />
            </a>
            <figcaption>
              {chart.timeframe === "1w" ? "Weekly" : "Daily"}, {chart.start_date} to {chart.end_date}, last {price(chart.price_current)}
              {" · "}
              <a href={`/api/charts/${chart.id}/page`} target="_blank" rel="noreferrer">interactive</a>
              {" · "}
              <a href={`/api/charts/${chart.id}/image?download=true`} download>download</a>
            </figcaption>
          </figure>
        ))}
      </div>
      <div class="grid two">
        <Panel title="Signal">
          <Facts
            items={[
              ["Id", <Id value={signal.id} />],
              ["Confidence", <span class="num">{percent(signal.confidence, 0)}</span>],
              ["Entry", <span class="num">{price(signal.entry)}</span>],
              ["Stop", <span class="num">{price(signal.stop)}</span>],
              ["Target", <span class="num">{price(signal.target)}</span>],
              ...Object.entries(signal.metadata ?? {}).map(([k, v]): [string, string] => [words(k), v]),
            ]}
          />
        </Panel>
        {analysis && <AnalysisPanel analysis={analysis} />}
      </div>
      {analysis && (
        <div class="grid two">
          <Panel title="Prompt"><pre class="text" tabIndex={0} aria-label="Prompt">{analysis.prompt}</pre></Panel>
          <Panel title="Answer">
            {analysis.response ? (
              <pre class="text" tabIndex={0} aria-label="Answer" data-testid="answer">{pretty(analysis.response)}</pre>
            ) : (
              <Empty next={analysis.failure ?? "The model sent nothing."} />
            )}
          </Panel>
        </div>
      )}
      <Panel title="Orders of this decision">
        {orders.length === 0 ? (
          <Empty next={signal.type === "HOLD" ? "HOLD makes no order." : "The order follows once the trading job has taken the signal."} />
        ) : (
          <Orders rows={orders} id="decision-orders" label="Orders of this decision" full />
        )}
      </Panel>
      {trades.length > 0 && (
        <Panel title="Fills of this decision"><Trades rows={trades} id="decision-trades" label="Fills of this decision" /></Panel>
      )}
    </>
  );
}

function AnalysisPanel({ analysis }: { analysis: Analysis }) {
  return (
    <Panel title="Analysis">
      <Facts
        items={[
          ["Model", analysis.model],
          ["Status", <Tag code={analysis.status} />],
          ["Trend", <Tag code={analysis.trend} />],
          ["Support", <span class="num">{analysis.support_levels.map(price).join("  ") || "–"}</span>],
          ["Resistance", <span class="num">{analysis.resistance_levels.map(price).join("  ") || "–"}</span>],
          ["Patterns", analysis.patterns.join(", ") || "–"],
          ["Took", `${age(analysis.latency_ms)}${analysis.tokens_used ? `, ${analysis.tokens_used} tokens` : ""}`],
          ["Cost", analysis.cost === null ? "not known" : `US$ ${analysis.cost}`],
          ...(analysis.failure ? [["Failure", analysis.failure] as [string, string]] : []),
        ]}
      />
    </Panel>
  );
}

function verdict(signal: Signal, order: Order | undefined) {
  if (signal.type === "HOLD" && !order) return "not asked";
  if (!order) return "waiting";
  return order.status === "DENIED" ? <code class="code">{order.denial_code}</code> : "passed";
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
