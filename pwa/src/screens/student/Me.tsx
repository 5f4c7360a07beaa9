import { session } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { HoursBars } from "../../parts/Bars.tsx";
import { formatFullDate } from "../../parts/formatFull.ts";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { entryContent } from "../../rules/content.ts";
import type { Placement } from "../../types.ts";
import { AccountPanel } from "../shell/AccountPanel.tsx";
import { InstallAdvice } from "./InstallAdvice.tsx";
import { entries } from "./log.ts";
import { placements } from "./placements.ts";
import { Removed } from "./Removed.tsx";

export function MePage() {
  const me = session.value?.me;
  if (!me) return null;
  return (
    <>
      <PageHeading title={t("Ik")} intro={me.person.display_name} />
      <div class="columns">
        <div class="stack stack-wide">
          {placements.value.map((placement) => (
            <PlacementFacts key={placement.id} placement={placement} />
          ))}
        </div>
        <div class="stack stack-wide">
          <AccountPanel />
          <Removed />
          <InstallAdvice always />
          <About version={me.version} />
        </div>
      </div>
    </>
  );
}

function About({ version }: { version: string }) {
  return (
    <section class="stack stack-tight small soft" aria-label={t("Over Vakwerk")}>
      <p>{t("Vakwerk laat je vak zien: waarvoor je iets deed en wat het opleverde.")}</p>
      <p>{t("Versie {version}", { version })}</p>
    </section>
  );
}

function PlacementFacts({ placement }: { placement: Placement }) {
  const here = entries.value.filter(({ view }) => view.placementId === placement.id);
  const logged = here.reduce((sum, { entry }) => sum + (entry.minutes ?? 0), 0);
  const signed = here
    .filter(({ view }) => view.state === "signed" || view.state === "signed_provisional")
    .reduce((sum, { view }) => sum + (signedMinutes(view.submitted?.content) ?? 0), 0);
  const rows: [string, string][] = [
    [t("Opleiding"), placement.programme.name],
    [t("Periode"), period(placement)],
    [t("Begeleiding op je stage"), names(placement.supervisors)],
    [t("Begeleiding van school"), names(placement.coaches)],
    [t("Klas"), placement.group],
    [t("Studentnummer"), placement.student.student_number],
  ];
  return (
    <section class="stack" aria-labelledby={`placement-${placement.id}`}>
      <div class="section-title">
        <h2 id={`placement-${placement.id}`}>
          {t("Stage bij {company}", { company: placement.company.name })}
        </h2>
      </div>
      <HoursBars planned={placement.planned_minutes} logged={logged} signed={signed} />
      <dl class="facts">
        {rows
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <Fact key={label} label={label} value={value} />
          ))}
      </dl>
    </section>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}

/** What was signed counts, also when the student changed it later. */
function signedMinutes(content: object | null | undefined): number | null {
  return content ? entryContent({ ...content }).minutes : null;
}

function period({ starts_on, ends_on }: Placement): string {
  return t("{from} tot en met {until}", {
    from: formatFullDate(starts_on),
    until: formatFullDate(ends_on),
  });
}

function names(people: { name: string }[]): string {
  return people.map(({ name }) => name).join(", ");
}
