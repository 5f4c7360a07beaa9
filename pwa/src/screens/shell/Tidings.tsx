/** What the server or a newer version brought, above every page until it is dealt with. */

import { account, farewells, sync } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { updateReady } from "../../page.ts";
import { Button, LinkButton } from "../../parts/Button.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { path } from "../../router.ts";
import { update } from "../../update.ts";
import { DownloadMine } from "./DownloadMine.tsx";

export function Tidings() {
  return (
    <>
      {updateReady.value && <UpdateBanner />}
      {sync.value.problem === "login" && <LoginBanner />}
      {sync.value.problem === "upgrade" && <UpgradeBanner />}
      {farewells.value.length > 0 && <FarewellBanner />}
    </>
  );
}

function UpdateBanner() {
  return (
    <Notice title={t("Er is een nieuwe versie")}>
      <p>{t("Wat op dit toestel staat, blijft bewaard.")}</p>
      <p>
        <Button onClick={update}>{t("Nieuwe versie: bijwerken")}</Button>
      </p>
    </Notice>
  );
}

/** The page stays as it is; after the code its reader comes back to it. */
function LoginBanner() {
  if (path.value === "/inloggen") return null;
  return (
    <Notice tone="attention" title={t("Je bent uitgelogd")}>
      <p>{t("Alles op dit toestel blijft bewaard. Log in, dan wordt het verstuurd.")}</p>
      <p>
        <LinkButton href={`/inloggen?terug=${encodeURIComponent(path.value)}`}>
          {t("Opnieuw inloggen")}
        </LinkButton>
      </p>
    </Notice>
  );
}

function UpgradeBanner() {
  return (
    <Notice tone="attention" title={t("Deze versie van de app is te oud")}>
      <p>{t("Wat op dit toestel staat, blijft bewaard. Werk de app bij om het te versturen.")}</p>
      <p>
        <Button onClick={update}>{t("Nieuwe versie: bijwerken")}</Button>
      </p>
    </Notice>
  );
}

function FarewellBanner() {
  const gone = farewells.value;
  const letGo = () => {
    for (const { doc_id } of gone) void account.value?.dismissFarewell(doc_id);
  };
  return (
    <Notice tone="attention" title={t("De school bewaart deze teksten niet meer")}>
      <p>{t("Ze stonden ook op dit toestel. Download ze als u ze wilt houden.")}</p>
      <p class="row">
        <DownloadMine />
        <Button kind="danger" onClick={letGo}>
          {t("Verwijder ze van dit toestel")}
        </Button>
      </p>
    </Notice>
  );
}
