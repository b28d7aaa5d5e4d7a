import { withQuery } from "../api";
import { money, price, quantity, words } from "../format";
import { Await, Facts, Gain, Id, Pager, Panel, Select, SymbolLink, Tag, TextFilter, Time } from "../parts/ui";
import { Orders, orderPrice, Trades } from "../parts/tables";
import { useLoad } from "../parts/useLoad";
import { query, refine } from "../router";
import { desk } from "../store";
import type { DenialCount, Order, OrderEvent, Page, Trade } from "../types";

const STATUSES = ["WORKING", "FILLED", "DENIED", "CANCELLED", "EXPIRED", "REJECTED", "UNKNOWN"];
const ROLES = ["ENTRY", "EXIT", "STOP", "TARGET", "FLATTEN"];

function common() {
  const q = query.value;
  return {
    account: q.get("account") ?? "",
    symbol: q.get("symbol") ?? "",
    side: q.get("side") ?? "",
    from: q.get("from") ?? "",
    to: q.get("to") ?? "",
  };
}

export function OrdersPage() {
  const fills = query.value.get("view") === "fills";
  const filters = common();
  const orderFilters = { ...filters, status: query.value.get("status") ?? "", role: query.value.get("role") ?? "", denial: query.value.get("denial") ?? "" };
  const path = fills ? "/api/trades" : "/api/orders";
  const applied = fills ? filters : orderFilters;
  return (
    <>
      <div class="title-row">
        <h1>Orders &amp; fills</h1>
        <div class="segments" role="group" aria-label="View">
          <button type="button" aria-pressed={!fills} onClick={() => refine({ view: "" })}>Orders</button>
          <button type="button" aria-pressed={fills} onClick={() => refine({ view: "fills", status: "", role: "", denial: "" })}>Fills</button>
        </div>
      </div>
      <div class="filters">
        <Select label="Account" name="account" value={filters.account} options={(desk.value?.accounts ?? []).map((a) => a.account)} />
        <TextFilter label="Symbol" name="symbol" value={filters.symbol} placeholder="AAPL" upper />
        <Select label="Side" name="side" value={filters.side} options={["BUY", "SELL"]} />
        {!fills && <Select label="Status" name="status" value={orderFilters.status} options={STATUSES} />}
        {!fills && <Select label="Role" name="role" value={orderFilters.role} options={ROLES} />}
        {!fills && <DenialCode value={orderFilters.denial} />}
        <Day label="From" name="from" value={filters.from} />
        <Day label="To (excl.)" name="to" value={filters.to} />
        <a class="button" href={withQuery(path, { ...applied, format: "csv" })} download={fills ? "trades.csv" : "orders.csv"}>
          CSV
        </a>
      </div>
      {fills ? <FillList filters={applied} /> : <OrderList filters={applied} />}
    </>
  );
}

/** The codes that there are. */
function DenialCode(props: { value: string }) {
  const counts = useLoad<{ items: DenialCount[] }>("/api/denials", {}, ["order"]);
  const codes = [...new Set([...(counts.data?.items ?? []).map((d) => d.code), props.value].filter(Boolean))].sort();
  return (
    <label class="field">
      <span>Denial</span>
      <select value={props.value} onChange={(e) => refine({ denial: e.currentTarget.value })}>
        <option value="">Any</option>
        {codes.map((code) => <option key={code} value={code}>{code}</option>)}
      </select>
    </label>
  );
}

function Day(props: { label: string; name: string; value: string }) {
  return (
    <label class="field">
      <span>{props.label}</span>
      <input type="date" value={props.value} onChange={(e) => refine({ [props.name]: e.currentTarget.value })} />
    </label>
  );
}

