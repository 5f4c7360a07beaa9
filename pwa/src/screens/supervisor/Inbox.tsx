import refresh from "lucide:refresh-cw";
import { useSignal } from "@preact/signals";
import { session, sync, syncNow } from "../../data/live.ts";
import { t, tn } from "../../i18n.ts";
import { Button, LinkButton } from "../../parts/Button.tsx";
import { EmptyState } from "../../parts/EmptyState.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { PageHeading } from "../../parts/PageHeading.tsx";
import type { DocumentView } from "../../types.ts";
import { DoneLine } from "./DoneLine.tsx";
import { DoneItem, InboxCard } from "./InboxCard.tsx";
import { answered, entriesWaiting, goalsWaiting, hrefOf, refused } from "./queue.ts";

const DONE_SHOWN = 6;

export function Inbox() {
  const name = session.value?.me.person.given_name ?? "";
  return (
    <div class="inbox stack stack-wide">
      <div>
        <PageHeading title={t("Beoordelen")} intro={name && t("Dag {name}", { name })} />
        <DoneLine />
      </div>
      <Refused />
      <Waiting />
      <Goals />
      <Answered />
    </div>
  );
}

function Refused() {
  if (refused.value.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="refused">
      <h2 class="section-title" id="refused">
        {t("Dit ging niet door")}
      </h2>
      <Cards views={refused.value} />
    </section>
  );
}

function Waiting() {
  const queue = entriesWaiting.value;
  const first = queue[0];
  if (!first) return <NothingWaits />;
  return (
    <section class="stack" aria-labelledby="waiting">
      <h2 class="inbox-count" id="waiting">
        {tn("{n} activiteit wacht op u", "{n} activiteiten wachten op u", queue.length)}
      </h2>
      {queue.length > 1 && (
        <div>
          <LinkButton kind="main" href={hrefOf(first)}>
            {t("Begin bij de oudste")}
          </LinkButton>
        </div>
      )}
      <Cards views={queue} />
    </section>
  );
}

function NothingWaits() {
  const { running, problem } = sync.value;
  if (running && answered.value.length === 0) {
    return <p aria-live="polite">{t("Uw lijst wordt opgehaald.")}</p>;
  }
  if (problem === "offline" && answered.value.length === 0) {
    return (
      <Notice tone="attention" title={t("Er is geen verbinding")}>
        <p>{t("Uw lijst komt vanzelf zodra er internet is.")}</p>
      </Notice>
    );
  }
  return (
    <EmptyState
      sentence={t("Er wacht nu niets op u.")}
      action={
        <Button icon={refresh} disabled={running} onClick={() => void syncNow()}>
          {t("Kijk of er iets nieuws is")}
        </Button>
      }
      example={
        <>
          <p>{t("Stuurt een student iets, dan krijgt u een mail.")}</p>
          <p>{t("Hier leest u dan waarom iets is gedaan, en wat het opleverde.")}</p>
        </>
      }
    />
  );
}

function Goals() {
  const goals = goalsWaiting.value;
  if (goals.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="goals">
      <h2 class="section-title" id="goals">
        {tn("{n} leerdoel wacht op u", "{n} leerdoelen wachten op u", goals.length)}
      </h2>
      <Cards views={goals} />
    </section>
  );
}

function Answered() {
  const shown = useSignal(DONE_SHOWN);
  const done = answered.value;
  if (done.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="done">
      <div class="section-title">
        <h2 id="done">{t("Afgerond")}</h2>
        <span class="soft small">{tn("{n} afgerond", "{n} afgerond", done.length)}</span>
      </div>
      <ul class="done-list">
        {done.slice(0, shown.value).map((view) => (
          <li key={view.docId}>
            <DoneItem view={view} />
          </li>
        ))}
      </ul>
      {done.length > shown.value && (
        <div>
          <Button
            onClick={() => {
              shown.value += DONE_SHOWN * 2;
            }}
          >
            {t("Oudere laten zien")}
          </Button>
        </div>
      )}
    </section>
  );
}

function Cards({ views }: { views: DocumentView[] }) {
  return (
    <ul class="cards cards-wide">
      {views.map((view) => (
        <li key={view.docId}>
          <InboxCard view={view} />
        </li>
      ))}
    </ul>
  );
}
