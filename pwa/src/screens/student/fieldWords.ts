/** Fields of a document by name and their values as text, for places where two are compared. */

import type { Attachment } from "../../attachments.ts";
import { t } from "../../i18n.ts";
import { formatDate, formatMinutes } from "../../parts/format.ts";
import {
  attitudeWord,
  effectWord,
  goalOriginWord,
  goalStatusWord,
  lifeDomainWord,
  needOfWord,
  supportChoiceWord,
} from "../../rules/choices.ts";
import { attachmentsOf, entryContent } from "../../rules/content.ts";
import { goalContent } from "../../rules/goals.ts";
import { activityKindWord } from "../../rules/words.ts";
import type { Content, DocumentKind, EntryContent, GoalContent, Placement } from "../../types.ts";
import { formatSize } from "../photos/photoWords.ts";
import { goals } from "./goals.ts";
import { entries } from "./log.ts";
import { workProcessTitle } from "./placements.ts";

export interface ComparedField<Of extends Content = Content> {
  name: string;
  label: string;
  /** Both texts can be kept, one after the other. */
  joinable: boolean;
  /** Where both is more than one text after the other. */
  join?(one: Of, two: Of): unknown;
  text(content: Of): string;
}

/** What its kind knows is there; what it does not know stays. */
export function contentOf(kind: DocumentKind, content: Content | null): Content {
  if (kind === "entry") return entryContent(content ?? {});
  return kind === "learning_goal" ? goalContent(content ?? {}) : (content ?? {});
}

/** Of what `contentOf` answers for that kind. */
export function comparedFields(kind: DocumentKind, placement?: Placement): ComparedField[] {
  if (kind === "entry") return entryFields();
  return kind === "learning_goal" ? goalFields(placement) : [text("text", t("Tekst"))];
}

function text(name: string, label: string): ComparedField {
  return { name, label, joinable: true, text: (content) => String(content[name] ?? "") };
}

function coded<Of extends Content>(
  name: keyof Of & string,
  label: string,
  words: (content: Of) => string,
): ComparedField<Of> {
  return { name, label, joinable: false, text: words };
}

/** In the order of the goal's own page, which shows all but the first. */
export function goalFields(placement: Placement | undefined): ComparedField<GoalContent>[] {
  const process = (code: string) =>
    t("{code} {title}", { code, title: workProcessTitle(placement, code) });
  return [
    text("text", t("Wat wil je leren?")),
    coded("status", t("Hoe staat het ervoor?"), ({ status }) => goalStatusWord(status)),
    coded("origin", t("Van wie komt het?"), ({ origin }) => goalOriginWord(origin)),
    text("period", t("Wanneer werk je eraan?")),
    text("how_seen", t("Waaraan zie je het?")),
    coded("work_processes", t("Werkprocessen"), (goal) =>
      goal.work_processes.map(process).join("\n"),
    ),
    text("outcome", t("Wat leverde het op?")),
  ];
}

function entryFields(): ComparedField<EntryContent>[] {
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
      ...coded<EntryContent>("attachments", t("Foto's en bestanden"), filesText),
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
