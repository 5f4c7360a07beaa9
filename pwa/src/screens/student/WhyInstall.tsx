/** For an iPhone in its browser, once: why a place on the home screen protects what is written. */

import { useEffect } from "preact/hooks";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { AppleSteps } from "./AppleSteps.tsx";
import { remember, WHY_INSTALL } from "./remember.ts";

export function WhyInstall({ done }: { done: () => void }) {
  useEffect(() => remember(WHY_INSTALL, "told"), []);
  return (
    <section class="stack install why-install" aria-labelledby="why-install">
      <h2 id="why-install">{t("Zet Vakwerk op je beginscherm")}</h2>
      <p class="lead">{t("Dan blijven je teksten staan, ook als je een tijdje niets schrijft.")}</p>
      <AppleSteps />
      <p class="soft">{t("Wat al op de server staat, vind je daar meteen terug.")}</p>
      <div>
        <Button kind="main" onClick={done}>
          {t("Begrepen")}
        </Button>
      </div>
    </section>
  );
}
