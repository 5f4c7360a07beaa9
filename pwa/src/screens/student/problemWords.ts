/** Why the server did not take something, and what helps. The text itself is always still there. */

import { t } from "../../i18n.ts";
import type { DocumentView } from "../../types.ts";

export function problemSentence({ problem }: DocumentView): string {
  switch (problem?.code) {
    case "held_back":
      return t("Er staan woorden in die zeggen wie iemand is. Pas ze aan en verstuur opnieuw.");
    case "incomplete":
      return t("Voor akkoord ontbreekt er nog iets. Vul het aan en verstuur opnieuw.");
    case "changed":
      return t("Je hebt intussen iets veranderd. Kijk het na en verstuur opnieuw.");
    case "choose_version_first":
      return t("Er zijn twee versies. Kies eerst welke blijft.");
    case "too_large":
      return t("Deze tekst is te lang. Maak hem korter en bewaar opnieuw.");
    case "invalid":
      return t("Deze dag moet nog komen, of de duur kan niet. Pas ze aan en verstuur opnieuw.");
    case "wrong_placement":
    case "not_allowed":
      return t(
        "Dit hoort bij een stage die niet meer open is. Download je tekst of vraag je school.",
      );
    default:
      return t("De server kon dit niet aannemen. Je tekst is er nog: bewaar hem opnieuw.");
  }
}
