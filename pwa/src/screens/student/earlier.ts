/** What earlier activities hand to a later one. */

import { chainAround } from "../../rules/chain.ts";
import type { DocumentView } from "../../types.ts";
import { entries } from "./log.ts";

export function chainOf(docId: string): DocumentView[] {
  const links = entries.value.map(({ view, entry }) => ({
    docId: view.docId,
    follows: entry.follows_up,
    view,
  }));
  return chainAround(docId, links).map(({ view }) => view);
}

/** What was typed in this field before, newest first, for completion while typing. */
export function history(field: "title" | "method" | "need"): string[] {
  const typed = entries.value.map(({ entry }) => entry[field]).filter(Boolean);
  return [...new Set(typed)].slice(0, 30);
}
