/** The two answers, within reach of the thumb; or plain words why they wait. */

import badgeCheck from "lucide:badge-check";
import listPlus from "lucide:list-plus";
import { useState } from "preact/hooks";
import { account } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { Button, LinkButton } from "../../parts/Button.tsx";
import { StateBadge } from "../../parts/StateBadge.tsx";
import { gaps } from "../../rules/entries.ts";
import type { DocumentView, EntryContent, Placement } from "../../types.ts";
import { Provisional } from "../reading/Reactions.tsx";
import type { Remark } from "../reading/useRemark.ts";
import { gapsSentence } from "./gapWords.ts";
import { answerOf, nextHref } from "./queue.ts";
import { RequestSheet } from "./RequestSheet.tsx";
import { SignSheet } from "./SignSheet.tsx";

export interface DecideProps {
  view: DocumentView;
  entry: EntryContent;
  newer: boolean;
  placement: Placement | undefined;
  remark: Remark;
}

export function Decide(props: DecideProps) {
  const [sheet, setSheet] = useState<"" | "sign" | "request">("");
  const { view, entry, newer } = props;
  if (newer) return null;
  if (answerOf(view)) return <Answered view={view} />;
  const missing = gaps(entry);
  const reason = view.working
    ? t("De student werkt hier nog aan. Akkoord kan als de nieuwe versie er is.")
    : gapsSentence(missing);
  return (
    <>
      <section class="decide form-foot form-foot-sticky" aria-label={t("Uw antwoord")}>
        {reason && <p class="decide-why">{reason}</p>}
        <Button
          kind={reason ? "main" : "plain"}
          icon={listPlus}
          onClick={() => setSheet("request")}
        >
          {t("Vraag aanvulling")}
        </Button>
        {!reason && (
          <Button kind="main" icon={badgeCheck} onClick={() => setSheet("sign")}>
            {t("Akkoord geven")}
          </Button>
        )}
      </section>
      {sheet === "sign" && <SignSheet {...props} onClose={() => setSheet("")} />}
      {sheet === "request" && (
        <RequestSheet {...props} missing={missing} onClose={() => setSheet("")} />
      )}
    </>
  );
}

function Answered({ view }: { view: DocumentView }) {
  const next = nextHref(view);
  const waits = view.waiting.length > 0;
  return (
    <section class="decide form-foot form-foot-sticky" aria-label={t("Uw antwoord")}>
      <div class="decide-why stack stack-tight">
        <StateBadge state={waits ? "on_phone" : view.state} />
        {waits && waitsForFiles(view.docId) && (
          <p>{t("Uw akkoord wacht op een foto die nog onderweg is. Het gaat vanzelf.")}</p>
        )}
        {view.state === "signed_provisional" && <Provisional />}
      </div>
      {next ? (
        <LinkButton kind="main" href={next}>
          {t("Naar de volgende")}
        </LinkButton>
      ) : (
        <LinkButton href="/beoordelen">{t("Naar uw lijst")}</LinkButton>
      )}
    </section>
  );
}

function waitsForFiles(docId: string): boolean {
  const outbox = account.value?.local(docId).outbox ?? [];
  return outbox.some(({ problem }) => problem === "attachments_pending");
}
