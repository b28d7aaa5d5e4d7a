import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { ACTS } from "../acts";
import { navigate } from "../router";
import { actOpen, desk, paletteOpen } from "../store";
import { nextZone, toggleTheme } from "./prefs";

export interface Command {
  name: string;
  hint: string;
  run: () => void;
}

/** Commands whose name has every word that was typed, those that begin with it first. */
export function search(commands: Command[], text: string): Command[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const hits = commands.filter((c) => wanted.every((w) => `${c.name} ${c.hint}`.toLowerCase().includes(w)));
  const rank = (c: Command) => (wanted.length > 0 && c.name.toLowerCase().startsWith(wanted[0]) ? 0 : 1);
  return hits.sort((a, b) => rank(a) - rank(b)).slice(0, 12);
}

function commands(): Command[] {
  const to = (name: string, hint: string, path: string): Command => ({ name, hint, run: () => navigate(path) });
  const symbols = new Set([...(desk.value?.marks ?? []), ...(desk.value?.signals ?? [])].map((s) => s.symbol));
  return [
    to("Desk", "page", "/"),
    to("Symbols", "page", "/symbols"),
    to("Orders", "page", "/orders"),
    to("Fills", "page", "/orders?view=fills"),
    to("Denials", "page", "/orders?status=DENIED"),
    to("Risk: limits, kill switch, controls", "page", "/risk"),
    to("Decisions", "page", "/decisions"),
    to("Executions and artifacts", "page", "/artifacts"),
    ...ACTS.map((a) => ({
      name: `${a.name} all accounts`,
      hint: "kill switch",
      run: () => {
        actOpen.value = { act: a.code, account: "*" };
      },
    })),
    { name: "Dark or light", hint: "theme", run: toggleTheme },
    { name: "Exchange, UTC or local time", hint: "time zone", run: nextZone },
    ...[...symbols].sort().map((s) => to(s, "symbol", `/symbols/${encodeURIComponent(s)}`)),
    ...(desk.value?.signals ?? []).slice(0, 20).map((s) => to(`${s.symbol} ${s.type}`, `decision ${s.event_time.slice(0, 10)}`, `/decisions/${s.id}`)),
  ];
}

export function Palette() {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = paletteOpen.value;
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open) dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} class="modal palette" aria-label="Go to" onClose={() => (paletteOpen.value = false)}>
      {open && <Search />}
    </dialog>
  );
}

function Search() {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const all = useMemo(commands, []);
  const hits = search(all, text);
  const run = (command: Command | undefined) => {
    if (!command) return;
    paletteOpen.value = false;
    command.run();
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setAt((a) => Math.min(a + 1, hits.length - 1));
    else if (event.key === "ArrowUp") setAt((a) => Math.max(a - 1, 0));
    else if (event.key === "Enter") run(hits[at]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        type="text" role="combobox" aria-expanded="true" aria-controls="palette-list" aria-label="Go to a page, symbol or action"
        aria-activedescendant={hits[at] ? `palette-${at}` : undefined} placeholder="Page, symbol, decision or action" value={text}
        autoFocus onKeyDown={key}
        onInput={(e) => {
          setText(e.currentTarget.value);
          setAt(0);
        }}
      />
      <ul id="palette-list" role="listbox" aria-label="Matches">
        {hits.map((c, i) => (
          <li key={c.name + c.hint} id={`palette-${i}`} role="option" aria-selected={i === at} onClick={() => run(c)} onMouseMove={() => setAt(i)}>
            <span>{c.name}</span> <span class="muted">{c.hint}</span>
          </li>
        ))}
      </ul>
      {hits.length === 0 && <p class="note muted">Nothing has that name.</p>}
    </>
  );
}
