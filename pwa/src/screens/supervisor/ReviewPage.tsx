import { useEffect, useRef, useState } from "preact/hooks";
import { sendFact } from "../../data/acting.ts";
import { documentById, session, sync } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { Button, LinkButton } from "../../parts/Button.tsx";
import { ErrorPage } from "../../parts/ErrorPage.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { PageHeading } from "../../parts/PageHeading.tsx";
import type { DocumentView } from "../../types.ts";
import { placementById } from "../reading/others.ts";
import { RefusedNotice } from "../reading/RefusedNotice.tsx";
import { useRemark } from "../reading/useRemark.ts";
import { DoneLine } from "./DoneLine.tsx";
import { EntryReview } from "./EntryReview.tsx";
import { GoalReview } from "./GoalReview.tsx";
import { lastDone } from "./queue.ts";

export function ReviewPage({ docId }: { placementId: string; docId: string }) {
  const view = documentById(docId);
  return view?.submitted ? <Pinned live={view} /> : <NotHere />;
}

/**
 * The text under the reader's eyes never changes by itself: a newer version is announced, and only
 * a tap shows it. What is answered is what was read.
 */
function Pinned({ live }: { live: DocumentView }) {
  const [read, setRead] = useState(live);
  const newer = live.submitted?.rev_id !== read.submitted?.rev_id;
  const view = newer && read.submitted ? { ...live, submitted: read.submitted } : live;
  const remark = useRemark(live);
  const showNewest = () => setRead(documentById(live.docId) ?? live);
  useSeen(view);
  const above = (
    <>
      {lastDone.value?.docId !== live.docId && <DoneLine />}
      <RefusedNotice view={live} remark={remark} onNewest={showNewest} />
      {newer && !live.problem && (
        <Notice tone="attention" title={t("Gewijzigd, bekijk opnieuw")}>
          <p>{t("De student stuurde een nieuwe versie. Hieronder staat nog de vorige.")}</p>
          <div>
            <Button kind="main" onClick={showNewest}>
              {t("Laat de nieuwste versie zien")}
            </Button>
          </div>
        </Notice>
      )}
    </>
  );
  const props = { view, newer, above, remark, placement: placementById(view.placementId) };
  return view.kind === "learning_goal" ? <GoalReview {...props} /> : <EntryReview {...props} />;
}

/** Told once for each version, and only by whoever may answer it. */
function useSeen(view: DocumentView): void {
  const told = useRef("");
  const revId = view.submitted?.rev_id ?? "";
  useEffect(() => {
    const me = session.peek()?.personId;
    const known = [...view.facts, ...view.waiting].some(
      (fact) =>
        fact.kind === "seen" &&
        fact.rev_id === revId &&
        (!("author" in fact) || (fact.author as { id: string }).id === me),
    );
    if (known || told.current === revId) return;
    told.current = revId;
    void sendFact("seen", view, {});
  }, [revId]);
}

function NotHere() {
  if (sync.value.running) {
    return (
      <div class="stack">
        <PageHeading title={t("Even geduld")} />
        <p aria-live="polite">{t("Deze activiteit wordt opgehaald.")}</p>
      </div>
    );
  }
  return (
    <ErrorPage
      title={t("Dit staat niet op dit toestel")}
      code="not-here"
      action={
        <LinkButton kind="main" href="/beoordelen">
          {t("Naar uw lijst")}
        </LinkButton>
      }
    >
      <p>{t("Misschien is het niet meer met u gedeeld, of is er geen verbinding.")}</p>
    </ErrorPage>
  );
}
