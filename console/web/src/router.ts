// Addresses. What is shown is in the address, so every view can be linked, reloaded and gone back to.
import { computed, signal } from "@preact/signals";
import { type Query, withQuery } from "./api";

const here = signal(typeof location === "undefined" ? "/" : location.pathname + location.search);

export const path = computed(() => here.value.split("?")[0]);
export const query = computed(() => new URLSearchParams(here.value.split("?")[1] ?? ""));

export function navigate(to: string, replace = false): void {
  if (to === here.value) return;
  history[replace ? "replaceState" : "pushState"](null, "", to);
  here.value = to;
  if (!replace) {
    window.scrollTo(0, 0);
    document.getElementById("main")?.focus({ preventScroll: true });
  }
}

/** Changes some filters of this address; the page of a list starts over unless it is what changes. */
export function refine(change: Query): void {
  const next: Query = Object.fromEntries(query.value);
  if (!("offset" in change)) delete next.offset;
  navigate(withQuery(path.value, { ...next, ...change }), true);
}

/** Parts of a path by a pattern such as /orders/:id, or null. */
export function match(pattern: string, actual: string): Record<string, string> | null {
  const wanted = pattern.split("/");
  const given = actual.replace(/\/$/, "").split("/");
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (let i = 0; i < wanted.length; i++) {
    if (wanted[i].startsWith(":")) params[wanted[i].slice(1)] = decodeURIComponent(given[i]);
    else if (wanted[i] !== given[i]) return null;
  }
  return params;
}

export function listen(): void {
  window.addEventListener("popstate", () => (here.value = location.pathname + location.search));
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest?.("a");
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || link.target || link.hasAttribute("download")) return;
    const href = link.getAttribute("href") ?? "";
    if (!href.startsWith("/") || href.startsWith("/api/")) return;
    event.preventDefault();
    navigate(href);
  });
}
