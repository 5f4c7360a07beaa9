import type { Rolldown } from "vite";

interface Graph {
  getModuleInfo: (id: string) => Rolldown.ModuleInfo | null;
}

const STUDENT = /\/screens\/student\//;
const LOGBOOK = /\/screens\/student\/index\.ts$/;
/** Under this size a piece costs more than it saves those who do not need it. */
const SMALL = 4_000;

/**
 * A student's phone fetches the app in a few pieces, which compress a fifth better than forty: what
 * every start needs, the logbook, and her other screens. What several screens share, also those of
 * other roles, stays apart, so that nobody downloads the screens of somebody else.
 */
export const chunks: Rolldown.OutputOptions = {
  // A piece that several share is named after all of them; its first word will do.
  chunkFileNames: ({ name }) => `assets/${name.split("~")[0]}-[hash].js`,
  codeSplitting: {
    groups: [
      { name: "start", tags: ["$initial"], priority: 3 },
      {
        name: "shared",
        test: /\/src\/(data|parts|rules|sync)\/|lucide:/,
        priority: 2,
        entriesAware: true,
        entriesAwareMergeThreshold: SMALL,
      },
      {
        debugName: "logbook",
        name: (id, graph) => (isBehindTheLogbook(id, graph) ? null : "logbook"),
        test: STUDENT,
        priority: 1,
      },
      { name: "student-pages", test: STUDENT },
    ],
  },
};

/** Whether the logbook stands without this module. */
function isBehindTheLogbook(id: string, graph: Graph): boolean {
  const importers = new Set([id]);
  for (const importer of importers) {
    if (LOGBOOK.test(importer)) return false;
    for (const next of graph.getModuleInfo(importer)?.importers ?? []) importers.add(next);
  }
  return true;
}
