/** What the server, a newer version or this device says, above every page until it is dealt with. */

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
      <StorageBanner />
      {updateReady.value && <UpdateBanner />}
      {sync.value.problem === "login" && <LoginBanner />}
      {sync.value.problem === "upgrade" && <UpgradeBanner />}
      {farewells.value.length > 0 && <FarewellBanner />}
    </>
  );
}

function StorageBanner() {
  const reason = account.value?.storage.value;
  if (reason !== "full" && reason !== "broken") return null;
  const title = reason === "full" ? t("De opslag van dit toestel is vol") : t("NIET bewaard");
  return (
    <Notice tone="attention" title={title}>
      <p>{t("Laat dit venster open: wat er nu op het scherm staat, is nog niet bewaard.")}</p>
      {reason === "full" && (
        <p>{t("Maak ruimte vrij, bijvoorbeeld door foto's te verwijderen.")}</p>
      )}
      <p>
        <DownloadMine />
      </p>
    </Notice>
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
