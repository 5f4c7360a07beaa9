/** What cannot go on without the student, and the question whether something can be seen by now. */

import { t } from "../../i18n.ts";
import { LinkButton } from "../../parts/Button.tsx";
import { formatDate } from "../../parts/format.ts";
import { StateBadge } from "../../parts/StateBadge.tsx";
import type { DocumentView } from "../../types.ts";
import { attention, firstName, type LogEntry, nudges } from "./log.ts";

const NUDGES_SHOWN = 2;

export function Attention() {
  const waiting = nudges.value.slice(0, NUDGES_SHOWN);
  if (attention.value.length === 0 && waiting.length === 0) return null;
  return (
    <section class="log-first stack" aria-labelledby="attention">
      <div class="section-title">
        <h2 id="attention">{t("Eerst dit")}</h2>
      </div>
      <ul class="cards">
        {attention.value.map((item) => (
          <li key={item.view.docId}>
            <Todo item={item} />
          </li>
        ))}
        {waiting.map((item) => (
          <li key={`nudge-${item.view.docId}`}>
            <Nudge item={item} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Todo({ item: { view, entry } }: { item: LogEntry }) {
  const { text, action, href } = todo(view);
  // A goal or a note has no other title than its text.
  const title = entry.title || String(entry.text ?? "");
  return (
    <article class="card card-attention">
      <div class="card-head">
        <span>{formatDate(entry.date)}</span>
        <StateBadge state={view.state} />
      </div>
      <div class="card-body">
        <h3 class="card-title">{title || t("Nog zonder titel")}</h3>
        <p>{text}</p>
        <div class="row">
          <LinkButton href={href} label={t("{action}: {title}", { action, title })}>
            {action}
          </LinkButton>
        </div>
      </div>
    </article>
  );
}

function todo(view: DocumentView): { text: string; action: string; href: string } {
  const here = `/logboek/${view.docId}`;
  switch (view.state) {
    case "two_versions":
      return {
        text: t("Je hebt dit op twee apparaten veranderd. Beide teksten zijn bewaard."),
        action: t("Versie kiezen"),
        href: `${here}/versies`,
      };
    case "changes_requested":
      return { text: request(view), action: t("Aanvullen"), href: here };
    case "held":
      return {
        text: t("Hier staan woorden die over een persoon gaan. Het blijft op deze telefoon."),
        action: t("Woorden aanpassen"),
        href: `${here}/nakijken`,
      };
    case "signoff_withdrawn":
      return { text: t("Het akkoord is teruggenomen."), action: t("Bekijken"), href: here };
    default:
      return {
        text: t("De server nam dit niet aan. Je tekst is er nog."),
        action: t("Verbeteren"),
        // There it says why; what helps is not always another text.
        href: here,
      };
  }
}

function request(view: DocumentView): string {
  const asked = view.facts.filter(({ kind }) => kind === "request_changes").at(-1);
  if (!asked) return t("Je begeleider vraagt of je iets aanvult.");
  const name = firstName(asked.author.name);
  return t("{name} vraagt: {text}", { name, text: String(asked.body.text ?? "") });
}

function Nudge({ item: { view, entry } }: { item: LogEntry }) {
  return (
    <article class="card">
      <div class="card-head">
        <span>{formatDate(entry.date)}</span>
        <span>{t("Toen nog niet te zien")}</span>
      </div>
      <div class="card-body">
        <h3 class="card-title">{entry.title}</h3>
        {entry.purpose && <p>{t("Je doel was: {purpose}", { purpose: entry.purpose })}</p>}
        <div class="row">
          <LinkButton
            href={`/logboek/${view.docId}/bewerken?stap=effect`}
            label={t("Is er nu iets te zien van {title}?", { title: entry.title })}
          >
            {t("Is er nu iets te zien?")}
          </LinkButton>
        </div>
      </div>
    </article>
  );
}
