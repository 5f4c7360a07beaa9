import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { build, type Plugin, type ResolvedConfig } from "vite";

/** Builds the service worker as a classic script that knows every file of this build. */
export function serviceWorker(entry: string): Plugin {
  let config: ResolvedConfig;
  return {
    name: "vakwerk-service-worker",
    apply: "build",
    enforce: "post",
    configResolved(resolved) {
      config = resolved;
    },
    async writeBundle() {
      const { outDir } = config.build;
      const files = listFiles(outDir).filter(isPrecached).sort();
      await build({
        configFile: false,
        logLevel: "warn",
        publicDir: false,
        define: {
          __FILES__: JSON.stringify(files.map(address)),
          __BUILD__: JSON.stringify(fingerprint(outDir, files)),
        },
        build: {
          outDir,
          emptyOutDir: false,
          target: config.build.target,
          rolldownOptions: {
            input: entry,
            output: { format: "iife", entryFileNames: "sw.js" },
          },
        },
      });
    },
  };
}

/** The server gives the page itself at "/" only. */
function address(file: string): string {
  return file === "index.html" ? "/" : `/${file}`;
}

function isPrecached(file: string): boolean {
  // Legacy font formats and source maps are only fetched by those who ask for them.
  return !/(^sw\.js|\.map|\.woff|\.txt)$/.test(file);
}

function fingerprint(outDir: string, files: string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update(readFileSync(join(outDir, file)));
  return hash.digest("hex").slice(0, 16);
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => relative(folder, join(item.parentPath, item.name)).replaceAll("\\", "/"));
}
