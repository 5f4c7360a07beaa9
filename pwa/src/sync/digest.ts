/** What both sides believe, in one line of hex: protocol.md §3. */

import type { ServerDocument } from "../data/records.ts";
import { sha256 } from "../rules/canonical.ts";

/** Over the server's layer only; what waits here is nobody else's business yet. */
export async function digest(docs: ServerDocument[]): Promise<string> {
  const lines = docs.flatMap((doc) => [
    ...[doc.head, ...doc.siblings].map(({ rev_id, hash }) => `${doc.doc_id} ${rev_id} ${hash}`),
    ...doc.facts.map((fact) => fact.fact_id),
  ]);
  // Ids and hashes are plain ASCII, so that the default order is the server's order.
  return sha256(lines.sort().join("\n"));
}
