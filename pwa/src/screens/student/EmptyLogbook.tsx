/** Before the first activity: what this is for, and how one looks. */

import plus from "lucide:plus";
import { t } from "../../i18n.ts";
import { LinkButton } from "../../parts/Button.tsx";
import { EmptyState } from "../../parts/EmptyState.tsx";
import { Onboarding } from "./Onboarding.tsx";

export function EmptyLogbook() {
  return (
    <>
      <Onboarding />
      <EmptyState
        sentence={t("Hier komt wat je op je stage doet, en waarom.")}
        action={
          <LinkButton kind="main" href="/logboek/nieuw" icon={plus}>
            {t("Eerste activiteit opschrijven")}
          </LinkButton>
        }
        example={
          <>
            <p>{t("Zo kan het eruitzien:")}</p>
            <p>{t("Behoefte: drie bewoners zijn overdag veel alleen.")}</p>
            <p>{t("Doel: ik wil weten waarom mensen naar de inloop komen.")}</p>
            <p>{t("Opgeleverd: ik weet van vijf mensen wat ze zoeken.")}</p>
          </>
        }
      />
    </>
  );
}
