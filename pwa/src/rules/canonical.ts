/**
 * The canonical form of protocol.md §1: RFC 8785 on strings, whole numbers, booleans, null, arrays
 * and objects. The server computes the same; tests/vectors/ holds the cases that both must pass.
 */

import type { HashedFields } from "../types.ts";

/** This value has no canonical form. */
export class NotCanonical extends Error {}

const DEEPEST = 64;

export function canonical(value: unknown, depth = 0): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return text(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new NotCanonical("number");
    return String(value === 0 ? 0 : value);
  }
  if (typeof value !== "object" || depth >= DEEPEST) throw new NotCanonical(typeof value);
  if (Array.isArray(value)) {
    return `[${value.map((item) => canonical(item, depth + 1)).join(",")}]`;
  }
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, item]) => `${key(name)}:${canonical(item, depth + 1)}`).join(",")}}`;
}

/** SHA-256, hex, of exactly the ten hashed fields. */
export async function revisionHash(revision: HashedFields): Promise<string> {
  const { v, placement_id, doc_id, kind, schema_version } = revision;
  const { base_rev, merges, deleted, salt, content } = revision;
  const place = { v, placement_id, doc_id, kind, schema_version };
  return sha256(canonical({ ...place, base_rev, merges, deleted, salt, content }));
}

export async function sha256(words: string): Promise<string> {
  return sha256Of(new TextEncoder().encode(words));
}

export async function sha256Of(bytes: BufferSource): Promise<string> {
  const sum = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const ODD = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

function text(value: string): string {
  if (ODD.test(value)) throw new NotCanonical("NUL or half a character");
  if (value.normalize("NFC") !== value) throw new NotCanonical("not NFC");
  return JSON.stringify(value);
}

function key(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII without NUL is the rule.
  if (!/^[\x01-\x7f]*$/.test(name)) throw new NotCanonical("key");
  return JSON.stringify(name);
}
