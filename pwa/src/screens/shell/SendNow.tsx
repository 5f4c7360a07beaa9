/** `<SendNow />`: sends what waits, and says in words what became of it. */

import { useState } from "preact/hooks";
import { syncNow } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { showToast } from "../../parts/toasts.ts";
import type { SyncReport } from "../../types.ts";

export function SendNow() {
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
