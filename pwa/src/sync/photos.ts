/**
 * Photos and files go after the text that names them, in parts, and go on where they stopped.
 * What the server had to change gets its new name in the text by itself.
 */

import type { FileAnswer } from "../attachments.ts";
import type { Account } from "../data/account.ts";
import { photoId } from "../data/naming.ts";
import { namedAtServer, notePhoto, photoBytes } from "../data/photos.ts";
import type { PhotoRow } from "../data/records.ts";
import { sha256Of } from "../rules/canonical.ts";
import { PART } from "../rules/files.ts";
import { type Answer, type Api, CallProblem, isObject } from "./api.ts";

export { tidyPhotos } from "../data/photos.ts";
export { nameStored } from "../data/renaming.ts";

/** About this one file only; the others go on. */
const ABOUT_THE_FILE = new Set(["not_found", "invalid_fields", "unsupported_media_type"]);

/** In a row without getting any further. */
const TRIES = 3;

export interface PhotosOut {
  account: Account;
  api: Api;
  /** The server may have lost what it confirmed: ask. */
  ask: boolean;
}
export interface PhotosSent {
  arrived: number;
  failure: CallProblem | null;
}

/** As many hashes as fit into one call. */
const AT_ONCE = 900;

/** Throws CallProblem when the server cannot be reached or has had enough. */
export async function sendPhotos(out: PhotosOut): Promise<PhotosSent> {
  const { account } = out;
  if (out.ask) await askForLost(out);
  const sent: PhotosSent = { arrived: 0, failure: null };
  const named = namedAtServer(account.everyLocal());
  const text = account.counts.peek().waiting;
  // New words go before the rest of the photos.
  const hasNewText = () => account.counts.peek().waiting > text;
  for (const row of account.photos.peek().values()) {
    if (row.state !== "waiting" || !isNamed(row, named)) continue;
    if (hasNewText()) break;
    try {
      if (await sendPatiently(row, out, hasNewText)) sent.arrived += 1;
    } catch (error) {
      if (!(error instanceof CallProblem)) throw error;
      if (error.problem === "too_large" || ABOUT_THE_FILE.has(error.code)) {
        await notePhoto(account, row, { state: "refused", code: error.code, parts: 0 });
      } else if (error.problem === "server" && error.code === "unexpected") sent.failure = error;
      else throw error;
    }
  }
  return sent;
}

/** A text names it as it was sent, or as the server keeps it. */
function isNamed({ placement_id, sha256, stored }: PhotoRow, named: Set<string>): boolean {
  return (
    named.has(photoId(placement_id, sha256)) ||
    named.has(photoId(placement_id, asKept(stored, sha256)))
  );
}

const asKept = (stored: PhotoRow["stored"], sha256: string) => stored?.sha256 ?? sha256;

/** What the server confirmed once and does not have any more is sent again, or said to be lost. */
async function askForLost({ account, api }: PhotosOut): Promise<void> {
  const named = namedAtServer(account.everyLocal());
  const rows = [...account.photos.peek().values()].filter(
    (row) => (row.state === "arrived" || row.state === "lost") && isNamed(row, named),
  );
  for (const placement of new Set(rows.map(({ placement_id }) => placement_id))) {
    const here = rows.filter(({ placement_id }) => placement_id === placement);
    for (let from = 0; from < here.length; from += AT_ONCE) {
      const asked = here.slice(from, from + AT_ONCE);
      const lacking = await lackingOf(placement, asked, api);
      if (!lacking) continue;
      for (const row of asked) {
        const state = !lacking.has(asKept(row.stored, row.sha256))
          ? "arrived"
          : (await photoBytes(account, placement, row.sha256))
            ? "waiting"
            : "lost";
        if (state !== row.state) await notePhoto(account, row, { state, code: "", parts: 0 });
      }
    }
  }
}

