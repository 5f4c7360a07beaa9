/** What is said about photos and files: where they are, why one could not go, and what then. */

import type { PhotoRow } from "../../data/records.ts";
import { locale, t } from "../../i18n.ts";
import { isPicture, PART } from "../../rules/files.ts";

const FOR_GOOD = new Set([
  "too_large",
  "too_many_pixels",
  "unsupported_type",
  "broken_file",
  "damaged",
]);

/** Where one's own photo is; "" once the server has it. */
export function whereabouts(row: PhotoRow, offline: boolean): string {
  if (row.state === "arrived") return "";
  if (row.state !== "waiting") return t("Niet aangekomen");
  if (row.parts > 0) {
    return t("Onderweg: {done} van {all} delen", {
      done: row.parts,
      all: Math.ceil(row.size / PART),
    });
  }
  return offline ? t("Wacht op internet") : t("Wacht op verzenden");
}

/** Why the server could not take it, and the way forward. */
export function refusal({ state, code, media_type }: PhotoRow): string {
  const picture = isPicture(media_type);
  if (state === "lost") {
    return t(
      "Dit bestand is niet meer op de server, en niet meer op dit toestel. Kies het opnieuw.",
    );
  }
  switch (code) {
    case "too_large":
      return picture
        ? t("Deze foto is te groot. Kies een kleinere foto, tot 20 MB.")
        : t("Deze pdf is te groot. Maak hem kleiner, tot 10 MB.");
    case "too_many_pixels":
      return t("Deze foto is te groot om te openen. Maak er een schermafdruk van en kies die.");
    case "unsupported_type":
      return picture
        ? t("De server kan dit soort foto niet openen. Kies een andere foto.")
        : t("Deze pdf is beveiligd of bevat iets dat kan starten. Sla hem opnieuw op als pdf.");
    case "broken_file":
      return t("Dit bestand is beschadigd. Kies het opnieuw of neem een ander.");
    case "storage_quota":
      return t("De ruimte voor deze stage is vol. Haal foto's weg die niet nodig zijn.");
    case "damaged":
      return t("Dit bestand is op dit toestel beschadigd geraakt. Kies het opnieuw.");
    case "not_found":
      return t("De server neemt voor deze stage geen foto's meer aan. Vraag het je school.");
    default:
      return t("De server kon dit bestand niet aannemen. Probeer het opnieuw.");
  }
}

/** Only what may have changed meanwhile is worth another try. */
export function mayTryAgain({ state, code }: PhotoRow): boolean {
  return state === "refused" && !FOR_GOOD.has(code);
}

/** "340 kB", "2,4 MB" */
export function formatSize(bytes: number): string {
  const mega = bytes >= 999_500;
  const amount = mega ? bytes / 1_000_000 : bytes / 1000;
  const tag = locale.value === "en" ? "en-GB" : "nl-NL";
  const number = new Intl.NumberFormat(tag, { maximumFractionDigits: mega ? 1 : 0 });
  return `${number.format(Math.max(amount, 1))} ${mega ? "MB" : "kB"}`;
}
