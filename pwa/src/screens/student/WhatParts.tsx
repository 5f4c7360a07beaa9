/** What you did, and why: need and purpose before anything else. */

import { t } from "../../i18n.ts";
import { ChoiceCards } from "../../parts/ChoiceCards.tsx";
import { DateField } from "../../parts/DateField.tsx";
import { SelectField } from "../../parts/SelectField.tsx";
import { ACTIVITY_KINDS, NEEDS_OF, needOfWord } from "../../rules/choices.ts";
import { activityKindWord } from "../../rules/words.ts";
import type { ActivityKind } from "../../types.ts";
import { history } from "./earlier.ts";
import type { PartProps } from "./entryDraft.ts";
import { Guarded } from "./Guarded.tsx";
import { PurposeHint } from "./PurposeHint.tsx";

export function WhatPart(props: PartProps) {
  const { draft, errorOf } = props;
  const { content, set } = draft;
  return (
    <>
      <h2 id="heading-wat" tabIndex={-1}>
        {t("Wat deed je?")}
      </h2>
      <Guarded
        {...props}
        field="title"
        one
        optional
        label={t("Titel")}
        hint={t("Een paar woorden zijn genoeg.")}
        suggestions={history("title")}
      />
      <DateField
        id="date"
        label={t("Wanneer was het?")}
        value={content.date}
        onChange={(date) => set({ date })}
        error={errorOf("date")}
        quick
      />
      <SelectField
        id="activity_kind"
        label={t("Wat voor activiteit was het?")}
        value={content.activity_kind}
        options={ACTIVITY_KINDS.map((kind) => ({ value: kind, label: activityKindWord(kind) }))}
        onChange={(kind) => set({ activity_kind: kind as ActivityKind })}
      />
      <Guarded
        {...props}
        field="description"
        optional
        label={t("Beschrijf wat je deed")}
        hint={t("Plan je nog? Dan vul je dit later in.")}
      />
    </>
  );
}

export function WhyPart(props: PartProps) {
  const { content, set } = props.draft;
  return (
    <>
      <h2 id="heading-waarom" tabIndex={-1}>
        {t("Waarom deed je het?")}
      </h2>
      <Guarded
        {...props}
        field="need"
        label={t("Behoefte: wat was er nodig?")}
        hint={t("Schrijf op wat je zag of hoorde, zonder namen.")}
      />
      <ChoiceCards
        id="need_of"
        legend={t("Van wie is die behoefte?")}
        optional
        options={NEEDS_OF.map((value) => ({ value, label: needOfWord(value) }))}
        value={content.need_of}
        onChange={(need_of) => set({ need_of })}
        two
        clearable
      />
      <Guarded
        {...props}
        field="purpose"
        label={t("Doel: wat wilde je bereiken?")}
        hint={t("Wat moet er daarna anders zijn?")}
      >
        <PurposeHint purpose={content.purpose} />
      </Guarded>
    </>
  );
}
