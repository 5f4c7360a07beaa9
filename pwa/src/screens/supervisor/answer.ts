/** Sends an answer with the reaction that lies ready, and goes on to what waits next. */

import { sendFact } from "../../data/acting.ts";
import { navigate } from "../../router.ts";
import type { Content, DocumentView, FactKind } from "../../types.ts";
import type { Remark } from "../reading/useRemark.ts";
import { lastDone, nextHref } from "./queue.ts";

/** False when this device could not keep it: then everything stays as it was typed. */
export async function answer(
  kind: FactKind,
  view: DocumentView,
  body: Content,
  remark: Remark,
): Promise<boolean> {
  const next = nextHref(view);
  const text = remark.content.text.trim();
  if (text) {
    const said = await sendFact("remark", view, { tone: remark.content.tone || "note", text });
    if (!said.ok) return false;
    await remark.keep({ tone: "", text: "" });
  }
  const result = await sendFact(kind, view, body);
  if (!result.ok) return false;
  await remark.clear();
  lastDone.value = { docId: view.docId, kind };
  navigate(next || "/beoordelen");
  return true;
}
