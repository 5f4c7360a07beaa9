/** What a card says of an activity: its kind and its state, as words on the screen. */

import { t } from "../i18n.ts";
import type { ActivityKind, StateName } from "../types.ts";

export function stateWord(state: StateName): string {
  switch (state) {
    case "held":
      return t("Tegengehouden");
    case "needs_fixing":
      return t("Verbeteren");
    case "two_versions":
      return t("Twee versies");
    case "changes_requested":
      return t("Aanvullen");
    case "signoff_withdrawn":
      return t("Akkoord ingetrokken");
    case "changed_after_signoff":
      return t("Gewijzigd na akkoord");
    case "signed_provisional":
      return t("Akkoord (voorlopig)");
    case "signed":
      return t("Akkoord");
    case "seen":
      return t("Gezien");
    case "sent":
      return t("Verstuurd");
    case "stored":
      return t("Bewaard");
    case "on_phone":
      return t("Staat op deze telefoon");
    case "draft":
      return t("Concept");
  }
}

export function activityKindWord(kind: ActivityKind): string {
  switch (kind) {
    case "activity":
      return t("Activiteit");
    case "conversation":
      return t("Gesprek");
    case "home_visit":
      return t("Huisbezoek");
    case "observation":
      return t("Observatie");
    case "dilemma":
      return t("Dilemma");
    case "peer_session":
      return t("Intervisie");
    case "training":
      return t("Training");
    case "preparation":
      return t("Voorbereiding");
    case "guidance":
      return t("Begeleiding");
    case "other":
      return t("Anders");
  }
}
