/** What those who read along ask of the documents on this device. */

import { computed } from "@preact/signals";
import { documents, session } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { chainAround } from "../../rules/chain.ts";
import { entryContent } from "../../rules/content.ts";
import { goalContent } from "../../rules/goals.ts";
import type { DocumentView, EntryContent, GoalContent, Placement } from "../../types.ts";

export const others = computed<DocumentView[]>(() =>
  documents.value.filter(({ mine, submitted }) => !mine && submitted !== undefined),
);

export function placementById(id: string): Placement | undefined {
  return session.value?.me.placements.find((placement) => placement.id === id);
}

/** The name that everybody uses. */
export function callName(placement: Placement | undefined): string {
  return placement?.student.call_name || placement?.student.name || t("De student");
}

/** "Samira Haddad", with the school behind it for whoever works with several. */
export function whose(placement: Placement | undefined): string {
  const name = placement?.student.name ?? "";
  const schools = session.value?.me.schools ?? [];
  const school = schools.find(({ id }) => id === placement?.school_id)?.name;
  return schools.length > 1 && school ? t("{name}, {school}", { name, school }) : name;
}

/** What the student sent, and nothing newer. */
export function entryOf({ submitted, content }: DocumentView): EntryContent {
  return entryContent(submitted?.content ?? content);
}

export function goalOf({ submitted, content }: DocumentView): GoalContent {
  return goalContent(submitted?.content ?? content);
}

export function titleOf(view: DocumentView): string {
  const named = view.kind === "learning_goal" ? goalOf(view).text : entryOf(view).title;
  return named || t("Nog zonder titel");
}

export function chainOf(view: DocumentView): DocumentView[] {
  const links = others.value
    .filter(({ kind, placementId }) => kind === "entry" && placementId === view.placementId)
    .map((item) => ({ docId: item.docId, follows: entryOf(item).follows_up, view: item }));
  return chainAround(view.docId, links).map((link) => link.view);
}

export function entriesOfGoal(view: DocumentView): DocumentView[] {
  return others.value.filter(
    (item) => item.kind === "entry" && entryOf(item).goals.includes(view.docId),
  );
}

export function workProcessWords(placement: Placement | undefined, codes: string[]): string[] {
  const framework = session.value?.me.frameworks.find(({ id }) => id === placement?.framework_id);
  const all = framework?.core_tasks.flatMap((task) => task.work_processes) ?? [];
  return codes.map((code) => {
    const title = all.find((process) => process.code === code)?.title;
    return title ? t("{code} {title}", { code, title }) : code;
  });
}
