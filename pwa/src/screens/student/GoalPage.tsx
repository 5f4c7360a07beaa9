import messages from "lucide:messages-square";
import trash from "lucide:trash";
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { deleteDocument, submitDocument } from "../../data/acting.ts";
import { documentById } from "../../data/live.ts";
import { t, tn } from "../../i18n.ts";
import { Button, LinkButton } from "../../parts/Button.tsx";
import { formatDate } from "../../parts/format.ts";
import { Notice } from "../../parts/Notice.tsx";
import { once } from "../../parts/once.ts";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { isWithdrawn, Reaction, readable } from "../../parts/Reaction.tsx";
import { StateBadge } from "../../parts/StateBadge.tsx";
import { showToast } from "../../parts/toasts.ts";
import { navigate } from "../../router.ts";
import { effectWord } from "../../rules/choices.ts";
import { goalContent } from "../../rules/goals.ts";
import type { DocumentView } from "../../types.ts";
import { ChooseVersion } from "./ChooseVersion.tsx";
import { goalFields } from "./fieldWords.ts";
import { entriesOfGoal } from "./goals.ts";
import { NotHere } from "./NotHere.tsx";
import { placementOf, supervisorName } from "./placements.ts";

export function GoalPage({ docId }: { docId: string }) {
  const view = documentById(docId);
  return view ? <Page view={view} /> : <NotHere />;
}

function Page({ view }: { view: DocumentView }) {
  const goal = goalContent(view.content);
  const facts = readable(view.facts);
  const [, ...fields] = goalFields(placementOf(view));
  return (
    <>
      <PageHeading
        title={goal.text || t("Leerdoel zonder tekst")}
        back={{ href: "/doelen", label: t("Doelen") }}
      />
      <div class="columns">
        <div class="stack stack-wide">
          <Discuss view={view} />
          <Growth docId={view.docId} />
          {facts.length > 0 && (
            <section class="stack" aria-labelledby="reactions">
              <h2 id="reactions">{t("Reacties")}</h2>
              {facts.map((fact) => (
                <Reaction
                  key={fact.fact_id}
                  fact={fact}
                  withdrawn={isWithdrawn(fact, view.facts)}
                />
              ))}
            </section>
          )}
        </div>
        <aside class="stack" aria-label={t("Meer over dit leerdoel")}>
          <dl class="facts-list">
            {fields.map(({ name, label, text }) => (
              <Row key={name} label={label} text={text(goal)} />
            ))}
          </dl>
          <div class="row">
            <LinkButton href={`/doelen/${view.docId}/bewerken`}>{t("Aanpassen")}</LinkButton>
            <Button kind="danger" icon={trash} onClick={() => void remove(view)}>
              {t("Verwijderen")}
            </Button>
          </div>
        </aside>
      </div>
    </>
  );
}

/** A goal is talked about; akkoord on it is a fact of the supervisor. */
function Discuss({ view }: { view: DocumentView }) {
  const failed = useSignal("");
  const name = supervisorName(placementOf(view));
  const agreed = view.facts.some(({ kind }) => kind === "goal_agreement");
  const onItsWay = view.waiting.some(({ kind }) => kind === "submission");
  const double = view.siblings.length > 0;
  const shown = view.submitted?.rev_id === view.head?.rev_id && !view.hasDraft;
  const to = placementOf(view)?.supervisors[0]?.id ?? "";
  const send = once(useRef(false), async () => {
    const result = await submitDocument(view.docId, { ask: "feedback", to });
    failed.value = "";
    if (result.ok) showToast(t("Je leerdoel gaat naar {name}", { name }));
    else if (result.reason === "held_back") {
      failed.value = t("Er staan woorden in die zeggen wie iemand is. Pas die eerst aan.");
    } else if (result.reason === "choose_version_first") {
      navigate(`/logboek/${view.docId}/versies`);
    } else failed.value = t("NIET bewaard. Probeer het nog een keer.");
  });
  return (
    <section class="entry-state" aria-label={t("Waar staat dit?")}>
      <StateBadge state={view.state} />
      {failed.value && <Notice tone="attention">{failed.value}</Notice>}
      {agreed && <p>{t("{name} is het eens met dit leerdoel.", { name })}</p>}
      {!agreed && shown && view.submitted && <p>{t("{name} kan het lezen.", { name })}</p>}
      {view.hasDraft && view.head && (
        <p>{t("Je laatste wijzigingen staan alleen op deze telefoon.")}</p>
      )}
      {double && <ChooseVersion view={view} />}
      {onItsWay && <p>{t("Het gaat vanzelf naar {name} zodra er internet is.", { name })}</p>}
      {!double && !onItsWay && !(shown && view.submitted) && (
        <div>
          <Button kind="main" icon={messages} onClick={() => void send()}>
            {t("Bespreken met {name}", { name })}
          </Button>
        </div>
      )}
    </section>
  );
}

/** Growth is a line of moments, oldest first, each with what it brought. */
function Growth({ docId }: { docId: string }) {
  const log = [...entriesOfGoal(docId)].reverse();
  return (
    <section class="stack" aria-labelledby="growth">
      <div class="section-title">
        <h2 id="growth">{t("Je groei")}</h2>
        <span class="soft small">{tn("{n} activiteit", "{n} activiteiten", log.length)}</span>
      </div>
      {log.length === 0 && (
        <p>{t("Kies dit leerdoel bij een activiteit. Dan zie je hier hoe je groeit.")}</p>
      )}
      <ol class="growth">
        {log.map(({ view, entry }) => (
          <li key={view.docId} class={`growth-${entry.effect || "open"}`}>
            <p class="soft small">{formatDate(entry.date)}</p>
            <p>
              <a href={`/logboek/${view.docId}`}>{entry.title || t("Nog zonder titel")}</a>
            </p>
            <p>
              <strong>{effectWord(entry.effect) || t("Effect nog open")}</strong>
              {entry.effect_text && <span class="soft"> {entry.effect_text}</span>}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Row({ label, text }: { label: string; text: string }) {
  if (!text) return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd class="prose">{text}</dd>
    </div>
  );
}

async function remove(view: DocumentView): Promise<void> {
  const undo = await deleteDocument(view.docId);
  navigate("/doelen");
  showToast(t("Leerdoel verwijderd"), { undo });
}
