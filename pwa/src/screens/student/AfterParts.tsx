/** Did it work, and what now? The purpose stands above the box, because effect is measured by it. */

import { t } from "../../i18n.ts";
import { ChoiceCards } from "../../parts/ChoiceCards.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { EFFECTS, effectWord } from "../../rules/choices.ts";
import type { PartProps } from "./entryDraft.ts";
import { Guarded } from "./Guarded.tsx";

export function EffectPart(props: PartProps) {
  const { content, set } = props.draft;
  const purpose = content.purpose.trim();
  return (
    <>
      <h2 id="heading-effect" tabIndex={-1}>
        {t("Wat leverde het op?")}
      </h2>
      {purpose ? (
        <div class="purpose-reminder">
          <p class="small soft">{t("Je doel was:")}</p>
          <p class="prose">{purpose}</p>
        </div>
      ) : (
        <p class="soft">{t("Je doel staat er nog niet. Dan is het effect lastig te zien.")}</p>
      )}
      <ChoiceCards
        id="effect"
        legend={t("Is je doel bereikt?")}
        options={EFFECTS.map((value) => ({ value, label: effectWord(value) }))}
        value={content.effect}
        onChange={(effect) => set({ effect })}
        two
        clearable
      />
      {content.effect === "not_yet_visible" && (
        <Notice>
          <p>{t("Over een paar dagen vraagt je logboek het nog een keer.")}</p>
        </Notice>
      )}
      <Guarded
        {...props}
        field="effect_text"
        optional
        label={t("Waar zag je dat aan?")}
        hint={t("Eén regel is genoeg.")}
      />
    </>
  );
}

export function AdjustPart(props: PartProps) {
  return (
    <>
      <h2 id="heading-bijstellen" tabIndex={-1}>
        {t("Wat doe je de volgende keer?")}
      </h2>
      <Guarded
        {...props}
        field="adjust"
        optional
        label={t("Bijstellen")}
        hint={t("Dit komt als kaartje terug in je logboek.")}
      />
    </>
  );
}
