/** What stands where the school is not there yet, or cannot be asked. */

import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { askSchool, trouble } from "./school.ts";

export function Trouble() {
  if (!trouble.value) return null;
  return (
    <Notice tone="attention" title={t("Hiervoor is internet nodig")}>
      <p>
        {trouble.value === "offline"
          ? t("Er is geen verbinding. Probeer het opnieuw als er internet is.")
          : t("De server kan dit nu niet doen. Probeer het over een minuut opnieuw.")}
      </p>
      <Button onClick={() => void askSchool()}>{t("Opnieuw proberen")}</Button>
    </Notice>
  );
}

/** As long as there is no school to show, and nothing went wrong. */
export function OnItsWay() {
  return trouble.value ? null : <p aria-live="polite">{t("De school wordt opgehaald.")}</p>;
}

/** Instead of a page that needs the school, until that is here. */
export function Awaited({ title, back }: { title: string; back: { href: string; label: string } }) {
  return (
    <div class="stack">
      <PageHeading title={title} back={back} />
      <Trouble />
      <OnItsWay />
    </div>
  );
}
