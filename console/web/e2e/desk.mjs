// Walks a desk in Chromium, as a person would: every page at two widths, equity that moves, a
// decision with its charts and answer, the kill switch.
//
//   DESK_URL=http://127.0.0.1:8080 DESK_TOKEN=... [CHROMIUM=/usr/bin/chromium] node e2e/desk.mjs
//
// DESK_WAIT: milliseconds to wait for the desk to act, 60000 by default.
// DESK_TICKS: a price that comes last of a million ticks of the signal's symbol, which the desk sends
// when it reads "WAITING ticks"; left out without it.
// DESK_SHOTS: a directory for screenshots; none are taken without it.
// It writes "WAITING name" when it waits for the desk to act, "DONE" at the end, and exits 1 with
// what was wrong otherwise.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const url = required("DESK_URL").replace(/\/$/, "");
const token = required("DESK_TOKEN");
const wait = Number(process.env.DESK_WAIT ?? 60_000);
const shots = process.env.DESK_SHOTS;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [
  { name: "desktop", width: 1280, height: 900 },
  { name: "phone", width: 390, height: 844 },
];
const problems = [];

function required(name) {
  const value = process.env[name];
  if (!value) {
    console.error(`${name}: is not set, expected the desk's ${name === "DESK_URL" ? "address" : "token"}`);
    process.exit(2);
  }
  return value;
}

function check(condition, message) {
  if (!condition) throw new Error(message);
}

async function api(path) {
  const response = await fetch(url + path, { headers: { Authorization: `Bearer ${token}` } });
  check(response.ok, `${path} answered ${response.status}`);
  return response.json();
}

async function shot(page, name, fullPage = true) {
  if (!shots) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage });
}

/** The page's faults by axe-core, and whether it is wider than its window. */
async function audit(page, name) {
  // Evaluated through the debugger, so that the page's content security policy stays as it is.
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  for (const v of found.violations) {
    problems.push(`${name}: ${v.id} (${v.impact}): ${v.help}: ${v.nodes.slice(0, 3).map((n) => `${n.target} ${n.failureSummary?.split("\n")[1] ?? ""}`).join(" | ")}`);
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 0) problems.push(`${name}: the page is ${wide} px wider than the window`);
}

async function settled(page) {
  await page.locator("main h1").first().waitFor({ state: "attached", timeout: wait });
  await page.waitForFunction(() => document.querySelectorAll(".skeleton").length === 0, null, { timeout: wait });
}

async function everyPage(page, width, pages) {
  await page.setViewportSize(width);
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(url + path);
    await settled(page);
    for (const badge of ["PAPER"]) check(await page.getByText(badge, { exact: true }).isVisible(), `${name}: no ${badge} badge`);
    if (name === "symbol") await page.waitForFunction(() => window.__sluice?.symbol?.points > 0, null, { timeout: wait });
    if (name === "desk") await page.waitForFunction(() => window.__sluice?.equity?.points > 0, null, { timeout: wait });
    await audit(page, `${name} at ${width.width}`);
    await shot(page, `${name}-${width.name}`);
  }
}

async function chartsAreWhole(page, symbol) {
  await page.setViewportSize(WIDTHS[0]);
  await page.goto(`${url}/symbols/${symbol}`);
  await page.waitForFunction(() => window.__sluice?.symbol?.points > 0, null, { timeout: wait });
  const state = await page.evaluate(() => window.__sluice.symbol);
  check(state.symbol === symbol, `the chart shows ${state.symbol}, not ${symbol}`);
  check(state.panes === 4, `the chart has ${state.panes} panes, expected price, volume, RSI and MACD`);
  console.log(`chart of ${symbol}: ${JSON.stringify(state)}`);
}

async function equityMoves(page) {
  await page.goto(`${url}/`);
  await page.waitForFunction(() => window.__sluice?.equity?.last !== null && window.__sluice?.equity, null, { timeout: wait });
  const shown = page.getByTestId("equity");
  const before = { text: await shown.textContent(), last: await page.evaluate(() => window.__sluice.equity.last) };
  console.log("WAITING equity-moves");
  await page.waitForFunction(
    (b) => document.querySelector("[data-testid=equity]")?.textContent !== b.text && window.__sluice.equity.last !== b.last,
    before,
    { timeout: wait },
  );
  console.log(`equity moved from ${before.text} to ${await shown.textContent()}`);
}

