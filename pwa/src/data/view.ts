/** One document as the screens see it: the server's layer with this device's own laid over it. */

import type { DocumentView, Fact, Me, NewFact, Revision } from "../types.ts";
import type { Local, ProblemRow } from "./records.ts";
import { documentState } from "./state.ts";
import { versions } from "./versions.ts";

/** Null when nothing of it is left but facts that wait for a document. */
export function viewOf(docId: string, local: Local, personId: string, me: Me | null) {
  const { server, draft } = local;
  const { head, siblings } = versions(local);
  const facts = [...(server?.facts ?? []), ...receivedFacts(local, personId, me)];
  const waiting = local.outbox.flatMap((row) =>
    row.type === "fact" && isOwn(row.item) ? [row.item] : [],
  );
  const mine = server === undefined || server.author_id === personId;
  // What others said later does not bring one's own refused words across.
  const standing = standingProblems(local, head, [...facts, ...waiting].filter(isOwn), mine);
  const apart = standing.findLast(({ type }) => type === "revision");
  const problem = stuckRow(local) ?? apart ?? standing.at(-1);
  const toMend = revisionToMend(apart);
  const first = head ?? draft ?? toMend;
  if (!first) return null;
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
    mine,
    waiting,
    hits: draft?.hits ?? [],
  };
  if (head) view.head = head;
  if (submitted) view.submitted = submitted;
  if (problem) view.problem = told(problem);
  if (toMend) view.toMend = toMend;
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

/** Later than every moment of the server. */
const LAST = "9";

function stuckRow({ outbox }: Local): ProblemRow | undefined {
  const stuck = outbox.find((row) => row.problem === "too_large" || row.problem === "not_taken");
  return stuck && { ...stuck, code: stuck.problem ?? "", received_at: "" };
}

/** A problem stands until a later version of one's own, or the same said again, got through. */
function standingProblems(
  { outbox, recent, problems }: Local,
  head: Revision | undefined,
  said: (NewFact & { received_at?: string })[],
  mine: boolean,
): ProblemRow[] {
  const isRewritten = [...recent, ...outbox.filter((row) => row.reoffered === undefined)].some(
    ({ type }) => type === "revision",
  );
  return problems.filter(({ item, received_at }) => {
    const since = received_at || LAST;
    if (item && "body" in item) {
      const { kind } = item;
      const isSame = (fact: (typeof said)[0]) =>
        fact.kind === kind && saidIn(fact) === saidIn(item) && (fact.received_at ?? LAST) >= since;
      if (kind === "seen" || said.some(isSame)) return false;
      // A reader's words are in no version of the text that they are about.
      if (!mine) return true;
    }
    return !isRewritten && (head?.received_at ?? "") <= since;
  });
}

function saidIn({ body }: NewFact): unknown {
  return body.text ?? body.comment ?? body.target;
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