function OrderList(props: { filters: Record<string, string> }) {
  const page = useLoad<Page<Order>>("/api/orders", { ...props.filters, offset: query.value.get("offset") }, ["order"]);
  return (
    <Panel title="Orders">
      <Await of={page} empty={(d) => d.items.length === 0} next="Widen the filters, or wait for the next decision.">
        {(data) => (
          <>
            <Orders rows={data.items} id="orders" label="Orders" full />
            <Pager {...data} />
          </>
        )}
      </Await>
    </Panel>
  );
}

function FillList(props: { filters: Record<string, string> }) {
  const page = useLoad<Page<Trade>>("/api/trades", { ...props.filters, offset: query.value.get("offset") }, ["trade"]);
  return (
    <Panel title="Fills">
      <Await of={page} empty={(d) => d.items.length === 0} next="Widen the filters, or wait for an order to be filled.">
        {(data) => (
          <>
            <Trades rows={data.items} id="fills" label="Fills" />
            <Pager {...data} />
          </>
        )}
      </Await>
    </Panel>
  );
}

interface OrderDetail {
  order: Order;
  events: OrderEvent[];
  trades: Trade[];
  related: Order[];
}

export function OrderPage(props: { id: string }) {
  const detail = useLoad<OrderDetail>(`/api/orders/${encodeURIComponent(props.id)}`, {}, ["order", "trade"]);
  return (
    <Await of={detail}>
      {({ order, events, trades, related }) => (
        <>
          <div class="title-row">
            <h1>
              {order.side} {quantity(order.quantity)} {order.symbol}
            </h1>
            <Tag code={order.status} />
            {order.denial_code && <code class="code">{order.denial_code}</code>}
          </div>
          {order.status === "DENIED" && (
            <Panel title="Why it was denied">
              <p class="note" data-testid="denial">
                <code class="code">{order.denial_code}</code> {order.reason} <a href="/risk">To the limits</a>
              </p>
            </Panel>
          )}
          <div class="grid two">
            <Panel title="Order">
              <Facts
                items={[
                  ["Client order id", <Id value={order.id} />],
                  ["Account", order.account],
                  ["Symbol", <SymbolLink symbol={order.symbol} />],
                  ["Role", words(order.role)],
                  ["Type", `${words(order.type)}, ${order.time_in_force}`],
                  ["Price", <span class="num">{orderPrice(order)}</span>],
                  ["Filled", <span class="num">{quantity(order.filled_quantity)} of {quantity(order.quantity)}</span>],
                  ["Average fill", <span class="num">{price(order.average_fill_price)}</span>],
                  ["Decision", order.signal_id ? <a href={`/decisions/${order.signal_id}`}>open the decision</a> : "manual"],
                  ["Protects", order.parent_id ? <a href={`/orders/${order.parent_id}`}>the entry</a> : "–"],
                ]}
              />
            </Panel>
            <Panel title="Life cycle" aside={<span class="muted">{events.length === 1 ? "1 change" : `${events.length} changes`}</span>}>
              <ol class="timeline" data-testid="changes">
                {events.map((event) => (
                  <li key={event.version}>
                    <Time at={event.event_time} />
                    <Tag code={event.status} />
                    <span>
                      <span class="muted num">#{event.version}</span> {event.denial_code && <code class="code">{event.denial_code}</code>} {event.reason}
                      {event.filled_quantity > 0 && <span class="muted num"> {quantity(event.filled_quantity)} filled</span>}
                    </span>
                  </li>
                ))}
              </ol>
            </Panel>
          </div>
          {trades.length > 0 && (
            <Panel title="Fills of this order">
              <Trades rows={trades} id="order-trades" label="Fills of this order" />
              <p class="note">
                Commission <span class="num">{money(trades.reduce((sum, t) => sum + t.commission, 0))}</span>, realised{" "}
                <Gain value={trades.reduce((sum, t) => sum + t.realized_pnl, 0)} />
              </p>
            </Panel>
          )}
          {related.length > 0 && (
            <Panel title="Other orders of the same decision">
              <Orders rows={related} id="order-related" label="Other orders of the same decision" />
            </Panel>
          )}
        </>
      )}
    </Await>
  );
}
