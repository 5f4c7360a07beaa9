/** `<AccountPanel />`: one's own data, this device, and leaving. Part of every "ik" page. */

import logOutIcon from "lucide:log-out";
import { useState } from "preact/hooks";
import { isSharedDevice } from "../../data/device.ts";
import { persisted, session, sync } from "../../data/live.ts";
import { t, tn } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { Dialog } from "../../parts/Dialog.tsx";
import { isSomething, logOut, type Parting, parting } from "../../sync/leaving.ts";
import { DownloadMine } from "./DownloadMine.tsx";

export function AccountPanel() {
  const [asked, setAsked] = useState<Parting | null>(null);
  const [busy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    const left = await parting();
    setBusy(false);
    if (left.phrases > 0 || isSomething(left.unsent)) setAsked(left);
    else await logOut({ forget: isSharedDevice() });
  };
  return (
    <section class="stack" aria-labelledby="mijn-gegevens">
      <h2 class="section-title" id="mijn-gegevens">
        {t("Gegevens op dit toestel")}
      </h2>
      <StorageLine />
      <p>
        <DownloadMine />
      </p>
      <p>
        <Button icon={logOutIcon} disabled={busy} onClick={leave}>
          {busy ? t("Bezig met versturen") : t("Uitloggen")}
        </Button>
      </p>
      {asked && <LeaveDialog {...asked} onClose={() => setAsked(null)} />}
    </section>
  );
}

function StorageLine() {
  const { waiting } = sync.value;
  const name = session.value?.me.person.display_name ?? "";
  return (
    <div class="stack stack-tight">
      <p>{t("Ingelogd als {name}.", { name })}</p>
      {waiting > 0 && (
        <p>{tn("{n} nog niet op de server", "{n} nog niet op de server", waiting)}</p>
      )}
      {persisted.value === true && <p>{t("De browser ruimt deze gegevens niet vanzelf op.")}</p>}
      {persisted.value === false && (
        <p>{t("De browser mag deze gegevens opruimen. Verstuur daarom vaak.")}</p>
      )}
    </div>
  );
}

/** Named by what happens: nothing that was written disappears without being said. */
function LeaveDialog({ unsent, phrases, onClose }: Parting & { onClose: () => void }) {
  const shared = isSharedDevice();
  const stays = isSomething(unsent) && !shared;
  return (
    <Dialog
      title={isSomething(unsent) ? t("Nog niet alles is verstuurd") : t("Uw eigen zinnen gaan weg")}
      onClose={onClose}
      actions={
        <Button kind="danger" onClick={() => void logOut({ forget: shared })}>
          {stays ? t("Toch uitloggen") : t("Uitloggen en alles wissen")}
        </Button>
      }
    >
      <ul>
        {unsent.waiting > 0 && (
          <li>{tn("{n} nog niet op de server", "{n} nog niet op de server", unsent.waiting)}</li>
        )}
        {unsent.photos > 0 && (
          <li>
            {tn(
              "{n} bestand nog niet op de server",
              "{n} bestanden nog niet op de server",
              unsent.photos,
            )}
          </li>
        )}
        {unsent.drafts > 0 && <li>{tn("{n} concept", "{n} concepten", unsent.drafts)}</li>}
        {unsent.farewells > 0 && (
          <li>
            {tn(
              "{n} tekst die niet meer op de server staat",
              "{n} teksten die niet meer op de server staan",
              unsent.farewells,
            )}
          </li>
        )}
        {phrases > 0 && <li>{tn("{n} eigen zin", "{n} eigen zinnen", phrases)}</li>}
      </ul>
      <p>{whatHappens(isSomething(unsent), shared)}</p>
      <p>
        <DownloadMine />
      </p>
    </Dialog>
  );
}

function whatHappens(isUnsent: boolean, shared: boolean): string {
  if (!isUnsent) return t("Ze staan alleen op dit toestel. Wilt u ze houden? Download ze eerst.");
  if (!shared) return t("Het blijft op dit toestel staan tot u hier weer inlogt.");
  return t("Dit is niet uw toestel. Bij uitloggen wordt hier alles gewist. Download het eerst.");
}
