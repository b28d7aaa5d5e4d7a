// Walks a desk in Chromium, as a person would: every page at two widths, equity that moves, a
// decision with its charts and answer, an order's changes, a denial, the limits, the kill switch.
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

/** An order with every change, each with its event time and cause. */
async function orderOpens(page, order) {
  const known = await api(`/api/orders/${order.id}`);
  await page.goto(`${url}/orders/${order.id}`);
  await settled(page);
  const changes = page.getByTestId("changes").locator("li");
  check(known.events.length > 1, `the order ${order.id} has ${known.events.length} changes, expected several`);
  check((await changes.count()) === known.events.length, `the page shows ${await changes.count()} of ${known.events.length} changes`);
  for (const [i, event] of known.events.entries()) {
    const shown = await changes.nth(i).textContent();
    check(!event.reason || shown.includes(event.reason), `change ${event.version} does not say why: ${shown}`);
    const at = await changes.nth(i).locator("time").getAttribute("datetime");
    check(at === event.event_time, `change ${event.version} is of ${event.event_time}, the page says ${at}`);
  }
  console.log(`order ${order.symbol} ${order.role}: ${known.events.length} changes are there`);
}

/** A denial with its code, and the figures that were compared. */
async function denialOpens(page) {
  const { items } = await api("/api/denials");
  check(items.length > 0, "the desk has denied nothing yet");
  await page.goto(`${url}/risk`);
  await settled(page);
  await page.getByRole("link", { name: items[0].code }).first().click();
  await page.waitForFunction((code) => location.pathname === "/orders" && location.search.includes(code), items[0].code);
  await page.locator("main table a[href^='/orders/']").first().click();
  const denial = page.getByTestId("denial");
  await denial.waitFor({ timeout: wait });
  const text = await denial.textContent();
  check(text.includes(items[0].code), `the denial shows ${text}, not ${items[0].code}`);
  const id = await page.evaluate(() => location.pathname.split("/").pop());
  const { order } = await api(`/api/orders/${id}`);
  check(order.reason && text.includes(order.reason), `the denial shows ${text}, not ${order.reason}`);
  console.log(`denial ${text.trim()}`);
}

/** Each limit with how much of it is used and how far it is, in words and as a meter. */
async function limitsShow(page) {
  const { items } = await api("/api/limits");
  await page.goto(`${url}/risk`);
  await settled(page);
  for (const name of ["max_daily_loss", "max_drawdown", "max_gross_exposure", "max_net_exposure", "max_position_share", "max_notional", "max_orders", "buying_power"]) {
    const limit = items.find((l) => l.name === name);
    check(limit, `the desk has no figures of ${name}`);
    const meter = page.getByTestId(`limit-${name}`).first();
    check((await meter.getAttribute("role")) === "meter", `${name} has no meter`);
    const used = Number(await meter.getAttribute("aria-valuenow"));
    check(used >= 0 && used <= 100, `${name} is used to ${used} %`);
    const row = await page.locator("tr", { has: meter }).first().textContent();
    check(/clear|near|reached|unknown/.test(row) && row.includes(" of "), `${name} is not told in words: ${row}`);
  }
  console.log(`${items.length} limits with their distance`);
}

/** One act by its own button: what it says, why it is done, and that it comes into force. */
async function act(page, code, state) {
  const account = (await api("/api/desk")).accounts[0].account;
  await page.goto(`${url}/risk`);
  await settled(page);
  await page.getByTestId(`act-${code}-${account}`).click();
  const confirm = page.getByTestId("act-confirm");
  check(await confirm.isDisabled(), `${code} can be sent without a reason`);
  const effect = await page.getByTestId("act-effect").textContent();
  check(effect.includes("Stops") && effect.includes("Lets through"), `${code} does not say what it does: ${effect}`);
  await page.locator("dialog[open] select[name=account]").selectOption("*");
  await page.locator("dialog[open] input[name=reason]").fill(`browser test of ${code}`);
  await audit(page, `${code} dialog`);
  await shot(page, `act-${code}`, false);
  await confirm.click();
  await page.getByTestId("act-result").waitFor({ timeout: wait });
  console.log(`WAITING act ${code}`);
  await page.waitForFunction(() => document.querySelector("[data-testid=act-result]")?.textContent.includes("In force"), null, { timeout: wait });
  await page.waitForFunction((s) => document.querySelector("[data-testid=engine-state]")?.textContent.includes(s), state, { timeout: wait });
  await page.getByRole("button", { name: "Close" }).click();
  console.log(`RECORDED ${code}`);
  const row = page.locator("tr", { hasText: `browser test of ${code}` }).first();
  await row.waitFor({ timeout: wait });
  const audited = await row.textContent();
  check(audited.includes("console") && audited.includes("all accounts"), `the control is kept as ${audited}`);
  await shot(page, `in-force-${code}`);
}

/** The four acts and their lifting; the desk is halted at the end. */
async function killSwitch(page) {
  await act(page, "PAUSE", "PAUSED");
  await act(page, "RESUME", "ACTIVE");
  await act(page, "CANCEL_ALL", "ACTIVE");
  await act(page, "FLATTEN", "PAUSED");
  await act(page, "HALT", "HALTED");
}

/** Equity and, below it, the drawdown from its peak. */
async function equityAndDrawdown(page) {
  await page.goto(`${url}/`);
  await page.waitForFunction(() => window.__sluice?.equity?.points > 0, null, { timeout: wait });
  const panes = await page.evaluate(() => window.__sluice.equity.panes);
  check(panes === 2, `equity has ${panes} panes, expected equity and drawdown`);
  check(await page.getByRole("group", { name: "Chart of equity and drawdown" }).isVisible(), "the chart of equity and drawdown is not there");
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
    const orders = (await api("/api/orders?limit=200")).items;
    const changedOrder = orders.find((o) => o.status === "FILLED" && o.version > 1);
    check(changedOrder, "the desk has filled no order yet");
    const pages = {
      desk: "/", symbols: "/symbols", symbol: `/symbols/${signal.symbol}`, orders: "/orders", fills: "/orders?view=fills",
      ...(orders[0] && { order: `/orders/${orders[0].id}` }),
      risk: "/risk", denials: "/orders?status=DENIED",
      decisions: "/decisions", decision: `/decisions/${signal.id}`, artifacts: "/artifacts", execution: `/artifacts/${signal.execution_id}`,
    };
    for (const width of WIDTHS) await everyPage(page, width, pages);
    await page.emulateMedia({ colorScheme: "light" });
    await everyPage(page, { ...WIDTHS[0], name: "light" }, { desk: "/", risk: "/risk", symbol: pages.symbol, decision: pages.decision, orders: "/orders", artifacts: "/artifacts" });
    await page.emulateMedia({ colorScheme: "dark" });
    await palette(page);
    await chartsAreWhole(page, signal.symbol);
    await decisionOpens(page, signal);
    await equityMoves(page);
    if (process.env.DESK_TICKS) await followsTicks(page, signal.symbol, process.env.DESK_TICKS);
    await orderOpens(page, changedOrder);
    await denialOpens(page);
    await limitsShow(page);
    await equityAndDrawdown(page);
    await killSwitch(page);
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
