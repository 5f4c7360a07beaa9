/** What stands above every page until it is dealt with. */

import { account, farewells, session, sync } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { updateReady } from "../../page.ts";
import { lazy } from "../../parts/lazy.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { useLazy } from "./useLazy.ts";

const DownloadMine = lazy(() => import("./DownloadMine.tsx").then((it) => it.DownloadMine));
const loadTidings = () => import("./Tidings.tsx").then((it) => it.Tidings);

export function Banners() {
  const told = hasTidings();
  // Fetched with the sync that brings them; what goes wrong on this device is said at once.
  const [Tidings] = useLazy(told ? "tidings" : "none", told ? loadTidings : null);
  const shown = [
    session.value?.me.demo && <DemoBanner key="demo" />,
    typeof Tidings === "function" && <Tidings key="tidings" />,
    account.value?.storage.value && <StorageBanner key="storage" />,
  ].filter(Boolean);
  return shown.length > 0 ? <div class="banners stack stack-tight">{shown}</div> : null;
}

function hasTidings(): boolean {
  const { problem } = sync.value;
  const isRefused = problem === "login" || problem === "upgrade";
  return updateReady.value || isRefused || farewells.value.length > 0;
}

function DemoBanner() {
  return (
    <p class="banner-demo">
      {t("Oefenschool met verzonnen mensen. Schrijf hier niets echts.")}{" "}
      <a href="/demo/mail">{t("Bekijk de mail")}</a>
    </p>
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
