import trash from "lucide:trash";
import { deleteDocument } from "../../data/acting.ts";
import { documentById } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { Chain } from "../../parts/Chain.tsx";
import { Cycle } from "../../parts/Cycle.tsx";
import { formatDate, formatMinutes } from "../../parts/format.ts";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { isWithdrawn, Reaction, readable } from "../../parts/Reaction.tsx";
import { showToast } from "../../parts/toasts.ts";
import { navigate } from "../../router.ts";
import { entryContent } from "../../rules/content.ts";
import { activityKindWord } from "../../rules/words.ts";
import type { DocumentView } from "../../types.ts";
import { ReadFiles } from "../reading/ReadFiles.tsx";
import { EntryDetails } from "./EntryDetails.tsx";
import { EntryState } from "./EntryState.tsx";
import { chainOf } from "./earlier.ts";
import { NotHere } from "./NotHere.tsx";
import { OldText } from "./OldText.tsx";
import { OwnNotes } from "./OwnNotes.tsx";

export function EntryPage({ docId }: { docId: string }) {
  const view = documentById(docId);
  return view ? <Page view={view} /> : <NotHere />;
}

function Page({ view }: { view: DocumentView }) {
  const entry = entryContent(view.content);
  const chain = chainOf(view.docId);
  const what = [
    formatDate(entry.date),
    activityKindWord(entry.activity_kind),
    entry.minutes === null ? "" : formatMinutes(entry.minutes),
  ];
  return (
    <>
      <PageHeading
        title={entry.title || t("Nog zonder titel")}
        back={{ href: "/logboek", label: t("Logboek") }}
        intro={what.filter(Boolean).join(" · ")}
      />
      <div class="columns">
        <div class="stack stack-wide">
          <EntryState view={view} />
          <section aria-labelledby="cycle">
            <h2 class="visually-hidden" id="cycle">
              {t("De cyclus")}
            </h2>
            <Cycle entry={entry} />
          </section>
          <ReadFiles
            placementId={view.placementId}
            content={view.content}
            mine
            editHref={`/logboek/${view.docId}/bewerken?stap=fotos`}
          />
          <Reactions view={view} />
          {chain.length > 1 && (
            <section class="stack" aria-labelledby="chain">
              <h2 id="chain">{t("Keten")}</h2>
              <p class="soft">{t("Deze activiteiten volgen op elkaar.")}</p>
              <Chain views={chain} here={view.docId} href={({ docId }) => `/logboek/${docId}`} />
            </section>
          )}
        </div>
        <aside class="stack stack-wide" aria-label={t("Meer over deze activiteit")}>
          <EntryDetails view={view} entry={entry} />
          <OwnNotes view={view} />
          <OlderVersions view={view} />
          <OldText view={view} />
          <div>
            <Button kind="danger" icon={trash} onClick={() => void remove(view)}>
              {t("Verwijderen")}
            </Button>
          </div>
        </aside>
      </div>
    </>
  );
}

function Reactions({ view }: { view: DocumentView }) {
  const facts = readable(view.facts);
  if (facts.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="reactions">
      <h2 id="reactions">{t("Reacties")}</h2>
      {facts.map((fact) => (
        <Reaction key={fact.fact_id} fact={fact} withdrawn={isWithdrawn(fact, view.facts)} />
      ))}
    </section>
  );
}

/** What others still read, when that is not what stands here. */
function OlderVersions({ view }: { view: DocumentView }) {
  const { submitted, head } = view;
  const older = submitted && (view.hasDraft || submitted.rev_id !== head?.rev_id);
  if (!older || !submitted.content) return null;
  const entry = entryContent(submitted.content);
  return (
    <details class="older">
      <summary>{t("Eerder verstuurde versie")}</summary>
      <div class="stack">
        <p class="soft">{t("Deze versie leest je begeleider nu.")}</p>
        <Cycle entry={entry} />
      </div>
    </details>
  );
}

async function remove(view: DocumentView): Promise<void> {
  const undo = await deleteDocument(view.docId);
  navigate("/logboek");
  showToast(t("Activiteit verwijderd"), { undo });
}
