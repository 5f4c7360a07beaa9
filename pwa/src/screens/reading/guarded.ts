import { t } from "../../i18n.ts";
import { scanContent } from "../../rules/privacy.ts";
import type { Placement } from "../../types.ts";

/** Why this text may not be sent, or "". The server asks the same rules once more. */
export function guardSays(text: string, placement: Placement | undefined): string {
  const hits = scanContent({ text }, placement?.allow_names ?? []);
  const words = hits.filter(({ severity }) => severity === "block").map(({ excerpt }) => excerpt);
  if (words.length === 0) return "";
  return t("Dit kan zeggen wie iemand is: {words}. Schrijf het zonder.", {
    words: [...new Set(words)].join(", "),
  });
}
