import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { catalogue } from "./build/catalogue.ts";
import { chunks } from "./build/chunks.ts";
import { icons } from "./build/icons.ts";
import { lucide } from "./build/lucide.ts";
import { serviceWorker } from "./build/service-worker.ts";
import { sizes } from "./build/sizes.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env.VAKWERK_DEV_SERVER ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [
    catalogue(here("../locale/en/LC_MESSAGES/vakwerk.po")),
    lucide(),
    icons(here("public/icon.svg")),
    serviceWorker(here("src/sw.ts")),
    sizes(),
  ],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: ["chrome111", "firefox128", "safari16.4"],
    // The content security policy forbids data: URLs.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // What every page begins with is there already.
      resolveDependencies: (_, pieces) => pieces.filter((piece) => !/\/index-/.test(piece)),
    },
    cssCodeSplit: true,
    reportCompressedSize: false,
    rolldownOptions: { output: chunks },
  },
  server: {
    host: "127.0.0.1",
    proxy: Object.fromEntries(
      ["/api", "/portfolio", "/demo", "/theme"].map((path) => [path, { target: server }]),
    ),
  },
});
