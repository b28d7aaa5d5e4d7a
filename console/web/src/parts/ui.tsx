import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { gain, price, time, words, ZONE_LABEL } from "../format";
import { navigate, refine } from "../router";
import { keep, kept, zone } from "../store";
import type { Loaded } from "./useLoad";

export function Panel(props: {
  title: string;
  aside?: ComponentChildren;
  children: ComponentChildren;
  class?: string;
}) {
  const id = `panel-${props.title.toLowerCase().replaceAll(/[^a-z]+/g, "-")}`;
  return (
    <section class={`panel ${props.class ?? ""}`} aria-labelledby={id}>
      <header class="panel-head">
        <h2 id={id}>{props.title}</h2>
        {props.aside && <div class="aside">{props.aside}</div>}
      </header>
      {props.children}
    </section>
  );
}

/** Loading, error and empty of a list or a page; the content otherwise. */
export function Await<T>(props: {
  of: Loaded<T>;
  empty?: (data: T) => boolean;
  next?: string;
  children: (data: T) => ComponentChildren;
}) {
  const { data, error, loading, retry } = props.of;
  if (error && !data) {
    return (
      <div class="state error" role="alert">
        <p>{error.message}</p>
        <p class="row">
          <button type="button" onClick={retry}>
            Try again
          </button>
          {error.requestId && (
            <span class="muted">
              request <code>{error.requestId}</code>
            </span>
          )}
        </p>
      </div>
    );
  }
  if (!data) return loading ? <div class="state skeleton" role="status" aria-label="Loading" /> : null;
  if (props.empty?.(data)) return <Empty next={props.next ?? ""} />;
  return <>{props.children(data)}</>;
}

export function Empty(props: { next: string }) {
  return (
    <div class="state empty">
      <p>Nothing here yet.</p>
      <p class="muted">{props.next}</p>
    </div>
  );
}

export function Time(props: { at: string | null | undefined; short?: boolean }) {
  const text = time(props.at, zone.value);
  return (
    <time dateTime={props.at ?? undefined} title={`${props.at ?? ""} (shown as ${ZONE_LABEL[zone.value]})`}>
      {props.short ? text.slice(5, 16) : text}
    </time>
  );
}

export function Gain(props: { value: number | null | undefined; class?: string }) {
  const value = props.value ?? 0;
  const sense = value > 0 ? "up" : value < 0 ? "down" : "";
  return <span class={`num ${sense} ${props.class ?? ""}`}>{gain(props.value)}</span>;
}

const TONE: Record<string, string> = {
  BUY: "up", SELL: "down", EXIT: "flat", HOLD: "flat", FILLED: "up", ACCEPTED: "info", PARTIALLY_FILLED: "info", CREATED: "info", SUBMITTED: "info", UNKNOWN: "warn",
  DENIED: "down", REJECTED: "down", CANCELLED: "flat", EXPIRED: "flat", ACTIVE: "up", PAUSED: "warn", REDUCING: "warn", HALTED: "down",
  COMPLETED: "up", COMPLETED_WITH_FAILURES: "warn", RUNNING: "info", OK: "up", WAITING: "flat",
  PAUSE: "warn", CANCEL_ALL: "warn", FLATTEN: "warn", REDUCE: "warn", HALT: "down", RESUME: "up", SET_LIMIT: "info",
  BULLISH: "up", BEARISH: "down", NEUTRAL: "flat",
};

/** A state in words with a colour; the words alone say it. */
export function Tag(props: { code: string; plain?: boolean }) {
  return <span class={`tag ${TONE[props.code] ?? "warn"}`}>{props.plain ? props.code : words(props.code)}</span>;
}

export function SymbolLink(props: { symbol: string }) {
  return (
    <a class="symbol" href={`/symbols/${encodeURIComponent(props.symbol)}`}>
      {props.symbol}
    </a>
  );
}

const copied = signal("");

/** An id, short, that a click copies whole. */
export function Id(props: { value: string }) {
  const done = copied.value === props.value;
  return (
    <button
      type="button"
      class="id"
      title={`Copy ${props.value}`}
      onClick={() => {
        void navigator.clipboard?.writeText(props.value);
        copied.value = props.value;
      }}
    >
      {done ? "copied" : props.value.slice(0, 8)}
    </button>
  );
}

