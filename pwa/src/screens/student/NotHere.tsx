import { t } from "../../i18n.ts";
import { LinkButton } from "../../parts/Button.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { PageHeading } from "../../parts/PageHeading.tsx";

/** An address that leads to nothing on this device. */
export function NotHere() {
  return (
    <div class="stack">
      <PageHeading title={t("Dit staat niet op dit apparaat")} />
      <Notice>
        <p>{t("Misschien is het verwijderd, of nog niet opgehaald.")}</p>
      </Notice>
      <div>
        <LinkButton kind="main" href="/logboek">
          {t("Naar je logboek")}
        </LinkButton>
      </div>
    </div>
  );
}
