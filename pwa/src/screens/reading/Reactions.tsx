/** Everything that was said about a document, one's own waiting words included, with its undo. */

import { useRef, useState } from "preact/hooks";
import { sendFact } from "../../data/acting.ts";
import { session } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { once } from "../../parts/once.ts";
import { Reaction, readable } from "../../parts/Reaction.tsx";
import { mayUndo, type Said } from "../../rules/review.ts";
import type { DocumentView, Fact } from "../../types.ts";
import { useNow } from "./useNow.ts";

export function Reactions({ view }: { view: DocumentView }) {
  const now = useNow();
  const facts = readable([...view.facts, ...view.waiting.map(asFact)]);
  const taken = new Set(
    [...view.facts, ...view.waiting]
      .filter(({ kind }) => kind === "withdraw")
      .map(({ body }) => body.target),
  );
  if (facts.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="reactions">
      <h2 class="section-title" id="reactions">
        {t("Reacties tot nu toe")}
      </h2>
      {facts.map((fact) => (
        <div class="stack stack-tight" key={fact.fact_id}>
          <Reaction fact={fact} withdrawn={taken.has(fact.fact_id)} />
          {fact.provisional && !taken.has(fact.fact_id) && <Provisional />}
          {!taken.has(fact.fact_id) && mayUndo(fact, me(), now) && (
            <UndoButton view={view} fact={fact} />
          )}
        </div>
      ))}
    </section>
  );
}

/** Why an akkoord does not count in full yet. */
export function Provisional() {
  return (
    <p class="soft">
      {t("Voorlopig: de school moet het mailadres van deze begeleider nog bevestigen.")}
    </p>
  );
}

export function UndoButton({ view, fact }: { view: DocumentView; fact: Said }) {
  const [busy, setBusy] = useState(false);
  const undo = once(useRef(false), async () => {
    setBusy(true);
    await sendFact("withdraw", view, { target: fact.fact_id, reason: "undo" });
    setBusy(false);
  });
  return (
    <div>
      <Button kind="quiet" disabled={busy} onClick={undo}>
        {t("Ongedaan maken")}
      </Button>
    </div>
  );
}

/** Without a time: that is how the reader sees that it waits here. */
function asFact(fact: Said): Fact {
  const person = session.value?.me.person;
  const author = { id: me(), name: person?.display_name ?? "", role: "workplace_supervisor" };
  const unsent = { received_at: "", seq: Number.MAX_SAFE_INTEGER, signature: "", key_id: "" };
  return { author, ...unsent, ...fact } as Fact;
}

function me(): string {
  return session.value?.personId ?? "";
}
