/** What stands round the form: an open concept, the promise of last time, the cycle as it grows. */

import { t } from "../../i18n.ts";
import { ChoiceCards } from "../../parts/ChoiceCards.tsx";
import { Cycle } from "../../parts/Cycle.tsx";
import { formatDate } from "../../parts/format.ts";
import { Notice } from "../../parts/Notice.tsx";
import type { Draft } from "../../parts/useDraft.ts";
import type { EntryContent } from "../../types.ts";
import { AsLastTime } from "./AsLastTime.tsx";
import { isBlank } from "./entryDraft.ts";
import { entries, firstName } from "./log.ts";
import { placements } from "./placements.ts";

interface Around {
  docId: string;
  draft: Draft<EntryContent>;
}

const OPEN_SHOWN = 2;

export function StartNotices({ docId, draft, isNew }: Around & { isNew: boolean }) {
  const before = entries.value.find(({ view }) => view.docId === draft.content.follows_up);
  const asked = entries.value
    .find(({ view }) => view.docId === docId && view.state === "changes_requested")
    ?.view.facts.filter(({ kind }) => kind === "request_changes")
    .at(-1);
  return (
    <>
      {asked && (
        <Notice
          tone="attention"
          title={t("{name} vraagt of je iets aanvult", { name: firstName(asked.author.name) })}
        >
          <p class="prose">{String(asked.body.text ?? "")}</p>
        </Notice>
      )}
      {isNew && before?.entry.adjust && (
        <Notice title={t("Dit nam je je voor")}>
          <p class="prose">{before.entry.adjust}</p>
          <p class="soft small">{t("Uit: {title}", { title: before.entry.title })}</p>
        </Notice>
      )}
      {isNew && isBlank(draft.content) && (
        <>
          <OpenConcepts docId={docId} />
          <AsLastTime docId={docId} draft={draft} />
        </>
      )}
    </>
  );
}

/** Whoever was called away in the middle finds it here again. */
function OpenConcepts({ docId }: { docId: string }) {
  const open = entries.value
    .filter(({ view }) => view.state === "draft" && view.docId !== docId)
    .slice(0, OPEN_SHOWN);
  if (open.length === 0) return null;
  return (
    <Notice title={t("Je was al begonnen")}>
      <ul class="plain-list">
        {open.map(({ view, entry }) => (
          <li key={view.docId}>
            <a class="back-link" href={`/logboek/${view.docId}/bewerken`}>
              {t("Verder met {title} van {date}", {
                title: entry.title || t("je concept"),
                date: formatDate(entry.date),
              })}
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

export function PlacementChoice({
  chosen,
  onChoose,
}: {
  chosen: string;
  onChoose: (id: string) => void;
}) {
  const active = placements.value.filter((placement) => placement.active);
  if (active.length < 2) return null;
  return (
    <ChoiceCards
      id="placement"
      legend={t("Bij welke stage was het?")}
      options={active.map(({ id, company }) => ({ value: id, label: company.name }))}
      value={chosen}
      onChange={(id) => id && onChoose(id)}
    />
  );
}

/** On a wide screen the cycle grows beside the form. */
export function EditAside({ draft }: Around) {
  return (
    <aside class="edit-aside stack" aria-label={t("Je cyclus tot nu toe")}>
      <h2 class="small soft">{t("Je cyclus tot nu toe")}</h2>
      <Cycle entry={draft.content} />
    </aside>
  );
}
