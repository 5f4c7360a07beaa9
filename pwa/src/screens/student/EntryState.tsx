/** Where the entry is, in words, and the buttons that fit. */

import { discardDraft } from "../../data/acting.ts";
import { t } from "../../i18n.ts";
import { Button, LinkButton } from "../../parts/Button.tsx";
import { needsAttention, StateBadge } from "../../parts/StateBadge.tsx";
import type { DocumentView } from "../../types.ts";
import { placementOf, supervisorName } from "./placements.ts";
import { problemSentence } from "./problemWords.ts";

export function EntryState({ view }: { view: DocumentView }) {
  const name = supervisorName(placementOf(view));
  const attention = needsAttention(view.state);
  const changed = view.hasDraft && view.head !== undefined;
  return (
    <section
      class={attention ? "entry-state entry-state-attention" : "entry-state"}
      aria-label={t("Waar staat dit?")}
    >
      <StateBadge state={view.state} />
      <p>{explanation(view, name)}</p>
      {changed && <p>{t("Je laatste wijzigingen staan alleen op deze telefoon.")}</p>}
      <div class="row">
        <Actions view={view} name={name} />
        {changed && (
          <Button kind="quiet" onClick={() => void discardDraft(view.docId)}>
            {t("Wijzigingen weggooien")}
          </Button>
        )}
      </div>
    </section>
  );
}

export function Actions({ view, name }: { view: DocumentView; name: string }) {
  const here = `/logboek/${view.docId}`;
  const check = `${here}/nakijken`;
  const edit = `${here}/bewerken`;
  const mayChoose = view.problem?.code === "choose_version_first" && view.siblings.length > 0;
  if (view.state === "two_versions" || mayChoose) {
    return (
      <LinkButton kind="main" href={`${here}/versies`}>
        {t("Versie kiezen")}
      </LinkButton>
    );
  }
  if (view.state === "changes_requested") {
    return (
      <>
        <LinkButton kind="main" href={edit}>
          {t("Aanvullen")}
        </LinkButton>
        {view.hasDraft && <LinkButton href={check}>{t("Opnieuw versturen")}</LinkButton>}
      </>
    );
  }
  if (view.state === "needs_fixing") {
    return (
      <LinkButton kind="main" href={edit}>
        {t("Verbeteren")}
      </LinkButton>
    );
  }
  if (view.state === "held") {
    return (
      <LinkButton kind="main" href={check}>
        {t("Woorden aanpassen")}
      </LinkButton>
    );
  }
  const unsent = view.submitted === undefined && !isOnItsWay(view);
  const followUp = `/logboek/nieuw?na=${view.docId}`;
  return (
    <>
      {unsent && (
        <LinkButton kind="main" href={check}>
          {t("Nakijken en versturen naar {name}", { name })}
        </LinkButton>
      )}
      {view.submitted && view.hasDraft && (
        <LinkButton kind="main" href={check}>
          {t("Opnieuw versturen")}
        </LinkButton>
      )}
      <LinkButton href={edit}>{unsent ? t("Verder schrijven") : t("Aanpassen")}</LinkButton>
      {!unsent && <LinkButton href={followUp}>{t("Vervolg maken")}</LinkButton>}
    </>
  );
}

export function isOnItsWay(view: DocumentView): boolean {
  return view.waiting.some(({ kind }) => kind === "submission");
}

/** The server said that it has this version, and that it was sent. */
export function hasArrived({ head, facts }: DocumentView): boolean {
  return facts.some(({ kind, rev_id }) => kind === "submission" && rev_id === head?.rev_id);
}

function explanation(view: DocumentView, name: string): string {
  switch (view.state) {
    case "held":
      return t("Er staan woorden in die zeggen wie iemand is. Het blijft op deze telefoon.");
    case "needs_fixing":
      return problemSentence(view);
    case "two_versions":
      return t("Je hebt dit op twee apparaten veranderd. Kies wat blijft.");
    case "changes_requested":
      return t("{name} vraagt of je iets aanvult. Lees de reactie hieronder.", { name });
    case "signoff_withdrawn":
      return t("Het akkoord is teruggenomen. Vraag {name} waarom.", { name });
    case "changed_after_signoff":
      return t("Je hebt dit na het akkoord veranderd. Het akkoord geldt voor de oude versie.");
    case "signed_provisional":
      return t("{name} gaf akkoord. School kijkt nog wie dat is.", { name });
    case "signed":
      return t("{name} gaf akkoord. Het telt mee in je portfolio.", { name });
    case "seen":
      return t("{name} heeft het geopend.", { name });
    case "sent":
      return t("De server heeft het. {name} kan het lezen.", { name });
    case "stored":
      return t("Het staat op de server. Alleen jij kunt het lezen.");
    case "on_phone":
      return isOnItsWay(view)
        ? t("Het gaat vanzelf naar {name} zodra er internet is.", { name })
        : t("Het gaat vanzelf naar de server zodra er internet is.");
    case "draft":
      return t("Je bent nog aan het schrijven. Alleen jij kunt het lezen.");
  }
}
