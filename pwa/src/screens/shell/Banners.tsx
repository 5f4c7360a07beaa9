/** What stands above every page until it is dealt with. */

import { account, farewells, session, sync } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { Button, LinkButton } from "../../parts/Button.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { path } from "../../router.ts";
import { update, updateReady } from "../../update.ts";
import { DownloadMine } from "./DownloadMine.tsx";

export function Banners() {
  const shown = [
    session.value?.me.demo && <DemoBanner key="demo" />,
    updateReady.value && <UpdateBanner key="update" />,
    sync.value.problem === "login" && <LoginBanner key="login" />,
    sync.value.problem === "upgrade" && <UpgradeBanner key="upgrade" />,
    account.value?.storage.value && <StorageBanner key="storage" />,
    farewells.value.length > 0 && <FarewellBanner key="farewell" />,
  ].filter(Boolean);
  return shown.length > 0 ? <div class="banners stack stack-tight">{shown}</div> : null;
}

function DemoBanner() {
  return (
    <p class="banner-demo">
      {t("Oefenschool met verzonnen mensen. Schrijf hier niets echts.")}{" "}
      <a href="/demo/mail">{t("Bekijk de mail")}</a>
    </p>
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

function StorageBanner() {
  const reason = account.value?.storage.value;
  if (reason === "blocked" || reason === "outdated") return <OtherWindow />;
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

/** An older or a newer version of the app in another window has the database. */
export function OtherWindow() {
  return (
    <Notice tone="attention" title={t("Vakwerk staat nog in een ander venster open")}>
      <p>{t("Sluit de andere vensters en laad deze pagina daarna opnieuw.")}</p>
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
