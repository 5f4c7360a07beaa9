/**
 * Words that are not sent yet. They lie on this device as a draft of their own beside the document
 * they are about, so that closing the app loses nothing. A link in a mail opens a window beside the
 * one that was there: what is typed or sent in one shows in the other, so that nothing is
 * overwritten or sent twice.
 */

import { useEffect, useRef } from "preact/hooks";
import { discardDraft, writeDraft } from "../../data/acting.ts";
import { sayFarewell } from "../../data/farewell.ts";
import { account, documentById } from "../../data/live.ts";
import { remarkId } from "../../data/naming.ts";
import { atomically } from "../../data/transactions.ts";
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
  const id = remarkId(view.docId);
  const here = wordsOf(documentById(id));
  /** What lay on this device when this window last wrote or read it. */
  const known = useRef(here);
  const writing = useRef(false);
  const draft = useDraft(here, async (words) => {
    const before = known.current;
    if (same(words, before)) return;
    known.current = words;
    writing.current = true;
    try {
      await keepHere(view, words);
    } catch (problem) {
      known.current = before;
      throw problem;
    } finally {
      writing.current = false;
    }
  });
  useEffect(() => {
    // As it is by now: what was drawn may be the echo of an earlier write of this window itself.
    const latest = wordsOf(documentById(id));
    if (writing.current || draft.kept === "failed" || same(latest, known.current)) return;
    draft.set((typed) => {
      // Typed here and not down yet: that is what its writer sees last.
      if (!same(typed, known.current)) return {};
      known.current = latest;
      return latest;
    });
  }, [here.tone, here.text, here.request, draft.kept]);
  useEffect(() => {
    // A window that slept may not have heard what another one wrote.
    const look = () =>
      void account
        .peek()
        ?.changed([id])
        .catch(() => {});
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [id]);
  const keep = async (fields: Partial<RemarkDraft>) => {
    draft.set(fields);
    await draft.flush();
  };
  return { ...draft, keep, clear: () => keep(EMPTY) };
}

export type Remark = ReturnType<typeof useRemark>;

async function keepHere({ docId, placementId }: DocumentView, words: RemarkDraft): Promise<void> {
  const id = remarkId(docId);
  if (isBlank(words)) return discardDraft(id);
  await writeDraft(placementId, "private_note", id, { about: docId, ...words });
  const here = account.peek();
  if (!here || here.view(docId)) return;
  // The text went while these words were typed: nobody comes to this draft any more.
  await here.change([id], (store) =>
    store.run((db) => atomically(db, (stores) => sayFarewell(stores, docId, here.personId))),
  );
}

function wordsOf(kept: DocumentView | undefined): RemarkDraft {
  const { tone, text, request } = { ...EMPTY, ...kept?.content } as RemarkDraft;
  return { tone, text, request };
}

/** Without words nothing lies here: what kind they would be is only in the form. */
function same(a: RemarkDraft, b: RemarkDraft): boolean {
  if (isBlank(a) && isBlank(b)) return true;
  return a.tone === b.tone && a.text === b.text && a.request === b.request;
}

function isBlank({ text, request }: RemarkDraft): boolean {
  return !text.trim() && !request.trim();
}
