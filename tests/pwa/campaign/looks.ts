/** What people look for on their devices. */

import type { DocumentView } from "@/types.ts";
import type { Handed } from "./device.ts";
import { titleOf } from "./promises.ts";

/** Typed, written, or taken by the server. */
export async function isHere(
  account: Handed["account"],
  docId: string,
  title: string,
): Promise<boolean> {
  const local = (await account.store.load([docId])).get(docId);
  const { server, draft, outbox = [], recent = [] } = local ?? {};
  const written = [...outbox, ...recent].map(({ item }) => item);
  const told = server ? [server.head, ...server.siblings] : [];
  return [...written, ...told].map(contentOf).concat(draft?.content).some(isIt);

  function isIt(content: unknown): boolean {
    return titleOf(content) === title;
  }
}

function contentOf(item: object): unknown {
  return "content" in item ? item.content : null;
}

export const isWritten = (doc: DocumentView) => doc.mine;
export const isSendable = (doc: DocumentView) =>
  doc.mine && (doc.kind === "entry" || doc.kind === "learning_goal");
export const isDouble = (doc: DocumentView) => doc.state === "two_versions";
export const isPrivate = (doc: DocumentView) => doc.mine && doc.kind === "private_note";
export const hasDraft = (doc: DocumentView) => doc.hasDraft;
export const isSent = (doc: DocumentView) => doc.submitted !== undefined;
