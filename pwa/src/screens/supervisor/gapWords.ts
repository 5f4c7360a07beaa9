import { t } from "../../i18n.ts";

/** Why akkoord must wait, or "" when nothing is missing. */
export function gapsSentence(missing: string[]): string {
  const [first, second] = missing.map(gapWord);
  if (!first) return "";
  if (missing.length === 3) return t("Akkoord kan nog niet: behoefte, doel en effect ontbreken.");
  if (second) return t("Akkoord kan nog niet: {first} en {second} ontbreken.", { first, second });
  return t("Akkoord kan nog niet: {what} ontbreekt.", { what: first });
}

/** What one asks the student for each gap. */
export function gapQuestion(gap: string): string {
  switch (gap) {
    case "need":
      return t("Wat was er nodig?");
    case "purpose":
      return t("Waarom deed je dit?");
    default:
      return t("Wat leverde het op?");
  }
}

function gapWord(gap: string): string {
  switch (gap) {
    case "need":
      return t("de behoefte");
    case "purpose":
      return t("het doel");
    default:
      return t("het effect");
  }
}
