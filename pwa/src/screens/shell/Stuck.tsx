/** Where nothing can be shown, and what helps. */

import { useState } from "preact/hooks";
import { t } from "../../i18n.ts";
import { Button, LinkButton } from "../../parts/Button.tsx";
import { ErrorPage } from "../../parts/ErrorPage.tsx";
import { boot } from "../../sync/session.ts";

export function Unreachable() {
  const [busy, setBusy] = useState(false);
  const again = async () => {
    setBusy(true);
    await boot();
    setBusy(false);
  };
  return (
    <ErrorPage
      title={t("Er is geen verbinding")}
      code="no-network"
      action={
        <Button kind="main" disabled={busy} onClick={again}>
          {t("Opnieuw proberen")}
        </Button>
      }
    >
      <p>
        {t("Vakwerk heeft één keer internet nodig om te beginnen. Daarna werkt het ook zonder.")}
      </p>
    </ErrorPage>
  );
}

export function NoStorage() {
  return (
    <ErrorPage
      title={t("Dit toestel kan niets bewaren")}
      code="no-storage"
      action={
        <Button kind="main" onClick={() => location.reload()}>
          {t("Opnieuw laden")}
        </Button>
      }
    >
      <p>{t("De browser geeft Vakwerk geen opslag. Misschien staat er een privévenster open.")}</p>
      <p>{t("Sluit andere vensters van Vakwerk en laad deze pagina opnieuw.")}</p>
    </ErrorPage>
  );
}

export function NotFound() {
  return (
    <ErrorPage
      title={t("Deze pagina bestaat niet")}
      code="no-page"
      action={
        <LinkButton kind="main" href="/">
          {t("Naar het begin")}
        </LinkButton>
      }
    >
      <p>{t("Misschien is het adres veranderd, of hoort deze pagina bij een andere rol.")}</p>
    </ErrorPage>
  );
}