/** Null of a placement that is no longer ours: that says nothing. */
async function lackingOf(
  placement: string,
  rows: PhotoRow[],
  api: Api,
): Promise<Set<string> | null> {
  const body = { sha256: rows.map(({ stored, sha256 }) => asKept(stored, sha256)) };
  try {
    const at = `/api/blobs/${placement}/lacking`;
    return new Set((await api.call("POST", at, isLacking, body)).value.lacking);
  } catch (error) {
    if (error instanceof CallProblem && error.code === "not_found") return null;
    throw error;
  }
}

/** A bad line drops one call and carries the next: whoever gets on goes on, and asks first how far. */
async function sendPatiently(row: PhotoRow, out: PhotosOut, stop: () => boolean): Promise<boolean> {
  const there = () => out.account.photos.peek().get(photoId(row.placement_id, row.sha256))?.parts;
  for (let left = TRIES; ; left -= 1) {
    const before = there();
    try {
      return await sendOne(row, out, stop);
    } catch (error) {
      if (!(error instanceof CallProblem) || error.code !== "cut_off" || stop()) throw error;
      if (there() !== before) left = TRIES;
      if (left <= 1) throw error;
    }
  }
}

/** True once the server has it. */
async function sendOne(row: PhotoRow, out: PhotosOut, stop: () => boolean): Promise<boolean> {
  const { account, api } = out;
  const at = `/api/blobs/${row.placement_id}/${row.sha256}`;
  const told = await api.call("GET", `${at}/parts`, isFileAnswer);
  if (told.value.stored) return settle(row, told, out);
  const here = await photoBytes(account, row.placement_id, row.sha256);
  if (!here) {
    await notePhoto(account, row, { state: "lost" });
    return false;
  }
  const mayTryAgain = row.code === "again" || told.value.problem === "wrong_hash";
  if (told.value.complete && !mayTryAgain) return settle(row, told, out);
  if ((await sha256Of(here.bytes)) !== row.sha256) {
    await notePhoto(account, row, { state: "refused", code: "damaged" });
    return false;
  }
  const query = new URLSearchParams({ size: String(row.size), type: row.media_type }).toString();
  const lacking = lackingParts(row.size, told.value.parts);
  if (row.code) await notePhoto(account, row, { code: "" });
  for (const part of lacking) {
    if (stop()) return false;
    const bytes = here.bytes.slice(part * PART, (part + 1) * PART);
    const answer = await api.call("PUT", `${at}/${part}?${query}`, isFileAnswer, bytes);
    if (answer.value.complete) return settle(row, answer, out);
    await notePhoto(account, row, { parts: answer.value.parts.length });
  }
  return false;
}

/** Without a verdict always one: a server that died or was too busy judges with the next part. */
function lackingParts(size: number, known: number[]): number[] {
  const all = Array.from({ length: Math.ceil(size / PART) }, (_, part) => part);
  const lacking = all.filter((part) => !known.includes(part));
  return lacking.length > 0 ? lacking : all.slice(-1);
}

async function settle(
  row: PhotoRow,
  { value, time }: Answer<FileAnswer>,
  { account }: PhotosOut,
): Promise<boolean> {
  const { stored, problem } = value;
  if (stored) {
    const changes = { state: "arrived" as const, code: "", parts: 0, stored };
    await notePhoto(account, row, { ...changes, confirmed_at: time });
    return true;
  }
  if (problem === "wrong_hash") throw new CallProblem("server", "unexpected");
  await notePhoto(account, row, { state: "refused", code: problem || "unknown", parts: 0 });
  return false;
}

function isLacking(value: unknown): value is { lacking: string[] } {
  return isObject(value) && Array.isArray(value.lacking);
}

function isFileAnswer(value: unknown): value is FileAnswer {
  return (
    isObject(value) &&
    Array.isArray(value.parts) &&
    typeof value.complete === "boolean" &&
    typeof value.problem === "string" &&
    (value.stored === null || (isObject(value.stored) && typeof value.stored.sha256 === "string"))
  );
}
