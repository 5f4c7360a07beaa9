/** Which versions of a document stand: the server's, with what this device wrote laid over them. */

import type { Revision } from "../types.ts";
import type { Local } from "./records.ts";

export interface Versions {
  head: Revision | undefined;
  siblings: Revision[];
}

/** As the server decides it (protocol.md §3): the head moves only to its own descendant. */
export function versions(local: Local): Versions {
  const revisions = new Map<string, Revision>();
  const told = local.server;
  if (told) for (const item of [told.head, ...told.siblings]) revisions.set(item.rev_id, item);
  for (const item of written(local))
    if (!revisions.has(item.rev_id)) revisions.set(item.rev_id, item);
  const parents = new Set([...revisions.values()].flatMap(parentsOf));
  const leaves = [...revisions.values()].filter((item) => !parents.has(item.rev_id));
  const start = told?.head ?? [...revisions.values()][0];
  if (!start) return { head: undefined, siblings: [] };
  const head = leaves.find((leaf) => descendsFrom(leaf, start.rev_id, revisions)) ?? leaves[0];
  return { head, siblings: leaves.filter((leaf) => leaf !== head) };
}

/** Own revisions that no pull has shown yet: received ones first, then those that wait. */
function written(local: Local): Revision[] {
  const since = local.server?.head.received_at ?? "";
  const received = local.recent.flatMap((row) => (row.type === "revision" ? [row.item] : []));
  const waiting = local.outbox.flatMap((row) => {
    // What is offered again was mostly overtaken long ago; only what is newer counts here.
    const overtaken = row.reoffered !== undefined && since !== "" && row.reoffered < since;
    return row.type === "revision" && !overtaken ? [row.item] : [];
  });
  return [...received, ...waiting];
}

function descendsFrom(leaf: Revision, ancestor: string, known: Map<string, Revision>): boolean {
  const seen = new Set<string>();
  const todo = [leaf.rev_id];
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    if (id === ancestor) return true;
    const revision = known.get(id);
    if (!revision || seen.has(id)) continue;
    seen.add(id);
    todo.push(...parentsOf(revision));
  }
  return false;
}

export function parentsOf(revision: Pick<Revision, "base_rev" | "merges">): string[] {
  return revision.base_rev ? [revision.base_rev, ...revision.merges] : revision.merges;
}
