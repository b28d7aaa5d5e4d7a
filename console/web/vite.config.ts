import { defineConfig } from "vite";

export default defineConfig({
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: {
    target: "es2022",
    outDir: process.env.WEB_OUT ?? "dist",
    emptyOutDir: true,
    // Data URIs would need a wider content security policy for scripts and fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/api": { target: process.env.DESK ?? "http://127.0.0.1:8080", ws: true } } },
});
