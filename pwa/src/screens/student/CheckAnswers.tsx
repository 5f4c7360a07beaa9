import { t } from "../../i18n.ts";
import { formatDate, formatMinutes } from "../../parts/format.ts";
import {
  attitudeWord,
  effectWord,
  lifeDomainWord,
  needOfWord,
  supportChoiceWord,
} from "../../rules/choices.ts";
import { attachmentsOf } from "../../rules/content.ts";
import { activityKindWord } from "../../rules/words.ts";
import type { EntryContent, GuardHit, Placement } from "../../types.ts";
import { ReadFiles } from "../reading/ReadFiles.tsx";
import type { Step } from "./entryDraft.ts";
import { goals } from "./goals.ts";
import { workProcessTitle } from "./placements.ts";

interface Props {
  docId: string;
  entry: EntryContent;
  placement: Placement | undefined;
  hits: GuardHit[];
}

interface Answer {
  label: string;
  text: string;
  step: Step;
  fields: string[];
}

/** Every answer in the order of the form, each with a way back to its question. */
export function CheckAnswers({ docId, entry, placement, hits }: Props) {
  return (
    <dl class="check-list">
      {answers(entry, placement).map((answer) => (
        <div class="check-row" key={answer.label}>
          <dt>{answer.label}</dt>
          <dd class={answer.text ? undefined : "check-empty"}>
            {answer.text || t("Nog niet ingevuld")}
            <Marked hits={hits} of={(field) => answer.fields.includes(field)} />
          </dd>
          <Change docId={docId} step={answer.step} label={answer.label} />
        </div>
      ))}
      {attachmentsOf(entry).length > 0 && (
        <div class="check-row">
          <dt>{t("Foto's en bestanden")}</dt>
          <dd>
            <ReadFiles placementId={placement?.id ?? ""} content={entry} mine small />
            <Marked hits={hits} of={(field) => field.startsWith("attachments.")} />
          </dd>
          <Change docId={docId} step="fotos" label={t("Foto's en bestanden")} />
        </div>
      )}
    </dl>
  );
}

function Marked({ hits, of }: { hits: GuardHit[]; of: (field: string) => boolean }) {
  if (!hits.some(({ field }) => of(field))) return null;
  return <strong class="check-marked">{t("Hier staan gemarkeerde woorden.")}</strong>;
}

function Change({ docId, step, label }: { docId: string; step: Step; label: string }) {
  return (
    <dd class="check-change">
      <a
        class="button button-quiet"
        href={`/logboek/${docId}/bewerken?stap=${step}`}
        aria-label={t("Wijzigen: {answer}", { answer: label })}
      >
        {t("Wijzigen")}
      </a>
    </dd>
  );
}

function answers(entry: EntryContent, placement: Placement | undefined): Answer[] {
  const minutes = entry.minutes === null ? "" : formatMinutes(entry.minutes);
  const goalTexts = goals.value
    .filter(({ view }) => entry.goals.includes(view.docId))
    .map(({ goal }) => goal.text);
  const processes = entry.work_processes.map((code) =>
    t("{code} {title}", { code, title: workProcessTitle(placement, code) }),
  );
  const rows: [string, string, Step, string[]][] = [
    [t("Titel"), entry.title, "wat", ["title"]],
    [t("Datum"), formatDate(entry.date), "wat", []],
    [t("Soort activiteit"), activityKindWord(entry.activity_kind), "wat", []],
    [t("Wat deed ik"), entry.description, "wat", ["description"]],
    [t("Behoefte"), lines(entry.need, needOfWord(entry.need_of)), "waarom", ["need"]],
    [t("Doel"), entry.purpose, "waarom", ["purpose"]],
    [t("Leerdoelen"), lines(...goalTexts), "leerdoelen", []],
    [t("Werkprocessen"), lines(...processes), "leerdoelen", []],
    [t("Leefgebieden"), lines(...entry.life_domains.map(lifeDomainWord)), "leerdoelen", []],
    [
      t("Wat leverde het op"),
      lines(effectWord(entry.effect), entry.effect_text),
      "effect",
      ["effect_text"],
    ],
    [t("Bijstellen"), entry.adjust, "bijstellen", ["adjust"]],
    [t("Duur"), minutes, "uren", []],
  ];
  const more: typeof rows = [
    [t("Methode of aanpak"), entry.method, "uren", ["method"]],
    [t("Wie deed wat"), supportChoiceWord(entry.support_choice), "uren", []],
    [t("Houding"), lines(...entry.attitude.map(attitudeWord)), "uren", []],
  ];
  return [...rows, ...more.filter(([, text]) => text)].map(([label, text, step, fields]) => ({
    label,
    text,
    step,
    fields,
  }));
}

function lines(...texts: string[]): string {
  return texts.filter(Boolean).join("\n");
}
