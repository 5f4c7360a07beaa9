/** The name of a file can tell who it is about. */

import { loadGuard } from "../../data/guard.ts";
import { t } from "../../i18n.ts";

/** The name itself, or a plain one when the privacy guard finds anything in it. */
export async function safeName(name: string, allowed: string[]): Promise<string> {
  const { scanContent } = await loadGuard();
  const words = name.replace(/\.pdf$/i, "").replace(/[_.-]+/g, " ");
  const hits = scanContent({ name, words }, allowed);
  return hits.length > 0 ? t("Bestand.pdf") : name.normalize("NFC");
}
