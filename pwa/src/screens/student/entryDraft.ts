/** Where an activity starts, and what the form needs to know about it. */

import type { Signal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import type { Account } from "../../data/account.ts";
import { writeDraft } from "../../data/acting.ts";
import { account, documentById } from "../../data/live.ts";
import { type Draft, useDraft } from "../../parts/useDraft.ts";
import { attachmentsOf, emptyEntry, entryContent } from "../../rules/content.ts";
import { localDate } from "../../rules/dates.ts";
import type { EntryContent, Placement } from "../../types.ts";
import { entries } from "./log.ts";

export const STEPS = [
  "wat",
  "waarom",
  "leerdoelen",
  "effect",
  "bijstellen",
  "uren",
  "fotos",
] as const;
export type Step = (typeof STEPS)[number];

/** Everything a part of the form gets. */
export interface PartProps {
  docId: string;
  draft: Draft<EntryContent>;
  placement: Placement;
  /** A duration that was typed but cannot be read, "" for none. */
  unread: Signal<string>;
  errorOf: (id: string) => string | undefined;
}

/** A follow-up takes along what usually stays the same; its own words start empty. */
export function startContent(docId: string, after: string): EntryContent {
  const view = documentById(docId);
  if (view) return entryContent(view.content);
  const empty = emptyEntry(localDate(new Date()));
  const before = entries.value.find((item) => item.view.docId === after);
  if (!before) return empty;
  const { goals, work_processes, need, need_of, activity_kind } = before.entry;
  return { ...empty, follows_up: after, goals, work_processes, need, need_of, activity_kind };
}

type Change = Draft<EntryContent>["set"];
/** The forms that are open. */
const open = new Map<string, Change>();

export function useEntryDraft(placementId: string, docId: string, first: EntryContent) {
  const draft = useDraft(first, (content) => writeDraft(placementId, "entry", docId, content));
  useLayoutEffect(() => {
    open.set(docId, draft.set);
    return () => {
      if (open.get(docId) === draft.set) open.delete(docId);
    };
  }, [docId]);
  return draft;
}

/**
 * For an undo: the form may be closed by then, or be opened anew; and whoever signed in meanwhile
 * gets nothing of somebody else.
 */
export async function changeEntry(
  here: Account | null,
  placementId: string,
  docId: string,
  change: (content: EntryContent) => Partial<EntryContent>,
): Promise<void> {
  if (account.peek() !== here) return;
  const set = open.get(docId);
  if (set) return set(change);
  const content = startContent(docId, "");
  await writeDraft(placementId, "entry", docId, { ...content, ...change(content) });
}

export function isBlank(entry: EntryContent): boolean {
  const words = [entry.title, entry.description, entry.purpose, entry.need, entry.effect_text];
  const wordless = words.every((text) => !text.trim()) && !entry.adjust.trim();
  return wordless && entry.minutes === null && attachmentsOf(entry).length === 0;
}
