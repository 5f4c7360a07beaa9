/** What an own note holds. */

import type { Content, DocumentKind } from "../types.ts";

/** A note as it is after its words changed; `before` is what it held, and like there all of it stays. */
export function noteContent(
  kind: DocumentKind,
  before: Content | undefined,
  about: string,
  text: string,
): Content {
  const fresh = kind === "lived_experience" ? { in_pdf: false } : {};
  return { ...fresh, ...before, about, text };
}
