/** What stands above every page until it is dealt with. */

import { account, farewells, session, sync } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { updateReady } from "../../page.ts";
import { Notice } from "../../parts/Notice.tsx";
import { useLazy } from "./useLazy.ts";

const loadTidings = () => import("./Tidings.tsx").then((it) => it.Tidings);

export function Banners() {
  const reason = account.value?.storage.value;
  const isElsewhere = reason === "blocked" || reason === "outdated";
  const told = hasTidings() || (reason && !isElsewhere);
  // Fetched with the sync that brings them, and with what writes to this device.
  const [Tidings] = useLazy(told ? "tidings" : "none", told ? loadTidings : null);
  const shown = [
    session.value?.me.demo && <DemoBanner key="demo" />,
    typeof Tidings === "function" && <Tidings key="tidings" />,
    isElsewhere && <OtherWindow key="elsewhere" />,
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

/** An older or a newer version of the app in another window has the database. */
export function OtherWindow() {
  return (
    <Notice tone="attention" title={t("Vakwerk staat nog in een ander venster open")}>
      <p>{t("Sluit de andere vensters en laad deze pagina daarna opnieuw.")}</p>
    </Notice>
  );
}
