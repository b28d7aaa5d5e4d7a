import { effect } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { render } from "preact";
import { ArtifactsPage, ExecutionPage } from "./pages/artifacts";
import { DecisionPage, DecisionsPage } from "./pages/decisions";
import { DeskPage } from "./pages/desk";
import { OrderPage, OrdersPage } from "./pages/orders";
import { RiskPage } from "./pages/risk";
import { SymbolPage, SymbolsPage } from "./pages/symbol";
import { applyTheme } from "./parts/prefs";
import { Shell } from "./parts/Shell";
import { SignIn } from "./parts/SignIn";
import { connect } from "./push";
import { listen, match, path } from "./router";
import { desk, link, paletteOpen, signedOut, theme } from "./store";
import "./styles.css";

const ROUTES: [string, string, (params: Record<string, string>) => ComponentChildren][] = [
  ["", "Desk", () => <DeskPage />],
  ["/symbols", "Symbols", () => <SymbolsPage />],
  ["/symbols/:symbol", "Symbol", ({ symbol }) => <SymbolPage key={symbol} symbol={symbol} />],
  ["/orders", "Orders & fills", () => <OrdersPage />],
  ["/orders/:id", "Order", ({ id }) => <OrderPage key={id} id={id} />],
  ["/risk", "Risk", () => <RiskPage />],
  ["/decisions", "Decisions", () => <DecisionsPage />],
  ["/decisions/:id", "Decision", ({ id }) => <DecisionPage key={id} id={id} />],
  ["/artifacts", "Executions & artifacts", () => <ArtifactsPage />],
  ["/artifacts/:id", "Execution", ({ id }) => <ExecutionPage key={id} id={id} />],
];

function Route() {
  if (!desk.value) {
    return link.value === "lost" ? (
      <div class="state error" role="alert"><p>The desk cannot be reached. Is it running? Trying again.</p></div>
    ) : (
      <div class="state skeleton tall" role="status" aria-label="Loading" />
    );
  }
  for (const [pattern, title, page] of ROUTES) {
    const params = match(pattern, path.value);
    if (params) {
      document.title = `${params.symbol ?? title} · Sluice`;
      return <>{page(params)}</>;
    }
  }
  return (
    <div class="state empty">
      <h1>No such page</h1>
      <p><a href="/">To the desk</a></p>
    </div>
  );
}

function App() {
  if (signedOut.value) return <SignIn />;
  return (
    <Shell>
      <Route />
    </Shell>
  );
}

function keys(event: KeyboardEvent): void {
  const typing = (event.target as Element).matches?.("input,select,textarea");
  if ((event.key === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !typing)) {
    event.preventDefault();
    paletteOpen.value = true;
  }
}

effect(() => {
  void theme.value;
  applyTheme();
});
window.matchMedia("(prefers-color-scheme: light)").addEventListener("change", applyTheme);
document.addEventListener("keydown", keys);
listen();
connect();
render(<App />, document.getElementById("app")!);
