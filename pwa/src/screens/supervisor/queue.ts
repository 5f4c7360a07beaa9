/** What waits for this supervisor, over all students and schools, and what was answered. */

import { computed, signal } from "@preact/signals";
import { session } from "../../data/live.ts";
import {
  agreementOf,
  answerTo,
  nextAfter,
  oldestFirst,
  sentAt,
  waitsForAnswer,
} from "../../rules/review.ts";
import type { DocumentView, FactKind } from "../../types.ts";
import { others } from "../reading/others.ts";

const mine = computed<DocumentView[]>(() => {
  const placements = session.value?.me.placements ?? [];
  const ids = new Set(
    placements.filter(({ my_role }) => my_role === "workplace_supervisor").map(({ id }) => id),
  );
  return others.value.filter(({ placementId }) => ids.has(placementId));
});
const waiting = computed(() => mine.value.filter(waitsForAnswer).sort(oldestFirst));

export const entriesWaiting = computed(() => ofKind(waiting.value, "entry"));
export const goalsWaiting = computed(() => ofKind(waiting.value, "learning_goal"));

/** Own words that the server refused: they come before anything else. */
export const refused = computed(() => mine.value.filter(({ problem }) => problem !== undefined));

/** Answered, the newest answer first. What still waits on this device is the newest of all. */
export const answered = computed(() =>
  mine.value
    .filter((view) => !waitsForAnswer(view) && answerOf(view) !== undefined)
    .sort((a, b) => answeredAt(b).localeCompare(answeredAt(a)) || b.docId.localeCompare(a.docId)),
);

export function answerOf(view: DocumentView) {
  return view.kind === "entry" ? answerTo(view) : agreementOf(view);
}

export function hrefOf({ placementId, docId }: DocumentView): string {
  return `/beoordelen/${placementId}/${docId}`;
}

/** Entries first, then goals; "" when everything was answered. */
export function nextHref(view: DocumentView): string {
  const here = { docId: view.docId, sent: sentAt(view) };
  const lists = [entriesWaiting.value, goalsWaiting.value];
  if (view.kind === "learning_goal") lists.reverse();
  const next = lists.map((list) => nextAfter(list, here)).find(Boolean);
  return next ? hrefOf(next) : "";
}

/** What was done last, so that the next page can say it and offer to undo it. */
export const lastDone = signal<{ docId: string; kind: FactKind } | null>(null);

function answeredAt(view: DocumentView): string {
  return answerOf(view)?.received_at || "~";
}

function ofKind(views: DocumentView[], kind: DocumentView["kind"]): DocumentView[] {
  return views.filter((view) => view.kind === kind);
}
