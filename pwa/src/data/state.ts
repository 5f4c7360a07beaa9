/** The one state that a document is in, in words: the first that applies (protocol.md §5). */

import type { DocumentView, FactKind, NewFact, StateName } from "../types.ts";

export function documentState(view: DocumentView, isOnServer: boolean): StateName {
  if (view.hits.some((hit) => hit.severity === "block")) return "held";
  if (view.problem) return "needs_fixing";
  if (view.siblings.length > 0) return "two_versions";
  if (!view.head) return "draft";
  const reaction = reactionState(view);
  if (reaction) return reaction;
  // The words on the screen are the draft's: wherever the version before them is, they are not.
  if (view.hasDraft) return "draft";
  return isOnServer ? "stored" : "on_phone";
}

/** What others did about the version that was sent; null while nothing was sent. */
function reactionState({ head, submitted, facts, waiting }: DocumentView): StateName | null {
  if (!submitted || !head) return null;
  const sentAgain = waiting.some(is("submission"));
  const withdrawn = new Set(facts.filter(is("withdraw")).map((fact) => fact.body.target));
  const standing = facts.filter((fact) => !withdrawn.has(fact.fact_id));
  const asked = standing.filter((fact) => ASKS.has(fact.kind)).at(-1);
  if (asked?.kind === "request_changes" && !sentAgain) return "changes_requested";
  const signed = standing.filter(is("sign_off")).at(-1);
  if (!signed && facts.some((fact) => is("sign_off")(fact) && fact.rev_id === submitted.rev_id)) {
    return "signoff_withdrawn";
  }
  if (signed && signed.rev_id !== head.rev_id) return "changed_after_signoff";
  if (signed) return signed.provisional ? "signed_provisional" : "signed";
  // A newer version than the one that was sent is only where it is.
  if (submitted.rev_id !== head.rev_id) return null;
  const seen = standing.some((fact) => is("seen")(fact) && fact.rev_id === submitted.rev_id);
  return seen ? "seen" : "sent";
}

const ASKS = new Set(["submission", "request_changes", "sign_off"]);

const is = (kind: FactKind) => (fact: NewFact) => fact.kind === kind;
