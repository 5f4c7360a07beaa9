/** Fields of an entry by name and its values as text, for places where two are compared. */

import type { Attachment } from "../../attachments.ts";
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
import type { EntryContent } from "../../types.ts";
import { formatSize } from "../photos/photoWords.ts";
import { goals } from "./goals.ts";
import { entries } from "./log.ts";

export interface ComparedField {
  name: keyof EntryContent & string;
  label: string;
  /** Both texts can be kept, one after the other. */
  joinable: boolean;
  /** Where both is more than one text after the other. */
  join?: (one: EntryContent, two: EntryContent) => unknown;
  text: (entry: EntryContent) => string;
}

export function comparedFields(): ComparedField[] {
  const text = (name: keyof EntryContent & string, label: string): ComparedField => ({
    name,
    label,
    joinable: true,
    text: (entry) => String(entry[name] ?? ""),
  });
  const coded = (
    name: keyof EntryContent & string,
    label: string,
    words: (entry: EntryContent) => string,
  ): ComparedField => ({ name, label, joinable: false, text: words });
  return [
    text("title", t("Titel")),
    coded("date", t("Datum"), ({ date }) => formatDate(date)),
    coded("minutes", t("Duur"), ({ minutes }) => (minutes === null ? "" : formatMinutes(minutes))),
    coded("activity_kind", t("Soort activiteit"), (entry) => activityKindWord(entry.activity_kind)),
    text("description", t("Wat deed ik")),
    text("need", t("Behoefte")),
    coded("need_of", t("Van wie"), (entry) => needOfWord(entry.need_of)),
    text("purpose", t("Doel")),
    coded("goals", t("Leerdoelen"), (entry) => goalTexts(entry.goals)),
    coded("work_processes", t("Werkprocessen"), (entry) => entry.work_processes.join(", ")),
    coded("life_domains", t("Leefgebieden"), (entry) =>
      entry.life_domains.map(lifeDomainWord).join(", "),
    ),
    coded("effect", t("Effect"), (entry) => effectWord(entry.effect)),
    text("effect_text", t("Wat leverde het op")),
    text("adjust", t("Bijstellen")),
    coded("follows_up", t("Volgt op"), (entry) => titleOf(entry.follows_up)),
    text("method", t("Methode of aanpak")),
    coded("support_choice", t("Wie deed wat"), (entry) => supportChoiceWord(entry.support_choice)),
    {
      ...coded("attachments", t("Foto's en bestanden"), filesText),
      joinable: true,
      join: (one, two) => joinedFiles(attachmentsOf(one), attachmentsOf(two)),
    },
    coded("attitude", t("Houding"), (entry) => entry.attitude.map(attitudeWord).join(", ")),
  ];
}

function goalTexts(ids: string[]): string {
  return ids
    .map((id) => goals.value.find(({ view }) => view.docId === id)?.goal.text ?? id)
    .join("\n");
}

function titleOf(docId: string): string {
  return entries.value.find(({ view }) => view.docId === docId)?.entry.title ?? "";
}

function filesText(entry: EntryContent): string {
  return attachmentsOf(entry)
    .map(({ alt, name, size }, index) => {
      // The size tells two photos without words apart.
      const words = alt || name || t("foto {n}", { n: index + 1 });
      return `${words} (${formatSize(size)})`;
    })
    .join("\n");
}

function joinedFiles(one: Attachment[], two: Attachment[]): Attachment[] {
  const known = new Set(one.map(({ sha256 }) => sha256));
  return [...one, ...two.filter(({ sha256 }) => !known.has(sha256))];
}
