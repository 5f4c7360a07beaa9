import plus from "lucide:plus";
import { useSignal } from "@preact/signals";
import { session } from "../../data/live.ts";
import { t, tn } from "../../i18n.ts";
import { Button, LinkButton } from "../../parts/Button.tsx";
import { EntryCard } from "../../parts/EntryCard.tsx";
import { formatMinutes, formatPeriod } from "../../parts/format.ts";
import { lazy } from "../../parts/lazy.tsx";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { SearchField } from "../../parts/SearchField.tsx";
import { useGrowing } from "../../parts/useGrowing.ts";
import { isoWeek, localDate } from "../../rules/dates.ts";
import { Attention } from "./Attention.tsx";
import { byWeek, entries, type LogEntry, type LogWeek, weeks } from "./log.ts";
import { NextTries } from "./NextTries.tsx";

const EmptyLogbook = lazy(() => import("./EmptyLogbook.tsx").then((it) => it.EmptyLogbook));

/** Whoever cannot fetch it now is told another time. */
const OnceOnAnIPhone = lazy(() =>
  import("./OnceOnAnIPhone.tsx").then(
    (it) => it.OnceOnAnIPhone,
    () => () => null,
  ),
);

const WEEKS_SHOWN = 6;
const SEARCH_FROM = 12;

export function Logbook() {
  const me = session.value?.me.person;
  const empty = entries.value.length === 0;
  return (
    <>
      <PageHeading
        title={t("Logboek")}
        intro={empty ? undefined : t("Dag {name}", { name: me?.given_name ?? "" })}
      >
        {!empty && (
          <LinkButton kind="main" href="/logboek/nieuw" icon={plus}>
            {t("Nieuwe activiteit")}
          </LinkButton>
        )}
      </PageHeading>
      {empty ? <EmptyLogbook /> : <FilledLogbook />}
    </>
  );
}

function FilledLogbook() {
  return (
    <div class="log">
      <OnceOnAnIPhone />
      <Attention />
      <aside class="log-aside stack stack-wide" aria-label={t("Deze week en verder")}>
        <ThisWeek />
        <NextTries />
      </aside>
      <Weeks />
    </div>
  );
}

function ThisWeek() {
  const today = isoWeek(localDate(new Date()));
  const current = weeks.value.find(({ week }) => week.monday === today.monday);
  const count = current?.entries.length ?? 0;
  return (
    <section class="this-week" aria-labelledby="this-week">
      <h2 class="small soft" id="this-week">
        {t("Deze week")}
      </h2>
      <p>
        <strong class="big-number">{formatMinutes(current?.minutes ?? 0)}</strong>{" "}
        <span class="soft">{tn("{n} activiteit", "{n} activiteiten", count)}</span>
      </p>
    </section>
  );
}

function Weeks() {
  const search = useSignal("");
  const shown = useSignal(WEEKS_SHOWN);
  const wanted = search.value.trim().toLocaleLowerCase();
  const found = wanted ? byWeek(entries.value.filter((item) => holds(item, wanted))) : weeks.value;
  return (
    <section class="log-weeks stack" aria-labelledby="weeks">
      <div class="section-title">
        <h2 id="weeks">{t("Je activiteiten")}</h2>
        <span class="soft small">
          {tn("{n} activiteit", "{n} activiteiten", entries.value.length)}
        </span>
      </div>
      {entries.value.length >= SEARCH_FROM && (
        <SearchField
          id="search"
          label={t("Zoek in je logboek")}
          value={search.value}
          onInput={(value) => {
            search.value = value;
            shown.value = WEEKS_SHOWN;
          }}
        />
      )}
      <p class="visually-hidden" aria-live="polite">
        {wanted && tn("{n} week gevonden", "{n} weken gevonden", found.length)}
      </p>
      {wanted && found.length === 0 && <p>{t("Niets gevonden. Probeer een ander woord.")}</p>}
      <ListOfWeeks weeks={found.slice(0, shown.value)} />
      {found.length > shown.value && (
        <Button
          onClick={() => {
            shown.value += WEEKS_SHOWN;
          }}
        >
          {t("Oudere weken laten zien")}
        </Button>
      )}
    </section>
  );
}

function ListOfWeeks({ weeks: shown }: { weeks: LogWeek[] }) {
  let room = useGrowing(shown.reduce((sum, week) => sum + week.entries.length, 0));
  return (
    <>
      {shown.map((week) => {
        const log = week.entries.slice(0, room);
        room -= log.length;
        return log.length > 0 && <WeekOfLog key={week.week.monday} week={week} log={log} />;
      })}
    </>
  );
}

function WeekOfLog({ week: { week, minutes }, log }: { week: LogWeek; log: LogEntry[] }) {
  return (
    <section>
      <div class="week-head">
        <h3>
          {t("Week {week}", { week: week.week })}{" "}
          <span class="week-period">{formatPeriod(week.monday, week.sunday)}</span>
        </h3>
        <span class="soft small">{formatMinutes(minutes)}</span>
      </div>
      <ul class="cards">
        {log.map(({ view }) => (
          <li key={view.docId}>
            <EntryCard view={view} href={`/logboek/${view.docId}`} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function holds({ entry }: LogEntry, wanted: string): boolean {
  const text = [entry.title, entry.description, entry.purpose, entry.need, entry.method];
  return text.join(" ").toLocaleLowerCase().includes(wanted);
}
