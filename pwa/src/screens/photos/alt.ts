import type { Attachment } from "../../attachments.ts";
import { t } from "../../i18n.ts";

/** What its owner wrote about it, or else its place in the row. */
export function altOf({ alt }: Attachment, index: number, count: number): string {
  return alt || t("Foto {n} van {count}", { n: index + 1, count });
}