export interface Column<T> {
  name: string;
  /** What to sort by; a column without it does not sort. */
  by?: (row: T) => string | number;
  num?: boolean;
  cell: (row: T) => ComponentChildren;
}

const sorts = signal<Record<string, { name: string; down: boolean }>>(kept("sorts", {}));

/** A table that sorts where its columns say how, and on a phone becomes cards. */
export function Table<T>(props: {
  id: string;
  label: string;
  columns: Column<T>[];
  rows: T[];
  rowKey: (row: T) => string;
  href?: (row: T) => string;
}) {
  const sort = sorts.value[props.id];
  const by = props.columns.find((c) => c.name === sort?.name)?.by;
  const rows = by
    ? [...props.rows].sort((a, b) => {
        const [x, y] = [by(a), by(b)];
        return (x < y ? -1 : x > y ? 1 : 0) * (sort.down ? -1 : 1);
      })
    : props.rows;
  const choose = (name: string) => {
    const down = sort?.name === name ? !sort.down : true;
    sorts.value = { ...sorts.value, [props.id]: { name, down } };
    keep("sorts", sorts.value);
  };
  return (
    <div class="table-wrap">
      <table aria-label={props.label}>
        <thead>
          <tr>
            {props.columns.map((c) => (
              <th
                key={c.name}
                scope="col"
                class={c.num ? "num" : ""}
                aria-sort={sort?.name === c.name ? (sort.down ? "descending" : "ascending") : undefined}
              >
                {c.by ? (
                  <button type="button" onClick={() => choose(c.name)}>
                    {c.name}
                    {sort?.name === c.name ? (sort.down ? " ↓" : " ↑") : ""}
                  </button>
                ) : (
                  c.name
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={props.rowKey(row)}
              class={props.href ? "link" : ""}
              onClick={(event) => {
                if (props.href && !(event.target as Element).closest("a,button")) navigate(props.href(row));
              }}
            >
              {props.columns.map((c) => (
                <td key={c.name} class={c.num ? "num" : ""} data-label={c.name}>
                  {c.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Where in a long list this is, and the way on. */
export function Pager(props: { total: number; limit: number; offset: number }) {
  const { total, limit, offset } = props;
  return (
    <nav class="pager" aria-label="Pages of the list">
      <span class="muted num">
        {total === 0 ? 0 : offset + 1}–{Math.min(offset + limit, total)} of {total}
      </span>
      <button type="button" disabled={offset === 0} onClick={() => refine({ offset: Math.max(0, offset - limit) })}>
        Newer
      </button>
      <button type="button" disabled={offset + limit >= total} onClick={() => refine({ offset: offset + limit })}>
        Older
      </button>
    </nav>
  );
}

export function Select(props: { label: string; name: string; value: string; options: string[]; any?: string }) {
  return (
    <label class="field">
      <span>{props.label}</span>
      <select value={props.value} onChange={(e) => refine({ [props.name]: e.currentTarget.value })}>
        <option value="">{props.any ?? "Any"}</option>
        {props.options.map((option) => (
          <option key={option} value={option}>
            {words(option) === option ? option : option === option.toUpperCase() && option.length > 5 ? words(option) : option}
          </option>
        ))}
      </select>
    </label>
  );
}

export function TextFilter(props: { label: string; name: string; value: string; placeholder?: string; upper?: boolean }) {
  const apply = (event: { currentTarget: HTMLInputElement }) => {
    const text = event.currentTarget.value.trim();
    refine({ [props.name]: props.upper ? text.toUpperCase() : text });
  };
  return (
    <label class="field">
      <span>{props.label}</span>
      <input type="search" value={props.value} placeholder={props.placeholder} onChange={apply} />
    </label>
  );
}

export function Facts(props: { items: [string, ComponentChildren][] }) {
  return (
    <dl class="facts">
      {props.items.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Price(props: { value: number | null | undefined }) {
  return <span class="num">{price(props.value)}</span>;
}
