/** The name of a file can tell who it is about. */

import { t } from "../../i18n.ts";
import { scanContent } from "../../rules/privacy.ts";

/** The name itself, or a plain one when the privacy guard finds anything in it. */
export function safeName(name: string, allowed: string[]): string {
  const words = name.replace(/\.pdf$/i, "").replace(/[_.-]+/g, " ");
  const hits = scanContent({ name, words }, allowed);
  return hits.length > 0 ? t("Bestand.pdf") : name.normalize("NFC");
}
