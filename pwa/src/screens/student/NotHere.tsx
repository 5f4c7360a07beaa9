import { t } from "../../i18n.ts";
import { LinkButton } from "../../parts/Button.tsx";
import { ErrorPage } from "../../parts/ErrorPage.tsx";

/** An address that leads to nothing on this device. */
export function NotHere() {
  return (
    <ErrorPage
      title={t("Dit staat niet op dit toestel")}
      code="not-here"
      action={
        <LinkButton kind="main" href="/logboek">
          {t("Naar je logboek")}
        </LinkButton>
      }
    >
      <p>{t("Misschien is het verwijderd, of nog niet opgehaald.")}</p>
    </ErrorPage>
  );
}
