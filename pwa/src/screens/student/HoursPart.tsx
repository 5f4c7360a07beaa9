/** How long it took; then method, support and attitude for whoever wants to say more. */

import { t } from "../../i18n.ts";
import { Checklist } from "../../parts/Checklist.tsx";
import { ChoiceCards } from "../../parts/ChoiceCards.tsx";
import { DurationField } from "../../parts/DurationField.tsx";
import { Optional } from "../../parts/Field.tsx";
import {
  ATTITUDES,
  attitudeWord,
  SUPPORT_CHOICES,
  supportChoiceWord,
} from "../../rules/choices.ts";
import { history } from "./earlier.ts";
import type { PartProps } from "./entryDraft.ts";
import { Guarded } from "./Guarded.tsx";
import { entries } from "./log.ts";

export function HoursPart(props: PartProps) {
  const { content, set } = props.draft;
  return (
    <>
      <h2 id="heading-uren" tabIndex={-1}>
        {t("Hoe lang duurde het?")}
      </h2>
      <DurationField
        id="minutes"
        label={t("Duur in uren")}
        optional
        hint={t("Bijvoorbeeld 1,5 of 1:30.")}
        minutes={content.minutes}
        unread={props.unread.value}
        onChange={(minutes, typed) => {
          props.unread.value = minutes === null ? typed.trim() : "";
          set({ minutes });
        }}
        picks={durations()}
        error={props.errorOf("minutes")}
      />
      <h3>
        {t("Hoe pakte je het aan?")} <Optional />
      </h3>
      <Guarded
        {...props}
        field="method"
        one
        optional
        label={t("Methode of aanpak")}
        hint={t("Bijvoorbeeld: luisteren, samenvatten, doorvragen.")}
        suggestions={[...new Set([...history("method"), ...usualMethods()])]}
      />
      <ChoiceCards
        id="support_choice"
        legend={t("Wie deed wat?")}
        hint={t("Liet je de ander het zelf doen, of nam je het over?")}
        optional
        options={SUPPORT_CHOICES.map((value) => ({ value, label: supportChoiceWord(value) }))}
        value={content.support_choice}
        onChange={(support_choice) => set({ support_choice })}
        two
        clearable
      />
      <Checklist
        id="attitude"
        legend={t("Wat liet je zien in je houding?")}
        optional
        two
        groups={[
          { options: ATTITUDES.map((code) => ({ value: code, label: attitudeWord(code) })) },
        ]}
        values={content.attitude}
        onChange={(attitude) => set({ attitude })}
      />
    </>
  );
}

function usualMethods(): string[] {
  return [
    t("Luisteren, samenvatten, doorvragen"),
    t("Motiverende gespreksvoering"),
    t("Oplossingsgericht werken"),
    t("Netwerk in kaart brengen"),
    t("Groepswerk"),
  ];
}

/** The last duration first, then the usual ones. */
function durations(): number[] {
  const last = entries.value.find(({ entry }) => entry.minutes !== null)?.entry.minutes;
  return [...new Set([...(last ? [last] : []), 60, 120, 240, 480])].slice(0, 4);
}
