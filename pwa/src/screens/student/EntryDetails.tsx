import { t } from "../../i18n.ts";
import { attitudeWord, lifeDomainWord, supportChoiceWord } from "../../rules/choices.ts";
import type { DocumentView, EntryContent } from "../../types.ts";
import { goals } from "./goals.ts";
import { placementOf, workProcessTitle } from "./placements.ts";

/** What the activity was about, beside the cycle. */
export function EntryDetails({ view, entry }: { view: DocumentView; entry: EntryContent }) {
  const placement = placementOf(view);
  const own = goals.value.filter((item) => entry.goals.includes(item.view.docId));
  const support = supportChoiceWord(entry.support_choice);
  return (
    <section class="stack" aria-labelledby="details">
      <div class="section-title">
        <h2 id="details">{t("Hoort bij")}</h2>
      </div>
      <dl class="facts-list">
        <Row label={t("Stage")} items={[placement?.company.name ?? ""]} />
        {own.length > 0 && (
          <div>
            <dt>{t("Leerdoelen")}</dt>
            {own.map((item) => (
              <dd key={item.view.docId}>
                <a href={`/doelen/${item.view.docId}`}>{item.goal.text}</a>
              </dd>
            ))}
          </div>
        )}
        <Row
          label={t("Werkprocessen")}
          items={entry.work_processes.map((code) =>
            t("{code} {title}", { code, title: workProcessTitle(placement, code) }),
          )}
        />
        <Row label={t("Leefgebieden")} items={entry.life_domains.map(lifeDomainWord)} />
        <Row label={t("Methode of aanpak")} items={[entry.method]} />
        <Row label={t("Wie deed wat")} items={[support]} />
        <Row label={t("Houding")} items={entry.attitude.map(attitudeWord)} />
      </dl>
    </section>
  );
}

function Row({ label, items }: { label: string; items: string[] }) {
  const filled = items.filter(Boolean);
  if (filled.length === 0) return null;
  return (
    <div>
      <dt>{label}</dt>
      {filled.map((item) => (
        <dd key={item}>{item}</dd>
      ))}
    </div>
  );
}
