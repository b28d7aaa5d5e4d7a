import type { Zone } from "../format";
import { keep, theme, zone } from "../store";

export function isDark(): boolean {
  return theme.value ? theme.value === "dark" : !window.matchMedia("(prefers-color-scheme: light)").matches;
}

export function applyTheme(): void {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
}

export function toggleTheme(): void {
  theme.value = isDark() ? "light" : "dark";
  keep("theme", theme.value);
  applyTheme();
}

const ZONES: Zone[] = ["exchange", "utc", "local"];

export function nextZone(): void {
  zone.value = ZONES[(ZONES.indexOf(zone.value) + 1) % ZONES.length];
  keep("zone", zone.value);
}
