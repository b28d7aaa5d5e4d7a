// Builds or tests the page for Maven:  node build.mjs build OUT_DIR  |  node build.mjs test
// Dependencies are installed again only where package-lock.json is newer than node_modules, and
// the page is built again only where a source is newer than what was built.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { readFileSync } from "node:fs";

const here = dirname(fileURLToPath(import.meta.url));
const BUDGET_KIB = 120;

function run(command, args, env = {}) {
  const done = spawnSync(command, args, {
    cwd: here,
    stdio: "inherit",
    env: { ...process.env, ...env },
    shell: process.platform === "win32",
  });
  if (done.error) throw done.error;
  if (done.status !== 0) {
    console.error(`${command} ${args.join(" ")} ended with ${done.status}`);
    process.exit(done.status ?? 1);
  }
}

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function install() {
  const marker = join(here, "node_modules", ".package-lock.json");
  const lock = join(here, "package-lock.json");
  if (!existsSync(marker) || statSync(marker).mtimeMs < statSync(lock).mtimeMs) {
    run("npm", ["ci", "--no-progress"]);
  }
}

function build(out) {
  const sources = ["src", "public", "index.html", "package-lock.json", "vite.config.ts", "tsconfig.json"];
  const page = join(out, "index.html");
  const changed = Math.max(...sources.map((name) => newest(join(here, name))));
  if (existsSync(page) && statSync(page).mtimeMs > changed) {
    console.log("page: up to date");
    return;
  }
  run(process.execPath, [join("node_modules", "typescript", "bin", "tsc"), "--noEmit"]);
  run(process.execPath, [join("node_modules", "vite", "bin", "vite.js"), "build", "--logLevel", "warn"], {
    WEB_OUT: out,
  });
  weigh(out);
}

/** The page must stay light: everything a browser loads, gzipped. */
function weigh(out) {
  const assets = join(out, "assets");
  const bytes = readdirSync(assets)
    .map((name) => gzipSync(readFileSync(join(assets, name))).length)
    .reduce((sum, size) => sum + size, gzipSync(readFileSync(join(out, "index.html"))).length);
  const kib = bytes / 1024;
  console.log(`page: ${kib.toFixed(1)} KiB gzipped, budget ${BUDGET_KIB}`);
  if (kib > BUDGET_KIB) process.exit(1);
}

const [task, out] = process.argv.slice(2);
if (task === "build" && out) {
  install();
  build(resolve(out));
} else if (task === "test") {
  install();
  run(process.execPath, [join("node_modules", "vitest", "vitest.mjs"), "run"]);
} else {
  console.error("usage: node build.mjs build OUT_DIR | node build.mjs test");
  process.exit(2);
}
