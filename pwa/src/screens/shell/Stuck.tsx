/** Where nothing can be shown, and what helps. */

import { useState } from "preact/hooks";
import { t } from "../../i18n.ts";
import { Button, LinkButton } from "../../parts/Button.tsx";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { boot } from "../../sync/session.ts";

export function Unreachable() {
  const [busy, setBusy] = useState(false);
  const again = async () => {
    setBusy(true);
    await boot();
    setBusy(false);
  };
  return (
    <div class="stack">
      <PageHeading title={t("Er is geen verbinding")} />
      <p>
        {t("Vakwerk heeft één keer internet nodig om te beginnen. Daarna werkt het ook zonder.")}
      </p>
      <p>
        <Button kind="main" disabled={busy} onClick={again}>
          {t("Opnieuw proberen")}
        </Button>
      </p>
    </div>
  );
}

export function NoStorage() {
  return (
    <div class="stack">
      <PageHeading title={t("Dit toestel kan niets bewaren")} />
      <p>{t("De browser geeft Vakwerk geen opslag. Misschien staat er een privévenster open.")}</p>
      <p>{t("Sluit andere vensters van Vakwerk en laad deze pagina opnieuw.")}</p>
      <p>
        <Button kind="main" onClick={() => location.reload()}>
          {t("Opnieuw laden")}
        </Button>
      </p>
    </div>
  );
}

export function NotFound() {
  return (
    <div class="stack">
      <PageHeading title={t("Deze pagina bestaat niet")} />
      <p>{t("Misschien is het adres veranderd, of hoort deze pagina bij een andere rol.")}</p>
      <p>
        <LinkButton kind="main" href="/">
          {t("Naar het begin")}
        </LinkButton>
      </p>
    </div>
  );
}
