/** Lets Node run the shipped sources as they are: their names, their packages, their tables. */

import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

const TOP = new URL("../../../", import.meta.url);
const PACKAGES = new URL("pwa/package.json", TOP).href;
const OURS = /^(idb|fake-indexeddb|@preact\/signals)(\/|$)/;

registerHooks({
  resolve(name, context, next) {
    if (name.startsWith("@/")) return next(new URL(`pwa/src/${name.slice(2)}`, TOP).href, context);
    return next(name, OURS.test(name) ? { ...context, parentURL: PACKAGES } : context);
  },
  load(url, context, next) {
    if (!url.endsWith(".json") || url.includes("/node_modules/")) return next(url, context);
    const source = `export default ${readFileSync(fileURLToPath(url), "utf8")}`;
    return { format: "module", source, shortCircuit: true };
  },
});
