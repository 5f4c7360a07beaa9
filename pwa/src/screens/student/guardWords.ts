/** Why the privacy guard marked something, and which words say as much without saying who. */

import { t } from "../../i18n.ts";
import type { GuardHit } from "../../types.ts";

export function reasonOf({ rule }: GuardHit): string {
  switch (rule) {
    case "bsn":
      return t("lijkt op een burgerservicenummer.");
    case "iban":
      return t("lijkt op een rekeningnummer.");
    case "phone":
      return t("lijkt op een telefoonnummer.");
    case "email":
      return t("is een mailadres.");
    case "postcode":
    case "street":
    case "address":
      return t("zegt waar iemand woont.");
    case "birth_date":
      return t("is een geboortedatum.");
    case "titled_name":
    case "full_name":
    case "name":
      return t("lijkt op de naam van iemand.");
    case "first_name":
      return t("is misschien de voornaam van iemand.");
    case "full_date":
      return t("is een precieze datum. Is die nodig?");
    case "health":
      return t("zegt iets over de gezondheid van iemand.");
    case "case_number":
      return t("lijkt op een dossiernummer.");
    case "licence_plate":
      return t("lijkt op een kenteken.");
    default:
      return t("zegt misschien wie iemand is.");
  }
}

/** Empty when only the student can find other words. */
export function otherWords({ rule, excerpt }: GuardHit): string {
  switch (rule) {
    case "phone":
      return t("een telefoonnummer");
    case "email":
      return t("een mailadres");
    case "postcode":
    case "street":
    case "address":
      return t("een adres in de wijk");
    case "birth_date":
      return t("van een bepaalde leeftijd");
    case "titled_name":
    case "full_name":
    case "name":
    case "first_name":
      return someone(excerpt);
    default:
      return "";
  }
}

/** Only a name can belong to somebody who is not a client. */
export function canBeAllowed({ rule }: GuardHit): boolean {
  return rule.includes("name");
}

function someone(excerpt: string): string {
  if (/^(mevrouw|mevr?\.|mw\.)/i.test(excerpt)) return t("een vrouw");
  if (/^(meneer|de heer|dhr\.)/i.test(excerpt)) return t("een man");
  if (/^(de )?familie/i.test(excerpt)) return t("een gezin");
  return t("een bewoner");
}
