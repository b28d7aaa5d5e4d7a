import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { SymbolChart, SymbolData } from "../charts/charts";
import { money, price, quantity } from "../format";
import { Await, Empty, Facts, Gain, Panel, Tag, Time } from "../parts/ui";
import { Orders, Signals } from "../parts/tables";
import { useLoad } from "../parts/useLoad";
import { navigate, query, refine } from "../router";
import { desk, lastMark, theme, zone } from "../store";
import type { Bar, Indicators, Page, Signal, Trade } from "../types";

const FRAMES: [string, string][] = [["1m", "Minutes"], ["1d", "Days"], ["1w", "Weeks"]];

interface SymbolRow {
  symbol: string;
  close: number;
  mark: number | null;
}

export function SymbolsPage() {
  const symbols = useLoad<{ items: SymbolRow[] }>("/api/symbols", {}, ["execution"]);
  return (
    <>
      <h1>Symbols</h1>
      <Await of={symbols} empty={(d) => d.items.length === 0} next="Symbols show with the first closed session.">
        {(data) => (
          <ul class="tiles">
            {data.items.map((s) => (
              <li key={s.symbol}>
                <a class="tile" href={`/symbols/${encodeURIComponent(s.symbol)}`}>
                  <strong>{s.symbol}</strong>
                  <span class="num">{price(lastMark.value.get(s.symbol)?.price ?? s.mark ?? s.close)}</span>
                  <span class="muted num">close {price(s.close)}</span>
                </a>
              </li>
            ))}
          </ul>
        )}
      </Await>
    </>
  );
}

export function SymbolPage(props: { symbol: string }) {
  const { symbol } = props;
  const timeframe = query.value.get("timeframe") ?? "1d";
  const limit = timeframe === "1m" ? 780 : 500;
  const bars = useLoad<{ items: Bar[] }>("/api/bars", { symbol, timeframe, limit }, timeframe === "1m" ? ["portfolio"] : ["execution"]);
  const indicators = useLoad<{ items: Indicators[] }>(
    timeframe === "1m" ? null : "/api/indicators", { symbol, timeframe, limit }, ["execution"]);
  const trades = useLoad<Page<Trade>>("/api/trades", { symbol, limit: 500 }, ["trade"]);
  const signals = useLoad<Page<Signal>>("/api/signals", { symbol, limit: 12 }, ["signal"]);
  const working = desk.value!.working_orders.filter((o) => o.symbol === symbol);
  const positions = desk.value!.positions.filter((p) => p.symbol === symbol);
  const mark = lastMark.value.get(symbol);
  const ready = bars.data && trades.data && (timeframe === "1m" || indicators.data || indicators.error);
  return (
    <>
      <div class="title-row">
        <h1>{symbol}</h1>
        <span class="num big">{price(mark?.price ?? bars.data?.items.at(-1)?.close)}</span>
        {mark && <span class="muted"><Time at={mark.time} /></span>}
        <div class="segments" role="group" aria-label="Timeframe">
          {FRAMES.map(([code, name]) => (
            <button key={code} type="button" aria-pressed={timeframe === code} onClick={() => refine({ timeframe: code })}>
              {name}
            </button>
          ))}
        </div>
      </div>
      <Panel title="Price, volume, RSI and MACD" class="symbol-panel">
        <Await of={bars} empty={(d) => d.items.length === 0} next="Bars show as they close; try another timeframe.">
          {() =>
            ready ? (
              <ChartBox data={{ symbol, timeframe, bars: bars.data!.items, indicators: indicators.data?.items ?? [], trades: trades.data!.items, working }} />
            ) : (
              <div class="state skeleton tall" role="status" aria-label="Loading" />
            )
          }
        </Await>
      </Panel>
      <div class="grid two">
        <Panel title="Position">
          {positions.length === 0 ? (
            <Empty next={`No account holds ${symbol}.`} />
          ) : (
            positions.map((p) => (
              <Facts
                key={p.account}
                items={[
                  ["Account", p.account],
                  ["Quantity", <span class="num">{quantity(p.quantity)}</span>],
                  ["Average", <span class="num">{price(p.average_price)}</span>],
                  ["Value", <span class="num">{money(p.market_price === null ? null : p.quantity * p.market_price)}</span>],
                  ["Unrealised", <Gain value={p.unrealized_pnl} />],
                  ["Realised", <Gain value={p.realized_pnl} />],
                ]}
              />
            ))
          )}
          {working.length > 0 && <Orders rows={working} id="symbol-working" label={`Working orders of ${symbol}`} />}
        </Panel>
        <Panel title="Decisions" aside={<a href={`/decisions?symbol=${symbol}`}>all</a>}>
          <Await of={signals} empty={(d) => d.items.length === 0} next="The first comes at the next session's close.">
            {(data) => (
              <>
                <LastSeen signal={data.items[0]} />
                <Signals rows={data.items} id="symbol-signals" label={`Decisions about ${symbol}`} />
              </>
            )}
          </Await>
        </Panel>
      </div>
    </>
  );
}

/** The very image that the model saw for the latest decision. */
function LastSeen(props: { signal: Signal }) {
  const { signal } = props;
  if (!signal.daily_chart_id) return null;
  return (
    <a class="seen" href={`/decisions/${signal.id}`}>
      <img src={`/api/charts/${signal.daily_chart_id}/image`} alt={`Daily chart of ${signal.symbol} that the model saw`} loading="lazy" />
      <span class="row">
        <Tag code={signal.type} plain /> <Time at={signal.event_time} />
      </span>
    </a>
  );
}

function ChartBox(props: { data: SymbolData }) {
  const { data } = props;
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<SymbolChart | null>(null);
  const [shown, show] = useState<{ bar: Bar; indicators: Indicators | null } | null>(null);
  const shade = theme.value;
  const inZone = zone.value;
  const levels = useMemo(() => data.working, [JSON.stringify(data.working)]);
  useEffect(() => {
    let gone = false;
    void import("../charts/charts").then(({ SymbolChart }) => {
      if (gone || !box.current) return;
      chart.current = new SymbolChart(box.current, inZone, data,
        (bar, indicators) => show(bar ? { bar, indicators } : null),
        (id) => navigate(`/orders/${id}`));
    });
    return () => {
      gone = true;
      chart.current?.remove();
      chart.current = null;
    };
  }, [data.bars, data.indicators, data.trades, shade, inZone]);
  useEffect(() => chart.current?.working(levels), [levels]);

  const last = data.bars.at(-1)!;
  const bar = shown?.bar ?? last;
  const row = shown ? shown.indicators : data.indicators.find((i) => i.end === last.end);
  return (
    <>
      <p class="legend num" aria-live="off">
        <span>{data.timeframe === "1m" ? <Time at={bar.start} /> : bar.session_date}</span>
        <span>O {price(bar.open)}</span> <span>H {price(bar.high)}</span> <span>L {price(bar.low)}</span>{" "}
        <span>C {price(bar.close)}</span> <span>V {Math.round(bar.volume).toLocaleString("en-US")}</span>
        {row && (
          <>
            <span class="line-a">SMA20 {price(row.sma_20)}</span> <span class="line-b">SMA50 {price(row.sma_50)}</span>{" "}
            <span>RSI {row.rsi_14?.toFixed(1) ?? "–"}</span>{" "}
            <span>MACD {row.macd?.toFixed(2) ?? "–"} / {row.macd_signal?.toFixed(2) ?? "–"}</span>
          </>
        )}
      </p>
      <div class="chart symbol-chart" role="group" aria-label={`Chart of ${data.symbol}: price, volume, RSI and MACD`} ref={box} />
    </>
  );
}
