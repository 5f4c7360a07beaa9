import type { Rolldown } from "vite";

interface Graph {
  getModuleInfo: (id: string) => Rolldown.ModuleInfo | null;
}
type Question = (id: string, graph: Graph) => boolean;

/** For those who read English, and nobody else. */
const CATALOGUE = "virtual:catalogue/en";
const AFTER = /\/src\/((data|sync)\/|update)|\/rules\/privacy|\/screens\/shell\//;
const ROLE = /\/screens\/(student|supervisor|coach|coordinator)\/index\.ts$/;

/**
 * A phone fetches the app in a few pieces, which compress a fifth better than forty: what every
 * start needs, what a student's first screen needs beside it, what comes after any first screen
 * (writing, the guard, the sync, and the parts that several roles share), and her other screens.
 * Nobody downloads the screens of somebody else. A piece takes what its modules import along, but
 * for what an earlier one has.
 */
export const chunks: Rolldown.OutputOptions = {
  codeSplitting: {
    groups: [
      group("start", 8, isInEveryStart),
      group("logbook", 7, isFirst),
      group("work", 6, (id, graph) => AFTER.test(id) || isShared(id, graph)),
      group("student", 5, (id, graph) => roles(id, graph).has("student")),
      group("reading", 4, (id, graph) => roles(id, graph).size > 1),
    ],
  },
};

function group(name: string, priority: number, belongs: Question) {
  const named = (id: string, graph: Graph) =>
    id.endsWith(CATALOGUE) || !belongs(id, graph) ? null : name;
  return { debugName: name, name: named, priority };
}

/** Besides the shell: what the logbook shows as well as the lists of others. */
function isInEveryStart(id: string, graph: Graph): boolean {
  const isEntry = (module: string) => graph.getModuleInfo(module)?.isEntry ?? false;
  if (above(id, graph, false).some(isEntry)) return true;
  return isFirst(id, graph) && roles(id, graph).size > 1;
}

/** Whether the logbook, where a student begins, cannot stand without this module. */
function isFirst(id: string, graph: Graph): boolean {
  return above(id, graph, false).some((importer) => ROLE.exec(importer)?.[1] === "student");
}

/** What a student's other screens have in common with those of other roles. */
function isShared(id: string, graph: Graph): boolean {
  const found = roles(id, graph);
  return found.size > 1 && found.has("student");
}

/** Whose screens may come to need this module. */
function roles(id: string, graph: Graph): Set<string> {
  const names = above(id, graph, true).map((importer) => ROLE.exec(importer)?.[1]);
  return new Set(names.filter((name) => name !== undefined));
}

/** The module itself and everything that imports it; `lazily` also what imports it later. */
function above(id: string, graph: Graph, lazily: boolean): string[] {
  const found = new Set([id]);
  for (const module of found) {
    const info = graph.getModuleInfo(module);
    // Past the role's own door stands the shell, which knows every role.
    if (ROLE.test(module)) continue;
    for (const next of info?.importers ?? []) found.add(next);
    for (const next of lazily ? (info?.dynamicImporters ?? []) : []) found.add(next);
  }
  return [...found];
}
