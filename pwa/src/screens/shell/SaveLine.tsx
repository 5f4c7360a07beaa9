/** What is safe and what is not yet: counted, in words, with a button that says what it did. */

import cloudCheck from "lucide:cloud-check";
import cloudUpload from "lucide:cloud-upload";
import { useState } from "preact/hooks";
import { sync, syncNow } from "../../data/live.ts";
import { t, tn } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { formatInstant } from "../../parts/format.ts";
import { Icon } from "../../parts/Icon.tsx";
import { showToast } from "../../parts/toasts.ts";
import type { SyncReport } from "../../types.ts";

export function SaveLine() {
  const { waiting, photos, pdfs, refusedPhotos, held, writing, lastSent } = sync.value;
  const counted = waiting + photos > 0;
  const safe = !counted && !writing;
  return (
    <div class="save-line">
      <p class="save-line-words">
        <Icon of={safe ? cloudCheck : cloudUpload} />
        <span>
          {safe && refusedPhotos === 0 && t("Alles staat op de server")}
          {writing && !counted && t("Bezig met bewaren…")}
          {waiting > 0 && tn("{n} nog niet op de server", "{n} nog niet op de server", waiting)}
          {waiting > 0 && photos > 0 && " · "}
          {photos > 0 &&
            (pdfs > 0
              ? tn("{n} bestand wacht", "{n} bestanden wachten", photos)
              : tn("{n} foto wacht", "{n} foto's wachten", photos))}
          {refusedPhotos > 0 && (
            <span class="save-line-more">
              {tn("{n} bestand niet aangekomen", "{n} bestanden niet aangekomen", refusedPhotos)}
            </span>
          )}
          {held > 0 && (
            <span class="save-line-more">{tn("{n} tegengehouden", "{n} tegengehouden", held)}</span>
          )}
          {lastSent && (
            <span class="save-line-more">
              {t("Laatst verstuurd: {moment}", { moment: formatInstant(lastSent) })}
            </span>
          )}
        </span>
      </p>
      {counted && <SendNow />}
    </div>
  );
}

function SendNow() {
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    showToast(outcome(await syncNow()));
    setBusy(false);
  };
  return (
    <Button kind="quiet" disabled={busy} onClick={send}>
      {busy ? t("Bezig met versturen") : t("Nu versturen")}
    </Button>
  );
}

function outcome({ sent, waiting, photos, problem }: SyncReport): string {
  switch (problem) {
    case "offline":
      return t("Er is geen verbinding. Het blijft op dit toestel staan en gaat later vanzelf.");
    case "server":
      return t("De server kan het nu niet aannemen. Vakwerk probeert het zo vanzelf opnieuw.");
    case "login":
      return t("Log eerst opnieuw in. Daarna gaat het vanzelf.");
    case "upgrade":
      return t("Werk eerst de app bij. Daarna gaat het vanzelf.");
    case "storage":
      return t("Dit toestel kan even niets bewaren. Laat dit venster open.");
    case "":
      if (waiting + photos > 0)
        return t("Nog niet alles is aangekomen. Vakwerk probeert het zo opnieuw.");
      return sent > 0 ? t("Alles is verstuurd.") : t("Er was niets meer te versturen.");
  }
}
