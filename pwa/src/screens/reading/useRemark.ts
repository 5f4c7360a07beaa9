/**
 * Words that are not sent yet. They lie on this device as a draft of their own beside the document
 * they are about, so that closing the app loses nothing.
 */

import { discardDraft, writeDraft } from "../../data/acting.ts";
import { documentById } from "../../data/live.ts";
import { useDraft } from "../../parts/useDraft.ts";
import type { DocumentView } from "../../types.ts";

export interface RemarkDraft {
  tone: string;
  text: string;
  /** What to complete. */
  request: string;
}

const EMPTY: RemarkDraft = { tone: "", text: "", request: "" };

export function useRemark(view: DocumentView) {
  const id = `remark-${view.docId}`;
  const kept = documentById(id)?.content;
  const first = { ...EMPTY, ...kept } as RemarkDraft;
  const draft = useDraft(first, async ({ tone, text, request }) => {
    if (!text.trim() && !request.trim()) return discardDraft(id);
    const content = { about: view.docId, tone, text, request };
    await writeDraft(view.placementId, "private_note", id, content);
  });
  const keep = async (fields: Partial<RemarkDraft>) => {
    draft.set(fields);
    await draft.flush();
  };
  return { ...draft, keep, clear: () => keep(EMPTY) };
}

export type Remark = ReturnType<typeof useRemark>;
