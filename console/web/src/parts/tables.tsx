import { money, percent, price, quantity } from "../format";
import { lastMark } from "../store";
import type { Order, Position, Signal, Trade } from "../types";
import { type Column, Gain, SymbolLink, Table, Tag, Time } from "./ui";

export function Positions(props: { rows: Position[] }) {
  const columns: Column<Position>[] = [
    { name: "Symbol", by: (p) => p.symbol, cell: (p) => <SymbolLink symbol={p.symbol} /> },
    { name: "Account", by: (p) => p.account, cell: (p) => p.account },
    { name: "Quantity", num: true, by: (p) => p.quantity, cell: (p) => quantity(p.quantity) },
    { name: "Average", num: true, by: (p) => p.average_price, cell: (p) => price(p.average_price) },
    {
      name: "Last",
      num: true,
      cell: (p) => price(lastMark.value.get(p.symbol)?.price ?? p.market_price),
    },
    {
      name: "Value",
      num: true,
      by: (p) => p.quantity * (p.market_price ?? 0),
      cell: (p) => money(p.market_price === null ? null : p.quantity * p.market_price),
    },
    { name: "Unrealised", num: true, by: (p) => p.unrealized_pnl, cell: (p) => <Gain value={p.unrealized_pnl} /> },
  ];
  return <Table id="positions" label="Positions" columns={columns} rows={props.rows} rowKey={(p) => p.account + p.symbol} />;
}

export function orderPrice(o: Order): string {
  if (o.type === "LIMIT") return price(o.limit_price);
  if (o.type === "STOP") return price(o.stop_price);
  return "market";
}

export function Orders(props: { rows: Order[]; id: string; label: string; full?: boolean }) {
  const columns: Column<Order>[] = [
    { name: "Time", by: props.full ? undefined : (o) => o.created_at, cell: (o) => <Time at={o.created_at} short /> },
    { name: "Symbol", cell: (o) => <SymbolLink symbol={o.symbol} /> },
    { name: "Side", cell: (o) => <Tag code={o.side} plain /> },
    { name: "Role", cell: (o) => o.role.toLowerCase() },
    { name: "Type", cell: (o) => `${o.type.toLowerCase()} ${o.time_in_force}` },
    { name: "Quantity", num: true, cell: (o) => quantity(o.quantity) },
    { name: "Price", num: true, cell: orderPrice },
    { name: "Filled", num: true, cell: (o) => quantity(o.filled_quantity) },
    { name: "Average", num: true, cell: (o) => price(o.average_fill_price) },
    {
      name: "Status",
      cell: (o) => (
        <span class="row">
          <Tag code={o.status} />
          {o.denial_code && <code class="code">{o.denial_code}</code>}
        </span>
      ),
    },
    { name: "Cause", cell: (o) => <span class="why">{o.reason}</span> },
    { name: "Details", cell: (o) => <a href={`/orders/${o.id}`} aria-label={`open order ${o.symbol} ${o.role.toLowerCase()}`}>open</a> },
  ];
  const shown = props.full ? columns : columns.filter((c) => !["Type", "Filled", "Average", "Cause"].includes(c.name));
  return (
    <Table id={props.id} label={props.label} columns={shown} rows={props.rows} rowKey={(o) => o.id} href={(o) => `/orders/${o.id}`} />
  );
}

export function Signals(props: { rows: Signal[]; id: string; label: string }) {
  const columns: Column<Signal>[] = [
    { name: "Time", cell: (s) => <Time at={s.event_time} short /> },
    { name: "Symbol", by: (s) => s.symbol, cell: (s) => <SymbolLink symbol={s.symbol} /> },
    { name: "Signal", by: (s) => s.type, cell: (s) => <Tag code={s.type} plain /> },
    { name: "Confidence", num: true, by: (s) => s.confidence, cell: (s) => percent(s.confidence, 0) },
    { name: "Entry", num: true, cell: (s) => price(s.entry) },
    { name: "Stop", num: true, cell: (s) => price(s.stop) },
    { name: "Target", num: true, cell: (s) => price(s.target) },
    { name: "Details", cell: (s) => <a href={`/decisions/${s.id}`} aria-label={`open decision ${s.symbol} ${s.type}`}>open</a> },
  ];
  return (
    <Table id={props.id} label={props.label} columns={columns} rows={props.rows} rowKey={(s) => s.id} href={(s) => `/decisions/${s.id}`} />
  );
}

export function Trades(props: { rows: Trade[]; id: string; label: string }) {
  const columns: Column<Trade>[] = [
    { name: "Time", cell: (t) => <Time at={t.event_time} short /> },
    { name: "Symbol", cell: (t) => <SymbolLink symbol={t.symbol} /> },
    { name: "Side", cell: (t) => <Tag code={t.side} plain /> },
    { name: "Quantity", num: true, cell: (t) => quantity(t.quantity) },
    { name: "Price", num: true, cell: (t) => price(t.price) },
    { name: "Commission", num: true, cell: (t) => money(t.commission) },
    { name: "Realised", num: true, cell: (t) => <Gain value={t.realized_pnl} /> },
    { name: "Order", cell: (t) => <a href={`/orders/${t.order_id}`} aria-label={`open order of fill ${t.symbol}`}>open</a> },
  ];
  return <Table id={props.id} label={props.label} columns={columns} rows={props.rows} rowKey={(t) => t.id} />;
}
