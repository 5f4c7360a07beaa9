/** What things on this device are called, and which photos its texts name. */

import { attachmentsOf } from "../rules/content.ts";
import type { Content } from "../types.ts";
import type { Local, PhotoRow } from "./records.ts";

export const photoId = (placementId: string, sha256: string) => `${placementId}/${sha256}`;

/** Not at the server, and named by a saved text: what only a draft names stays with the draft. */
export function photosNotArrived(
  photos: ReadonlyMap<string, PhotoRow>,
  locals: ReadonlyMap<string, Local>,
): PhotoRow[] {
  const here = [...photos.values()].filter(
    ({ state }) => state === "waiting" || state === "refused",
  );
  if (here.length === 0) return here;
  const named = namedBy(locals, (local) => [...sentContents(local), ...unsentContents(local)]);
  return here.filter((row) => named.has(photoId(row.placement_id, row.sha256)));
}

/** Where words about somebody's text lie while they are typed. */
export const remarkId = (docId: string) => `remark-${docId}`;

type Contents = (Content | null | undefined)[];

export function namedBy(
  locals: ReadonlyMap<string, Local>,
  contentsOf: (local: Local) => Contents,
): Set<string> {
  const named = new Set<string>();
  for (const local of locals.values()) {
    const placement = placementOf(local);
    for (const content of contentsOf(local)) {
      for (const { sha256 } of attachmentsOf(content)) named.add(photoId(placement, sha256));
    }
  }
  return named;
}

function placementOf({ server, draft, outbox, recent, problems }: Local): string {
  const first = server ?? draft ?? outbox[0] ?? recent[0] ?? problems[0];
  return first?.placement_id ?? "";
}

export function sentContents({ server, recent }: Local): Contents {
  const told = server ? [server.head, ...server.siblings, ...server.named] : [];
  const received = recent.flatMap((row) => (row.type === "revision" ? [row.item] : []));
  return [...told, ...received].map(({ content }) => content);
}

export function unsentContents({ outbox }: Local): Contents {
  return outbox.flatMap((row) => (row.type === "revision" ? [row.item.content] : []));
}
