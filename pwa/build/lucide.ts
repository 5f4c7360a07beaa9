import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";

const PREFIX = "lucide:";

/** `import plus from "lucide:plus"` gives the drawing of one icon, so that only used ones ship. */
export function lucide(): Plugin {
  const file = createRequire(import.meta.url).resolve("lucide-static/icon-nodes.json");
  let drawings: Record<string, unknown> | undefined;
  return {
    name: "vakwerk-lucide",
    resolveId(id) {
      return id.startsWith(PREFIX) ? `\0${id}` : null;
    },
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return null;
      drawings ??= JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
      const drawing = drawings[id.slice(PREFIX.length + 1)];
      if (!drawing) return this.error(`lucide has no icon ${id.slice(1)}`);
      return `export default ${JSON.stringify(drawing)};`;
    },
  };
}
