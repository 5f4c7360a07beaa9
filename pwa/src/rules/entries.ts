/** What an activity still lacks, and a friendly word about its purpose. The same as on the server. */

import { t } from "../i18n.ts";
import type { EntryContent } from "../types.ts";

/** What a supervisor needs before akkoord can be given. */
export type Gap = "need" | "purpose" | "effect";

export function gaps(entry: EntryContent): Gap[] {
  const found: Gap[] = [];
  if (!entry.need.trim()) found.push("need");
  if (!entry.purpose.trim()) found.push("purpose");
  if (!entry.effect) found.push("effect");
  return found;
}

/** Words that tell of a change, or for whom something is meant. */
const AIMS =
  /(zodat|opdat|waardoor|om te|leren|leert|durven|durft|kunnen|kan|weten|weet|krijgen|krijgt|voelen|voelt|meer|minder|beter|zelf|weer|worden|wordt|ontdekken|vergroten|versterken|verbeteren|helpen|afspreken|begrijpen|vertrouwen|contact|elkaar|dat|wie|wat|hoe|of|waarom)/;
const FEW_WORDS = 7;

/** A friendly question when a purpose only names an activity; "" when there is nothing to ask. */
export function purposeHint(purpose: string): string {
  const words = purpose
    .trim()
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter(Boolean);
  if (words.length === 0 || words.length > FEW_WORDS) return "";
  const whole = new RegExp(`^${AIMS.source}$`);
  const aims = words.some((word) => whole.test(word)) || /\bom\b.*\bte\b/.test(words.join(" "));
  return aims ? "" : t("Dit noemt wat je doet. Wat is er daarna anders, en voor wie?");
}
