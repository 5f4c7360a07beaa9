/**
 * Somebody else's activity as it is judged: why it was done beside what it brought, then the story.
 * What is missing is named in its own place.
 */

import { t } from "../../i18n.ts";
import { effectWord, needOfWord } from "../../rules/choices.ts";
import type { EntryContent } from "../../types.ts";

export function ReadEntry({ entry }: { entry: EntryContent }) {
  return (
    <>
      <div class="weigh">
        <div class="weigh-why">
          <Passage
            title={t("Behoefte")}
            of={needOfWord(entry.need_of)}
            text={entry.need}
            open={t("Niet opgeschreven: wat was er nodig?")}
          />
          <Passage
            title={t("Doel")}
            text={entry.purpose}
            open={t("Niet opgeschreven: waarom deed de student dit?")}
          />
        </div>
        <div class="weigh-effect">
          <Passage
            title={t("Wat leverde het op")}
            aside={effectWord(entry.effect)}
            text={entry.effect_text}
            open={t("Niet opgeschreven: is het doel bereikt?")}
          />
        </div>
      </div>
      <Passage
        title={t("Wat de student deed")}
        text={entry.description}
        open={t("Niet opgeschreven.")}
      />
      <Passage
        title={t("Bijstellen")}
        text={entry.adjust}
        open={t("Nog geen volgende stap opgeschreven.")}
      />
    </>
  );
}

interface PassageProps {
  title: string;
  of?: string;
  aside?: string;
  text: string;
  open: string;
}

function Passage({ title, of, aside, text, open }: PassageProps) {
  const missing = !text && !aside;
  return (
    <section class={missing ? "passage passage-missing" : "passage"}>
      <h2>
        {title} {of && <span class="passage-of">{of}</span>}
      </h2>
      {aside && <p class="passage-aside">{aside}</p>}
      {(text || missing) && <p class="prose">{text || open}</p>}
    </section>
  );
}
