/** After the first sent entry: why a place on the home screen protects what was written. */

import share from "lucide:share";
import plusSquare from "lucide:square-plus";
import { useSignal } from "@preact/signals";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { Icon } from "../../parts/Icon.tsx";
import { Mark } from "../../parts/Wordmark.tsx";
import { recall, remember } from "./remember.ts";

const KEY = "vakwerk-install";

interface InstallPrompt extends Event {
  prompt: () => Promise<unknown>;
}

let offered: InstallPrompt | null = null;
if (typeof window !== "undefined") {
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offered = event as InstallPrompt;
  });
}

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

function AppleSteps() {
  return (
    <ol class="install-steps">
      <li>
        <Icon of={share} /> {t("Tik onderin op Deel.")}
      </li>
      <li>
        <Icon of={plusSquare} /> {t("Kies “Zet op beginscherm”.")}
      </li>
      <li>
        <Mark size={20} /> {t("Open Vakwerk voortaan met dit teken.")}
      </li>
    </ol>
  );
}

function OtherSteps() {
  const prompt = offered;
  if (prompt) {
    return (
      <div>
        <Button onClick={() => void prompt.prompt()}>{t("Op beginscherm zetten")}</Button>
      </div>
    );
  }
  return (
    <p>{t("Kies in het menu van je browser “Installeren” of “Toevoegen aan startscherm”.")}</p>
  );
}

function isInstalled(): boolean {
  const standalone = "standalone" in navigator && navigator.standalone === true;
  return standalone || matchMedia("(display-mode: standalone)").matches;
}

function isApple(): boolean {
  return /iPhone|iPad|iPod/.test(navigator.userAgent);
}
