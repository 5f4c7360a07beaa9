/** Making a revision out of what was written. */

import { canonical, revisionHash } from "../rules/canonical.ts";
import { newId } from "../rules/uuid.ts";
import type { Content, HashedFields, Revision } from "../types.ts";

export const SCHEMA_VERSION = 1;
const SALT_BYTES = 16;

type Wanted = Pick<HashedFields, "placement_id" | "doc_id" | "kind" | "base_rev" | "merges"> & {
  content: Content;
  deleted?: boolean;
};

export async function mint(wanted: Wanted, deviceTime: string): Promise<Revision> {
  const fields: HashedFields = {
    v: 1,
    placement_id: wanted.placement_id,
    doc_id: wanted.doc_id,
    kind: wanted.kind,
    schema_version: SCHEMA_VERSION,
    base_rev: wanted.base_rev,
    merges: wanted.merges,
    deleted: wanted.deleted ?? false,
    salt: newSalt(),
    content: wanted.content,
  };
  return {
    ...fields,
    rev_id: newId(),
    hash: await revisionHash(fields),
    device_time: deviceTime,
  };
}

/** Makes a value that has a canonical form; a keyboard can produce more than that. */
export function cleaned(value: unknown): unknown {
  if (typeof value === "string") return cleanedText(value);
  if (typeof value === "number") return Number.isFinite(value) ? Math.round(value) : null;
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== "object" || value === null) return value ?? null;
  const kept = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(kept.map(([key, item]) => [key, cleaned(item)]));
}

export function sameContent(a: Content | null, b: Content): boolean {
  return a !== null && canonical(a) === canonical(b);
}

/** Half a character (a lone surrogate) and NUL have no place in JSON that others must read. */
function cleanedText(text: string): string {
  return text
    .replaceAll("\u0000", "")
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD")
    .normalize("NFC");
}

function newSalt(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}
