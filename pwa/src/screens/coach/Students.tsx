import refresh from "lucide:refresh-cw";
import { useEffect } from "preact/hooks";
import { t, tn } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { EmptyState } from "../../parts/EmptyState.tsx";
import { formatInstant } from "../../parts/format.ts";
import { Notice } from "../../parts/Notice.tsx";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { navigate, query } from "../../router.ts";
import {
  ANYBODY,
  type Question,
  readQuestion,
  type StudentRow,
  selected,
  writeQuestion,
} from "../../rules/students.ts";
import { Filters } from "./Filters.tsx";
import { StudentCards } from "./StudentCards.tsx";
import { StudentTable } from "./StudentTable.tsx";
import { asking, askStudents, students } from "./students.ts";

export function Students() {
  useEffect(() => {
    void askStudents();
  }, []);
  return (
    <div class="coach stack">
      <PageHeading title={t("Studenten")}>
        <Freshness />
      </PageHeading>
      <NoConnection />
      <Content />
    </div>
  );
}

/** A table that is not of this minute says so. */
function Freshness() {
  const at = students.value?.at;
  return (
    <div class="row">
      {at && (
        <span class="soft small">
          {t("Laatst bijgewerkt: {moment}", { moment: formatInstant(at) })}
        </span>
      )}
      <Button
        kind="quiet"
        icon={refresh}
        disabled={asking.value === "busy"}
        onClick={() => void askStudents()}
      >
        {t("Bijwerken")}
      </Button>
    </div>
  );
}

function NoConnection() {
  const known = students.value !== null;
  if (asking.value === "offline") {
    return (
      <Notice tone="attention" title={t("Er is geen verbinding")}>
        <p>
          {known
            ? t("U ziet de lijst van de laatste keer dat er verbinding was.")
            : t("De lijst komt zodra er internet is.")}
        </p>
      </Notice>
    );
  }
  if (asking.value !== "server") return null;
  return (
    <Notice tone="attention" title={t("De server gaf geen lijst")}>
      <p>
        {known
          ? t("U ziet de vorige lijst. Probeer het over een minuut opnieuw.")
          : t("Probeer het over een minuut opnieuw.")}
      </p>
    </Notice>
  );
}

function Content() {
  const all = students.value?.students;
  if (!all) return asking.value === "busy" ? <p>{t("De lijst wordt opgehaald.")}</p> : null;
  if (all.length === 0) return <NoStudents />;
  const question = readQuestion(query.value);
  const rows = selected(all, question);
  return (
    <>
      <Filters rows={all} question={question} onChange={ask} />
      <p class="visually-hidden" aria-live="polite">
        {tn("{n} student in beeld", "{n} studenten in beeld", rows.length)}
      </p>
      {rows.length === 0 ? <Nobody /> : <Listed {...{ rows, all, question }} />}
    </>
  );
}

interface ListedProps {
  rows: StudentRow[];
  all: StudentRow[];
  question: Question;
}

function Listed({ rows, all, question }: ListedProps) {
  const caption =
    rows.length === all.length
      ? tn("{n} student", "{n} studenten", rows.length)
      : t("{n} van {total} studenten", { n: rows.length, total: all.length });
  return (
    <>
      <StudentTable rows={rows} question={question} onSort={ask} caption={caption} />
      <StudentCards rows={rows} caption={caption} />
    </>
  );
}

function Nobody() {
  return (
    <div class="stack">
      <p class="lead">{t("Geen student past bij deze keuze.")}</p>
      <div>
        <Button onClick={() => ask(ANYBODY)}>{t("Alle studenten laten zien")}</Button>
      </div>
    </div>
  );
}

function NoStudents() {
  return (
    <EmptyState
      sentence={t("U heeft nog geen studenten.")}
      action={
        <Button icon={refresh} onClick={() => void askStudents()}>
          {t("Kijk of er studenten zijn")}
        </Button>
      }
      example={
        <>
          <p>{t("De stagecoördinator koppelt u aan studenten.")}</p>
          <p>{t("Hier ziet u dan wie schrijft, wie stil is en wat op akkoord wacht.")}</p>
        </>
      }
    />
  );
}

/** The address holds the question, so that it can be kept and shared. Typing makes no history. */
function ask(question: Question): void {
  navigate(`/studenten${writeQuestion(question)}`, { replace: true });
}
