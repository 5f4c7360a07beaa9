/** What a reader of somebody else's work still has to answer, and what they answered. */

import type { DocumentView, Fact, NewFact } from "../types.ts";

/** A fact that the server has, or one that still waits on this device and bears no time yet. */
export type Said = NewFact & Partial<Pick<Fact, "author" | "received_at" | "provisional">>;

const ASKS = new Set(["submission", "request_changes", "sign_off"]);
const UNDOABLE = new Set(["sign_off", "request_changes", "remark", "goal_agreement"]);
const UNDO_MINUTES = 10;

/** Everything that was said and not taken back, oldest first. */
export function standing({ facts, waiting }: DocumentView): Said[] {
  const all: Said[] = [...facts, ...waiting];
  const withdrawn = new Set(
    all.filter(({ kind }) => kind === "withdraw").map(({ body }) => body.target),
  );
  return all.filter(({ kind, fact_id }) => kind !== "withdraw" && !withdrawn.has(fact_id));
}

/** The answer to what was sent last; undefined while it waits for one. */
export function answerTo(view: DocumentView): Said | undefined {
  const last = standing(view).findLast(({ kind }) => ASKS.has(kind));
  return last?.kind === "submission" ? undefined : last;
}

export function agreementOf(view: DocumentView): Said | undefined {
  return standing(view).findLast(({ kind }) => kind === "goal_agreement");
}

/** Sent, and nobody answered yet. */
export function waitsForAnswer(view: DocumentView): boolean {
  if (view.mine || !view.submitted) return false;
  if (view.kind === "entry") return answerTo(view) === undefined;
  return view.kind === "learning_goal" && agreementOf(view) === undefined;
}

/** When the version that is read was sent: the longest wait is answered first. */
export function sentAt({ facts }: DocumentView): string {
  return facts.findLast(({ kind }) => kind === "submission")?.received_at ?? "";
}

export function oldestFirst(a: DocumentView, b: DocumentView): number {
  return sentAt(a).localeCompare(sentAt(b)) || a.docId.localeCompare(b.docId);
}

/** The one to read after this one, also when this one has left the queue by now. */
export function nextAfter(
  queue: DocumentView[],
  { docId, sent }: { docId: string; sent: string },
): DocumentView | undefined {
  const others = queue.filter((view) => view.docId !== docId);
  return others.find((view) => sentAt(view) >= sent) ?? others[0];
}

/** Later than every moment of the server: what still waits here is the newest. */
const LAST = "9999";

/** Under which name and function this person gave akkoord the last time. */
export function lastSigner(
  views: DocumentView[],
  personId: string,
): { name: string; function: string } | undefined {
  const signed = views
    .flatMap((view): Said[] => [...view.facts, ...view.waiting])
    .filter((fact) => fact.kind === "sign_off" && (fact.author?.id ?? personId) === personId)
    .sort((a, b) => (a.received_at ?? LAST).localeCompare(b.received_at ?? LAST));
  const { name, function: role } = signed.at(-1)?.body ?? {};
  if (typeof name !== "string" || !name) return undefined;
  return { name, function: typeof role === "string" ? role : "" };
}

/** Ten minutes by the server's clock; what still waits on this device has not begun to count. */
export function mayUndo(fact: Said, personId: string, now: Date): boolean {
  const own = (fact.author?.id ?? personId) === personId;
  if (!own || !UNDOABLE.has(fact.kind)) return false;
  if (!fact.received_at) return true;
  return now.getTime() - Date.parse(fact.received_at) < UNDO_MINUTES * 60_000;
}
