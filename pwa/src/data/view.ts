/** One document as the screens see it: the server's layer with this device's own laid over it. */

import type { DocumentView, Fact, Me, NewFact, Revision } from "../types.ts";
import type { Local, ProblemRow } from "./records.ts";
import { documentState } from "./state.ts";
import { versions } from "./versions.ts";

/** Null when nothing of it is left but facts that wait for a document. */
export function viewOf(docId: string, local: Local, personId: string, me: Me | null) {
  const { server, draft } = local;
  const { head, siblings } = versions(local);
  const problem = standingProblem(local, head, personId);
  const toMend = revisionToMend(problem);
  const first = head ?? draft ?? toMend;
  if (!first) return null;
  const facts = [...(server?.facts ?? []), ...receivedFacts(local, personId, me)];
  const submitted = submittedRevision(local, [head, ...siblings], facts);
  const view: DocumentView = {
    docId,
    placementId: first.placement_id,
    kind: first.kind,
    state: "draft",
    content: draft?.content ?? toMend?.content ?? head?.content ?? {},
    hasDraft: draft !== undefined,
    siblings,
    facts,
    working: server?.working ?? false,
    mine: server === undefined || server.author_id === personId,
    waiting: local.outbox.flatMap((row) =>
      row.type === "fact" && isOwn(row.item) ? [row.item] : [],
    ),
    hits: draft?.hits ?? [],
  };
  if (head) view.head = head;
  if (submitted) view.submitted = submitted;
  if (problem) view.problem = told(problem);
  view.state = documentState(view, isOnServer(local, head));
  return view;

  function isOwn(fact: NewFact): boolean {
    return !("author" in fact) || (fact as Fact).author.id === personId;
  }
}

/** Newest day first; what has no day comes last, newest first. */
export function inOrder(a: DocumentView, b: DocumentView): number {
  return descending(dayOf(a), dayOf(b)) || descending(a.docId, b.docId);
}

/** Days and ids are plain ASCII: no need to ask how a language sorts. */
function descending(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? 1 : -1;
}

function dayOf(view: DocumentView): string {
  return typeof view.content.date === "string" ? view.content.date : "";
}

/** Accepted, but not shown by a pull yet: the receipt is enough to say so. */
function receivedFacts(local: Local, personId: string, me: Me | null): Fact[] {
  const known = new Set(local.server?.facts.map((fact) => fact.fact_id));
  return local.recent.flatMap((row) => {
    if (row.type !== "fact" || known.has(row.id)) return [];
    const placement = me?.placements.find(({ id }) => id === row.placement_id);
    const author = {
      id: personId,
      name: me?.person.display_name ?? "",
      role: placement?.my_role ?? "student",
    };
    const seq = row.seq ?? 0;
    const signed = { received_at: row.received_at, seq, signature: "", key_id: "" };
    return [{ ...row.item, author, ...signed }];
  });
}

function submittedRevision(
  local: Local,
  leaves: (Revision | undefined)[],
  facts: Fact[],
): Revision | undefined {
  const { server, recent } = local;
  const newest = recent.findLast((row) => row.type === "fact" && row.item.kind === "submission");
  const told = newest && facts.find((fact) => fact.fact_id === newest.id);
  const revId = told?.rev_id ?? server?.submitted;
  if (!revId) return undefined;
  const mine = recent.flatMap((row) => (row.type === "revision" ? [row.item] : []));
  return [...leaves, ...(server?.named ?? []), ...mine].find((item) => item?.rev_id === revId);
}

/** A problem stands until a later version or a later fact of the same kind got through. */
function standingProblem(
  local: Local,
  head: Revision | undefined,
  personId: string,
): ProblemRow | undefined {
  const { server, outbox, recent } = local;
  const stuck = outbox.find((row) => row.problem === "too_large" || row.problem === "not_taken");
  if (stuck) return { ...stuck, code: stuck.problem ?? "", received_at: "" };
  const isMended = (problem: ProblemRow) => {
    if (problem.type === "fact" && problem.item && "kind" in problem.item) {
      const { kind } = problem.item;
      if (kind === "seen") return true;
      const since = problem.received_at || "9";
      // What others said later does not bring one's own refused words across.
      const mine = server?.facts.filter((fact) => fact.author.id === personId);
      const later = mine?.some((fact) => fact.kind === kind && fact.received_at > since);
      if (later || recent.some((row) => row.type === "fact" && row.item.kind === kind)) return true;
    }
    if (outbox.some((row) => row.reoffered === undefined)) return true;
    if (recent.some((row) => row.type === "revision")) return true;
    return problem.received_at !== "" && (head?.received_at ?? "") > problem.received_at;
  };
  return local.problems.findLast((problem) => !isMended(problem));
}

function told({ id, code, type, item }: ProblemRow): NonNullable<DocumentView["problem"]> {
  const base = { id, code, message: "" };
  return type === "fact" && item ? { ...base, fact: item as NewFact } : base;
}

/** What was quarantined is nowhere else: its words must be there to be mended. */
function revisionToMend(problem: ProblemRow | undefined): Revision | null {
  if (problem?.type !== "revision" || !problem.item || !("content" in problem.item)) return null;
  return problem.item;
}

function isOnServer(local: Local, head: Revision | undefined): boolean {
  return !local.outbox.some((row) => row.type === "revision" && row.item.rev_id === head?.rev_id);
}
