import { brotliCompressSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

const KB = 1000;

/** Prints what a phone must download, compressed, so that growth is seen at each build. */
export function sizes(): Plugin {
  return {
    name: "vakwerk-sizes",
    apply: "build",
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const first = reach(chunks, (chunk) => chunk.isEntry, false);
      const student = reach(chunks, isForStudents, true);
      const all = new Set([...first, ...student]);
      for (const chunk of chunks) line(chunk.fileName, [chunk]);
      line("app start, every role", [...first]);
      line("whole student app", [...all]);
    },
  };
}

function isForStudents(chunk: Rolldown.OutputChunk): boolean {
  return chunk.isEntry || chunk.moduleIds.some((id) => /screens\/student/.test(id));
}

/** The chunks that those who match load, directly or by way of others. */
function reach(
  chunks: Rolldown.OutputChunk[],
  matches: (chunk: Rolldown.OutputChunk) => boolean,
  lazily: boolean,
): Set<Rolldown.OutputChunk> {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const found = new Set(chunks.filter(matches));
  for (const chunk of found) {
    const beside = lazily && !chunk.isEntry ? chunk.dynamicImports : [];
    for (const name of [...chunk.imports, ...beside]) {
      const next = byName.get(name);
      if (next) found.add(next);
    }
  }
  return found;
}

function line(name: string, chunks: Rolldown.OutputChunk[]): void {
  const bytes = chunks.reduce((sum, { code }) => sum + brotliCompressSync(code).length, 0);
  console.log(`${(bytes / KB).toFixed(1).padStart(7)} kB br  ${name}`);
}
