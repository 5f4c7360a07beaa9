import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";

const PREFIX = "lucide:";
type Attributes = Record<string, string>;
type Drawing = [tag: string, attributes: Attributes][];

/**
 * `import plus from "lucide:plus"` gives the path of one icon, so that only used ones ship. One
 * path instead of several shapes: a long list holds an icon on every card.
 */
export function lucide(): Plugin {
  const file = createRequire(import.meta.url).resolve("lucide-static/icon-nodes.json");
  let drawings: Record<string, Drawing> | undefined;
  return {
    name: "vakwerk-lucide",
    resolveId(id) {
      return id.startsWith(PREFIX) ? `\0${id}` : null;
    },
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return null;
      drawings ??= JSON.parse(readFileSync(file, "utf8")) as Record<string, Drawing>;
      const drawing = drawings[id.slice(PREFIX.length + 1)];
      if (!drawing) return this.error(`lucide has no icon ${id.slice(1)}`);
      return `export default ${JSON.stringify(drawing.map(path).join(""))};`;
    },
  };
}

/** The same line, drawn as a path. */
function path([tag, attributes]: Drawing[number]): string {
  const of = (name: string) => Number(attributes[name] ?? 0);
  switch (tag) {
    case "path":
      return absolute(attributes.d ?? "");
    case "line":
      return `M${of("x1")} ${of("y1")}L${of("x2")} ${of("y2")}`;
    case "polyline":
      return `M${attributes.points}`;
    case "polygon":
      return `M${attributes.points}Z`;
    case "circle":
      return round(of("cx"), of("cy"), of("r"), of("r"));
    case "ellipse":
      return round(of("cx"), of("cy"), of("rx"), of("ry"));
    case "rect":
      return rectangle(of("x"), of("y"), of("width"), of("height"), of("rx"));
    default:
      throw new Error(`an icon holds a ${tag}`);
  }
}

/** Behind another one a path must not begin where that one ended; its next steps stay relative. */
function absolute(d: string): string {
  return d.replace(FIRST_STEP, (_, x: string, y: string, next: string) => {
    return `M${x} ${y}${/[a-z]/i.test(next) ? "" : "l"}${next}`;
  });
}

const FIRST_STEP = /^m\s*(-?[\d.]+)[\s,]*(-?[\d.]+)\s*(.?)/;

function round(cx: number, cy: number, rx: number, ry: number): string {
  const half = `a${rx} ${ry} 0 1 0 `;
  return `M${cx - rx} ${cy}${half}${2 * rx} 0${half}${-2 * rx} 0Z`;
}

function rectangle(x: number, y: number, width: number, height: number, r: number): string {
  const corner = (dx: number, dy: number) => (r ? `a${r} ${r} 0 0 1 ${dx} ${dy}` : "");
  return [
    `M${x + r} ${y}h${width - 2 * r}${corner(r, r)}v${height - 2 * r}${corner(-r, r)}`,
    `h${2 * r - width}${corner(-r, -r)}v${2 * r - height}${corner(r, -r)}Z`,
  ].join("");
}
