/**
 * `<Cycle entry={entryContent(view.content)} />`: need, purpose, did, effect, adjust on one beam.
 * An open step stays visible: what is missing belongs to the picture.
 */

import type { ComponentChildren } from "preact";
import { t } from "../i18n.ts";
import { effectWord, needOfWord } from "../rules/choices.ts";
import type { EntryContent } from "../types.ts";

export function Cycle({ entry }: { entry: EntryContent }) {
  const needOf = needOfWord(entry.need_of);
  const effect = effectWord(entry.effect);
  return (
    <div class="cycle">
      <Step
        name="need"
        label={t("Behoefte")}
        aside={needOf}
        text={entry.need}
        open={t("Wat had de ander nodig? Dat staat er nog niet.")}
      />
      <Step
        name="purpose"
        label={t("Doel")}
        text={entry.purpose}
        open={t("Waarom deed je het? Dat staat er nog niet.")}
      />
      <Step
        name="did"
        label={t("Wat deed ik")}
        text={entry.description}
        open={t("Nog niet beschreven.")}
      />
      <Step
        name="effect"
        label={t("Wat leverde het op")}
        aside={effect}
        text={entry.effect_text}
        open={t("Nog niet bekeken of het doel is bereikt.")}
      />
      <Step
        name="adjust"
        label={t("Bijstellen")}
        text={entry.adjust}
        open={t("Nog geen volgende stap.")}
      />
    </div>
  );
}

interface StepProps {
  name: "need" | "purpose" | "did" | "effect" | "adjust";
  label: string;
  text: string;
  aside?: string;
  open: ComponentChildren;
}

function Step({ name, label, text, aside, open }: StepProps) {
  const filled = Boolean(text || aside);
  return (
    <section class={`cycle-step cycle-${name}${filled ? "" : " cycle-open"}`}>
      <h3 class="cycle-label">{label}</h3>
      {aside && <p class="cycle-effect-word">{aside}</p>}
      {(text || !filled) && <p class="cycle-text prose">{text || open}</p>}
    </section>
  );
}
