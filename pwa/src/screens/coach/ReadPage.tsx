/** One activity, to read and to say something about. Akkoord is for the workplace. */

import { documentById } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { LinkButton } from "../../parts/Button.tsx";
import { Chain } from "../../parts/Chain.tsx";
import { ErrorPage } from "../../parts/ErrorPage.tsx";
import { formatDate, formatMinutes } from "../../parts/format.ts";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { StateBadge } from "../../parts/StateBadge.tsx";
import { activityKindWord } from "../../rules/words.ts";
import type { DocumentView } from "../../types.ts";
import { chainOf, entryOf, placementById, titleOf } from "../reading/others.ts";
import { Reactions } from "../reading/Reactions.tsx";
import { ReadDetails } from "../reading/ReadDetails.tsx";
import { ReadEntry } from "../reading/ReadEntry.tsx";
import { ReadFiles } from "../reading/ReadFiles.tsx";
import { RefusedNotice } from "../reading/RefusedNotice.tsx";
import { RemarkForm } from "../reading/RemarkForm.tsx";
import { useRemark } from "../reading/useRemark.ts";

interface Props {
  placementId: string;
  docId: string;
}

export function ReadPage({ placementId, docId }: Props) {
  const view = documentById(docId);
  return view?.submitted ? <Page view={view} /> : <NotHere placementId={placementId} />;
}

function Page({ view }: { view: DocumentView }) {
  const entry = entryOf(view);
  const placement = placementById(view.placementId);
  const remark = useRemark(view);
  const chain = chainOf(view);
  const back = `/studenten/${view.placementId}`;
  const what = [
    formatDate(entry.date),
    activityKindWord(entry.activity_kind),
    entry.minutes === null ? "" : formatMinutes(entry.minutes),
  ];
  return (
    <div class="review">
      <div class="review-read stack stack-wide">
        <div class="stack">
          <PageHeading
            title={titleOf(view)}
            back={{ href: back, label: placement?.student.name || t("Student") }}
            intro={what.filter(Boolean).join(" · ")}
          />
          <StateBadge state={view.state} />
          {view.working && <p class="soft">{t("De student werkt hier nog aan.")}</p>}
          <RefusedNotice view={view} remark={remark} />
        </div>
        <ReadEntry entry={entry} />
        <ReadFiles placementId={view.placementId} content={entry} mine={false} />
        <Reactions view={view} />
      </div>
      {placement?.my_role === "school_coach" && (
        <div class="review-side">
          <RemarkForm view={view} placement={placement} remark={remark} />
        </div>
      )}
      <div class="review-more stack stack-wide">
        <ReadDetails entry={entry} placement={placement} goalHref={() => back} />
        {chain.length > 1 && (
          <section class="stack" aria-labelledby="chain">
            <h2 class="section-title" id="chain">
              {t("Keten")}
            </h2>
            <p class="soft">{t("Deze activiteiten volgen op elkaar.")}</p>
            <Chain views={chain} here={view.docId} href={({ docId }) => `${back}/${docId}`} />
          </section>
        )}
      </div>
    </div>
  );
}

function NotHere({ placementId }: { placementId: string }) {
  return (
    <ErrorPage
      title={t("Dit staat niet op dit toestel")}
      code="not-here"
      action={
        <LinkButton kind="main" href={`/studenten/${placementId}`}>
          {t("Naar deze student")}
        </LinkButton>
      }
    >
      <p>{t("Misschien is het niet meer met u gedeeld, of is er geen verbinding.")}</p>
    </ErrorPage>
  );
}
