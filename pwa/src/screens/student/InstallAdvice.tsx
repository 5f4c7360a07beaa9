/** After the first sent entry: why a place on the home screen protects what was written. */

import { useSignal } from "@preact/signals";
import { t } from "../../i18n.ts";
import { installOffer, isApple, isInstalled } from "../../install.ts";
import { Button } from "../../parts/Button.tsx";
import { AppleSteps } from "./AppleSteps.tsx";
import { recall, remember } from "./remember.ts";

const KEY = "vakwerk-install";

export function InstallAdvice({ always = false }: { always?: boolean }) {
  const dismissed = useSignal(recall(KEY) === "no");
  if (isInstalled() || (dismissed.value && !always)) return null;
  const dismiss = () => {
    remember(KEY, "no");
    dismissed.value = true;
  };
  return (
    <section class="stack install" aria-labelledby="install">
      <h2 id="install">{t("Zet Vakwerk op je beginscherm")}</h2>
      <p>{t("Dan ruimt je telefoon je teksten niet op. En je opent het met één tik.")}</p>
      {isApple() ? <AppleSteps /> : <OtherSteps />}
      {!always && (
        <div>
          <Button kind="quiet" onClick={dismiss}>
            {t("Niet meer vragen")}
          </Button>
        </div>
      )}
    </section>
  );
}

function OtherSteps() {
  const offer = installOffer.value;
  if (offer) {
    return (
      <div>
        <Button onClick={() => void offer.prompt()}>{t("Op beginscherm zetten")}</Button>
      </div>
    );
  }
  return (
    <p>{t("Kies in het menu van je browser “Installeren” of “Toevoegen aan startscherm”.")}</p>
  );
}
