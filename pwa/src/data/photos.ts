/** Photos and files on this device: kept after the text, let go once nothing needs them. */

import type { Attachment } from "../attachments.ts";
import { sha256Of } from "../rules/canonical.ts";
import { attachmentsOf } from "../rules/content.ts";
import type { Account } from "./account.ts";
import { type Database, type PhotoKey, StorageProblem } from "./database.ts";
import { namedBy, photoId, sentContents, unsentContents } from "./naming.ts";
import type { Farewell, Local, PhotoRow } from "./records.ts";
import { abort } from "./transactions.ts";

/** A file as it will travel: shrunk and without a place in it, or exactly as it was. */
export interface ReadyFile {
  bytes: ArrayBuffer;
  media_type: string;
  width?: number;
  height?: number;
  name?: string;
}
export type Kept = { ok: true; attachment: Attachment } | { ok: false; reason: "full" | "storage" };

/** What must stay free for words. */
const ROOM_FOR_TEXT = 20_000_000;
/** Arrived photos stay for reading without a network; the oldest go first. */
const BUDGET = 80_000_000;
const DAY = 86_400_000;

/** In a transaction of its own; whoever names it in a text does so afterwards. */
export async function keepPhoto(
  account: Account,
  placementId: string,
  file: ReadyFile,
): Promise<Kept> {
  const { bytes, ...about } = file;
  if (!(await fits(bytes.byteLength))) return { ok: false, reason: "full" };
  const attachment = { sha256: await sha256Of(bytes), size: bytes.byteLength, ...about };
  const row: PhotoRow = {
    placement_id: placementId,
    sha256: attachment.sha256,
    media_type: attachment.media_type,
    size: attachment.size,
    added_at: account.now().toISOString(),
    state: "waiting",
    parts: 0,
    code: "",
    stored: null,
    confirmed_at: "",
  };
  try {
    await account.store.run((db) => put(db, row, bytes));
  } catch (error) {
    if (!(error instanceof StorageProblem)) throw error;
    return { ok: false, reason: error.reason === "full" ? "full" : "storage" };
  }
  await account.photosChanged();
  return { ok: true, attachment };
}

/** Also under the name that the server gave it after changing it. Undefined when not here. */
export async function photoBytes(
  account: Account,
  placementId: string,
  sha256: string,
): Promise<{ bytes: ArrayBuffer; row: PhotoRow } | undefined> {
  const row =
    account.photos.peek().get(photoId(placementId, sha256)) ??
    [...account.photos.peek().values()].find(
      (one) => one.placement_id === placementId && one.stored?.sha256 === sha256,
    );
  if (!row) return undefined;
  const bytes = await account.store.run((db) => db.get("photo_bytes", keyOf(row)));
  return bytes && { bytes, row };
}

export async function notePhoto(
  account: Account,
  { placement_id, sha256 }: PhotoRow,
  changes: Partial<PhotoRow>,
): Promise<void> {
  await account.store.run(async (db) => {
    const tx = db.transaction("photos", "readwrite");
    const row = await tx.store.get([placement_id, sha256]);
    if (row) await tx.store.put({ ...row, ...changes });
    await tx.done;
  });
  await account.photosChanged();
}

/** Offered again by its owner, who has read why it was refused. */
export async function offerAgain(account: Account, row: PhotoRow): Promise<void> {
  await notePhoto(account, row, { state: "waiting", code: "again", parts: 0 });
}

