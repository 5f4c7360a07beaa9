import { existsSync, readFileSync } from "node:fs";
import { Resvg } from "@resvg/resvg-js";
import type { Plugin } from "vite";

/** Home screens want PNG: drawn from icon.svg at each build, so that there is one source. */
const ICONS = [
  { fileName: "icon-192.png", size: 192, source: "icon.svg" },
  { fileName: "icon-512.png", size: 512, source: "icon.svg" },
  { fileName: "icon-180.png", size: 180, source: "icon-maskable.svg" },
  { fileName: "icon-maskable-512.png", size: 512, source: "icon-maskable.svg" },
];

export function icons(iconPath: string): Plugin {
  return {
    name: "vakwerk-icons",
    apply: "build",
    generateBundle() {
      for (const { fileName, size, source } of ICONS) {
        this.emitFile({ type: "asset", fileName, source: png(svg(iconPath, source), size) });
      }
    },
  };
}

/** A maskable icon may be cut to a circle; without a drawing of its own the plain one serves. */
function svg(iconPath: string, source: string): string {
  const own = iconPath.replace("icon.svg", source);
  return readFileSync(existsSync(own) ? own : iconPath, "utf8");
}

function png(drawing: string, size: number): Uint8Array {
  return new Resvg(drawing, { fitTo: { mode: "width", value: size } }).render().asPng();
}
