import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { catalogue } from "./build/catalogue.ts";
import { lucide } from "./build/lucide.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The tests live outside this folder, so what they import by name is looked up here. */
const packages = ["vitest", "fake-indexeddb", "happy-dom", "preact", "@preact/signals", "idb"];

export default defineConfig({
  plugins: [
    catalogue(here("../locale/en/LC_MESSAGES/vakwerk.po")),
    lucide(),
    {
      name: "vakwerk-test-imports",
      enforce: "pre",
      resolveId(source, importer, options) {
        const ours = packages.some((name) => source === name || source.startsWith(`${name}/`));
        if (!ours || !importer?.includes("/tests/pwa/")) return null;
        return this.resolve(source, here("package.json"), { ...options, skipSelf: true });
      },
    },
  ],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  resolve: { alias: { "@": here("src") } },
  server: { fs: { allow: [here("..")] } },
  test: {
    root: here("."),
    dir: here("../tests/pwa"),
    include: ["**/*.test.ts", "**/*.test.tsx"],
    setupFiles: [here("../tests/pwa/setup.ts")],
    environment: "node",
  },
});