/** Throws away what nothing names any more, and what only lies here for convenience. */
export async function tidyPhotos(account: Account, confirmedBefore: string): Promise<void> {
  const rows = [...account.photos.peek().values()];
  if (rows.length === 0) return;
  const named = namedAnywhere(account.everyLocal());
  for (const farewell of account.farewells.peek()) nameAll(named, rows, farewell);
  const now = account.now().getTime();
  const forgotten = rows.filter(
    (row) =>
      !named.has(photoId(row.placement_id, row.sha256)) &&
      !(row.stored && named.has(photoId(row.placement_id, row.stored.sha256))) &&
      // Either way round: a clock that leaps must not take what was added a minute ago.
      Math.abs(now - Date.parse(row.added_at)) > DAY,
  );
  const here = new Set((await account.store.run((db) => db.getAllKeys("photo_bytes"))).map(String));
  const arrived = rows
    .filter((row) => row.state === "arrived" && here.has(String(keyOf(row))))
    .sort((a, b) => b.confirmed_at.localeCompare(a.confirmed_at));
  let total = 0;
  const surplus = arrived.filter((row) => {
    total += row.size;
    const old = row.confirmed_at !== "" && row.confirmed_at < confirmedBefore;
    return old || total > BUDGET;
  });
  if (forgotten.length + surplus.length === 0) return;
  await account.store.run((db) => drop(db, forgotten, surplus));
  if (forgotten.length > 0) await account.photosChanged();
}

/** Answers whether that made room. */
export async function dropArrivedBytes(db: Database): Promise<boolean> {
  const tx = db.transaction(["photos", "photo_bytes"], "readwrite");
  const bytes = tx.objectStore("photo_bytes");
  let dropped = false;
  for (const { state, placement_id, sha256 } of await tx.objectStore("photos").getAll()) {
    if (state !== "arrived" || !(await bytes.getKey([placement_id, sha256]))) continue;
    await bytes.delete([placement_id, sha256]);
    dropped = true;
  }
  await tx.done;
  return dropped;
}

/** Named by a text that the server has received: text goes first. */
export function namedAtServer(locals: ReadonlyMap<string, Local>): Set<string> {
  return namedBy(locals, sentContents);
}

/** Named by anything at all, so that it may not be thrown away. */
function namedAnywhere(locals: ReadonlyMap<string, Local>): Set<string> {
  return namedBy(locals, (local) => [
    ...sentContents(local),
    ...unsentContents(local),
    local.draft?.content,
    ...local.problems.map(({ item }) => (item && "content" in item ? item.content : null)),
  ]);
}

async function fits(size: number): Promise<boolean> {
  const estimate =
    typeof navigator === "undefined" ? undefined : await navigator.storage?.estimate?.();
  if (!estimate?.quota) return true;
  return estimate.quota - (estimate.usage ?? 0) > size + ROOM_FOR_TEXT;
}

/**
 * The same photo once more is the same row: what the server holds of it stays known. Whether it
 * still does is asked: its last text may have been erased meanwhile.
 */
async function put(db: Database, row: PhotoRow, bytes: ArrayBuffer): Promise<void> {
  const tx = db.transaction(["photos", "photo_bytes"], "readwrite", { durability: "strict" });
  tx.done.catch(() => {});
  try {
    const photos = tx.objectStore("photos");
    const known = await photos.get(keyOf(row));
    await tx.objectStore("photo_bytes").put(bytes, keyOf(row));
    await photos.put(known && known.state !== "refused" ? { ...known, state: "waiting" } : row);
    await tx.done;
  } catch (error) {
    abort(tx);
    throw tx.error ?? error;
  }
}

async function drop(db: Database, rows: PhotoRow[], bytesOnly: PhotoRow[]): Promise<void> {
  const tx = db.transaction(["photos", "photo_bytes"], "readwrite");
  for (const row of rows) await tx.objectStore("photos").delete(keyOf(row));
  for (const row of [...rows, ...bytesOnly]) await tx.objectStore("photo_bytes").delete(keyOf(row));
  await tx.done;
}

const keyOf = (row: PhotoRow): PhotoKey => [row.placement_id, row.sha256];

/** A farewell does not say which placement it was; its photos stay with the download. */
function nameAll(named: Set<string>, rows: PhotoRow[], { contents }: Farewell): void {
  const hashes = new Set(contents.flatMap(attachmentsOf).map(({ sha256 }) => sha256));
  for (const row of rows) {
    if (hashes.has(row.sha256)) named.add(photoId(row.placement_id, row.sha256));
  }
}
