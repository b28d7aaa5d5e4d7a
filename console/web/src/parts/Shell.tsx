import type { ComponentChildren } from "preact";
import { age, money, time, ZONE_LABEL } from "../format";
import { path } from "../router";
import { actOpen, desk, feedAge, heardAt, link, now, paletteOpen, stale, totals, zone } from "../store";
import { ActDialog } from "./ActDialog";
import { Palette } from "./Palette";
import { nextZone, toggleTheme } from "./prefs";
import { Gain, Tag } from "./ui";

const PLACES: [string, string, string][] = [
  ["/", "Desk", "M3 12h4l3-7 4 14 3-7h4"],
  ["/symbols", "Symbols", "M6 4v16M6 8h0M4 8h4v8H4zM16 3v18M14 7h4v7h-4z"],
  ["/orders", "Orders", "M5 6h14M5 12h14M5 18h9"],
  ["/risk", "Risk", "M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6z"],
  ["/decisions", "Decisions", "M12 3v6m0 0l-6 6v6m6-12l6 6v6"],
  ["/artifacts", "Artifacts", "M4 7h6l2 2h8v10H4z"],
];

function active(place: string): boolean {
  return place === "/" ? path.value === "/" : path.value === place || path.value.startsWith(`${place}/`);
}

function Places(props: { label: string; class: string }) {
  return (
    <nav class={props.class} aria-label={props.label}>
      {PLACES.map(([href, name, icon]) => (
        <a key={href} href={href} aria-current={active(href) ? "page" : undefined}>
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d={icon} /></svg>
          {name}
        </a>
      ))}
    </nav>
  );
}

export function Shell(props: { children: ComponentChildren }) {
  return (
    <div class={`shell ${stale.value ? "is-stale" : ""}`}>
      <a class="skip" href="#main">To the content</a>
      <header class="top">
        <a class="brand" href="/"><svg viewBox="0 0 32 32" aria-hidden="true"><path d="M4 20c5-9 8 6 13-2s5-8 11-8" /></svg>Sluice</a>
        <Places label="Pages" class="places" />
        <div class="spring" />
        <button type="button" class="quiet wide-only" onClick={() => (paletteOpen.value = true)}>Go to <kbd>Ctrl K</kbd></button>
        <button type="button" class="quiet" aria-label="Dark or light" onClick={toggleTheme}>◐</button>
        <button type="button" class="danger" onClick={() => (actOpen.value = { act: "HALT", account: "*" })} data-testid="halt">Halt…</button>
      </header>
      <Status />
      {stale.value && (
        <p class="lost" role="alert">
          The desk is out of reach. What you see is {age(now.value - heardAt.value)} old; trying again.
        </p>
      )}
      <main id="main" tabIndex={-1}>{props.children}</main>
      <Places label="Pages at the foot" class="foot" />
      <ActDialog />
      <Palette />
    </div>
  );
}

function Status() {
  const d = desk.value;
  const feed = d?.clock.feed_state ?? "NONE";
  return (
    <div class="status" role="region" aria-label="State of the desk">
      <span class="badge paper">{d?.mode ?? "PAPER"}</span>
      {d?.simulated && <span class="badge simulated">SIMULATED</span>}
      <span class="item">
        <span class="muted">Engine</span> <span data-testid="engine-state"><Tag code={d?.engine_state ?? "WAITING"} plain /></span>
      </span>
      <span class="item">
        <span class="muted">Market</span>{" "}
        <button type="button" class="clock num" title="Exchange, UTC or local time" onClick={nextZone}>
          {time(d?.clock.market, zone.value)} {ZONE_LABEL[zone.value]}
        </button>
      </span>
      <span class="item">
        <span class="muted">Feed</span>{" "}
        <span class={`num ${feed === "LIVE" ? "" : "warn-text"}`}>{age(feedAge.value)}{feed === "STALE" ? " stale" : ""}</span>
      </span>
      <span class="spring" />
      {totals.value && (
        <span class="item">
          <span class="muted">Equity</span> <span class="num strong" data-testid="equity">{money(totals.value.equity)}</span>
          <span class="muted">Day</span> <Gain value={totals.value.dayPnl} />
        </span>
      )}
      {d?.flink_url && <a class="item wide-only" href={d.flink_url} target="_blank" rel="noreferrer">Flink ↗</a>}
      <span class={`dot ${link.value}`} role="img" aria-label={`Push ${link.value}`} title={`Push ${link.value}`} />
    </div>
  );
}
