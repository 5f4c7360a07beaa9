import circleCheck from "lucide:circle-check";
import { documentById, sync } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { LinkButton } from "../../parts/Button.tsx";
import { formatDate } from "../../parts/format.ts";
import { Icon } from "../../parts/Icon.tsx";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { addDays, localDate } from "../../rules/dates.ts";
import type { DocumentView } from "../../types.ts";
import { Actions, hasArrived } from "./EntryState.tsx";
import { InstallAdvice } from "./InstallAdvice.tsx";
import { NotHere } from "./NotHere.tsx";
import { placementOf, supervisorName } from "./placements.ts";
import { problemSentence } from "./problemWords.ts";

const ASK_AGAIN_AFTER = 7;

/** What happens next and when; "verstuurd" only once the server has said so. */
export function SentEntry({ docId }: { docId: string }) {
  const view = documentById(docId);
  if (!view) return <NotHere />;
  const name = supervisorName(placementOf(view));
  if (view.problem) return <NotTaken view={view} name={name} />;
  const arrived = hasArrived(view);
  const day = formatDate(addDays(localDate(new Date()), ASK_AGAIN_AFTER));
  return (
    <div class="stack stack-wide">
      <PageHeading
        title={arrived ? t("Verstuurd naar {name}", { name }) : t("Klaar voor {name}", { name })}
      />
      <div class="stack" aria-live="polite">
        {arrived ? (
          <p class="lead">
            <Icon of={circleCheck} /> {t("De server heeft het ontvangen.")}
          </p>
        ) : (
          <p class="lead">
            {sync.value.problem === "offline"
              ? t("Er is nu geen verbinding. Het staat veilig op deze telefoon.")
              : t("Het staat op deze telefoon en wordt nu verstuurd.")}
          </p>
        )}
        <h2>{t("Wat gebeurt er nu?")}</h2>
        <ol class="stack stack-tight">
          {!arrived && <li>{t("Versturen gaat vanzelf zodra er internet is.")}</li>}
          <li>{t("{name} krijgt een mail en kan meteen lezen.", { name })}</li>
          {sync.value.photos > 0 && <li>{t("Je foto's en bestanden komen erachteraan.")}</li>}
          <li>{t("Een reactie zie je bovenaan in je logboek.")}</li>
          <li>{t("Nog niets gehoord op {day}? Vraag er dan naar.", { day })}</li>
        </ol>
      </div>
      <InstallAdvice />
      <div class="row">
        <LinkButton kind="main" href="/logboek">
          {t("Naar je logboek")}
        </LinkButton>
        <LinkButton href="/logboek/nieuw">{t("Nog een activiteit")}</LinkButton>
      </div>
    </div>
  );
}

function NotTaken({ view, name }: { view: DocumentView; name: string }) {
  return (
    <div class="stack">
      <PageHeading title={t("Dit ging niet door")} />
      <p class="lead">{problemSentence(view)}</p>
      <p>{t("Je tekst is wel bewaard.")}</p>
      <div class="row">
        <Actions view={view} name={name} />
      </div>
    </div>
  );
}
