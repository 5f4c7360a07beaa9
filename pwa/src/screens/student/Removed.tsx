/** What its author deleted, as long as the server keeps its last words: it can be put back. */

import { useRef } from "preact/hooks";
import { restoreDocument } from "../../data/acting.ts";
import { account } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { formatDate } from "../../parts/format.ts";
import { once } from "../../parts/once.ts";
import { showToast } from "../../parts/toasts.ts";
import { entryContent } from "../../rules/content.ts";
import type { DocumentKind, DocumentView } from "../../types.ts";

/** Characters of a text that has no title. */
const MOST = 80;

export function Removed() {
  const here = account.value?.removed.value ?? [];
  const removed = here.filter(({ mine, head }) => mine && head?.content);
  if (removed.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="removed">
      <div class="section-title">
        <h2 id="removed">{t("Verwijderd")}</h2>
      </div>
      <p class="soft">{t("Tot 90 dagen na het verwijderen zet je het hier terug.")}</p>
      <ul class="cards">
        {removed.map((view) => (
          <li key={view.docId}>
            <Card view={view} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Card({ view }: { view: DocumentView }) {
  const { title, text, date } = entryContent(view.head?.content ?? {});
  // A goal or a note has no other title than its text.
  const name = (title || String(text ?? "")).slice(0, MOST) || t("Nog zonder titel");
  const back = once(useRef(false), async () => {
    const { ok } = await restoreDocument(view.docId);
    showToast(
      ok
        ? t("“{title}” is teruggezet.", { title: name })
        : t("NIET teruggezet. Er is geen plek op dit apparaat."),
    );
  });
  return (
    <article class="card">
      <div class="card-head">
        <span>{kindWord(view.kind)}</span>
        {date && <span>{formatDate(date)}</span>}
      </div>
      <div class="card-body stack stack-tight">
        <h3 class="card-title">{name}</h3>
        <div class="row">
          <Button
            label={t("{action}: {title}", { action: t("Terugzetten"), title: name })}
            onClick={() => void back()}
          >
            {t("Terugzetten")}
          </Button>
        </div>
      </div>
    </article>
  );
}

function kindWord(kind: DocumentKind): string {
  switch (kind) {
    case "entry":
      return t("Activiteit");
    case "learning_goal":
      return t("Leerdoel");
    case "private_note":
      return t("Aantekening");
    default:
      return t("Eigen ervaring");
  }
}
