import { t, tn } from "../../i18n.ts";
import { scanContent, TELLS_WHO } from "../../rules/privacy.ts";
import type { Placement } from "../../types.ts";

/** Of one reaction, in characters. */
const LONGEST = 5_000;

/** Said while it is typed: nothing that was pasted is cut off. */
export function tooLong(text: string): string {
  const n = [...text.normalize("NFC").trim()].length - LONGEST;
  if (n <= 0) return "";
  return tn(
    "Uw tekst is {n} teken te lang. Maak hem korter.",
    "Uw tekst is {n} tekens te lang. Maak hem korter.",
    n,
  );
}

/**
 * Why this text may not be sent, or "". The server asks the same rules once more. Who signs may
 * say who they are and where they work: then the words are `ofSigner`.
 */
export function guardSays(text: string, placement?: Placement, ofSigner = false): string {
  const long = tooLong(text);
  if (long) return long;
  const words = scanContent({ text }, placement?.allow_names ?? [])
    .filter(({ severity, rule }) => severity === "block" && !(ofSigner && TELLS_WHO.includes(rule)))
    .map(({ excerpt }) => excerpt);
  if (words.length === 0) return "";
  return t("Dit kan zeggen wie iemand is: {words}. Schrijf het zonder.", {
    words: [...new Set(words)].join(", "),
  });
}