/** A page that is flooded shows the last price at once, and answers its reader meanwhile. */
async function followsTicks(page, symbol, lastPrice) {
  await page.goto(`${url}/symbols/${symbol}`);
  await settled(page);
  await page.evaluate(() => {
    window.__longest = 0;
    let before = performance.now();
    const frame = (now) => {
      window.__longest = Math.max(window.__longest, now - before);
      before = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  console.log("WAITING ticks");
  await page.waitForFunction(
    (text) => document.querySelector(".title-row .big")?.textContent.replace(/[^0-9.]/g, "") === text,
    lastPrice,
    { timeout: wait, polling: 50 },
  );
  console.log(`SEEN ${Date.now()} the page stood still for ${Math.round(await page.evaluate(() => window.__longest))} ms at most`);
}

async function decisionOpens(page, signal) {
  await page.goto(`${url}/decisions`);
  await settled(page);
  await page.goto(`${url}/decisions/${signal.id}`);
  await settled(page);
  for (const timeframe of [signal.daily_chart_id && "1d", signal.weekly_chart_id && "1w"].filter(Boolean)) {
    const image = page.getByTestId(`chart-${timeframe}`);
    await image.waitFor({ timeout: wait });
    await image.scrollIntoViewIfNeeded();
    await page.waitForFunction((id) => {
      const img = document.querySelector(`[data-testid=${id}]`);
      return img?.complete && img.naturalWidth > 0;
    }, `chart-${timeframe}`, { timeout: wait });
  }
  const answer = await page.getByTestId("answer").textContent();
  check(answer.length > 10, "the decision shows no answer of the analyst");
  console.log(`decision ${signal.symbol} ${signal.type}: charts and answer are there`);
}

async function halt(page) {
  await page.goto(`${url}/`);
  await settled(page);
  await page.getByTestId("halt").click();
  const confirm = page.getByTestId("halt-confirm");
  check(await confirm.isDisabled(), "the kill switch can be sent without a reason");
  await page.locator("dialog[open] input[value=HALT]").check();
  await page.locator("dialog[open] input[name=reason]").fill("browser test of the kill switch");
  await audit(page, "halt dialog");
  await shot(page, "halt-dialog", false);
  await confirm.click();
  await page.getByTestId("halt-result").waitFor({ timeout: wait });
  console.log("WAITING halted");
  await page.waitForFunction(() => document.querySelector("[data-testid=engine-state]")?.textContent.includes("HALTED"), null, { timeout: wait });
  await page.waitForFunction(() => document.querySelector("[data-testid=halt-result]")?.textContent.includes("In force"), null, { timeout: wait });
  await page.getByRole("button", { name: "Close" }).click();
  await shot(page, "halted");
}

async function palette(page) {
  await page.setViewportSize(WIDTHS[0]);
  await page.goto(`${url}/`);
  await settled(page);
  await page.keyboard.press("Control+k");
  await page.locator("dialog[open] [role=combobox]").fill("artif");
  await audit(page, "palette");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.pathname === "/artifacts");
}

async function run() {
  const profile = mkdtempSync(join(tmpdir(), "sluice-browser-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    colorScheme: "dark",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    page.on("pageerror", (error) => problems.push(`script error: ${error.message}`));
    page.on("console", (m) => m.type() === "error" && problems.push(`console error: ${m.text()}`));
    await page.goto(`${url}/?token=${token}`);
    await page.waitForURL(`${url}/`);
    const signals = (await api("/api/signals?limit=500")).items;
    const signal = signals.find((s) => s.type !== "HOLD" && s.daily_chart_id) ?? signals[0];
    check(signal, "the desk has no signal yet");
    const orders = (await api("/api/orders?limit=1")).items;
    const pages = {
      desk: "/", symbols: "/symbols", symbol: `/symbols/${signal.symbol}`, orders: "/orders", fills: "/orders?view=fills",
      ...(orders[0] && { order: `/orders/${orders[0].id}` }),
      decisions: "/decisions", decision: `/decisions/${signal.id}`, artifacts: "/artifacts", execution: `/artifacts/${signal.execution_id}`,
    };
    for (const width of WIDTHS) await everyPage(page, width, pages);
    await page.emulateMedia({ colorScheme: "light" });
    await everyPage(page, { ...WIDTHS[0], name: "light" }, { desk: "/", symbol: pages.symbol, decision: pages.decision, orders: "/orders", artifacts: "/artifacts" });
    await page.emulateMedia({ colorScheme: "dark" });
    await palette(page);
    await chartsAreWhole(page, signal.symbol);
    await decisionOpens(page, signal);
    await equityMoves(page);
    if (process.env.DESK_TICKS) await followsTicks(page, signal.symbol, process.env.DESK_TICKS);
    await halt(page);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
  if (problems.length > 0) throw new Error(`${problems.length} problems:\n${problems.join("\n")}`);
  console.log("DONE");
}

run().catch((error) => {
  console.log(`FAILED ${error.message}`);
  problems.forEach((problem) => console.log(problem));
  process.exit(1);
});
