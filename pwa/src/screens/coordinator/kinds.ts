/** What a school is made of, and what each is called. */

import { t } from "../../i18n.ts";

export const KINDS = ["people", "groups", "companies", "placements"] as const;
export type Kind = (typeof KINDS)[number];

export function listLabel(kind: Kind): string {
  switch (kind) {
    case "people":
      return t("Mensen");
    case "groups":
      return t("Klassen");
    case "companies":
      return t("Bedrijven");
    case "placements":
      return t("Stages");
  }
}

export function addLabel(kind: Kind): string {
  switch (kind) {
    case "people":
      return t("Iemand toevoegen");
    case "groups":
      return t("Klas toevoegen");
    case "companies":
      return t("Leerbedrijf toevoegen");
    case "placements":
      return t("Stage toevoegen");
  }
}
