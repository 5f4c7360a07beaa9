/** Who and what the school has, in four lists with a search above them. */

import plus from "lucide:plus";
import { useEffect, useState } from "preact/hooks";
import { t, tn } from "../../i18n.ts";
import { Button, LinkButton } from "../../parts/Button.tsx";
import { EmptyState } from "../../parts/EmptyState.tsx";
import { TextField } from "../../parts/Field.tsx";
import { formatMinutes } from "../../parts/format.ts";
import { formatFullDate } from "../../parts/formatFull.ts";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { Tabs } from "../../parts/Tabs.tsx";
import { navigate, query } from "../../router.ts";
import { roleLabel } from "../shell/roleWords.ts";
import { OnItsWay, Trouble } from "./Awaited.tsx";
import { addLabel, KINDS, type Kind, listLabel } from "./kinds.ts";
import { askSchool, type Place, type SchoolOverview, school } from "./school.ts";

const SHOWN = 50;

export function School() {
  useEffect(() => {
    void askSchool();
  }, []);
  const asked = new URLSearchParams(query.value).get("lijst");
  const kind = KINDS.find((name) => name === asked) ?? "people";
  return (
    <div class="stack">
      <PageHeading title={t("School")}>
        <LinkButton kind="main" icon={plus} href={`/school/toevoegen/${kind}`}>
          {addLabel(kind)}
        </LinkButton>
      </PageHeading>
      <Trouble />
      <Tabs
        label={t("Wat wilt u zien?")}
        tabs={KINDS.map((id) => ({ id, label: listLabel(id) }))}
        current={kind}
        onChange={(id) => navigate(`/school?lijst=${id}`, { replace: true })}
      >
        {school.value ? <List key={kind} kind={kind} all={school.value} /> : <OnItsWay />}
      </Tabs>
    </div>
  );
}

interface Line {
  id: string;
  cells: string[];
  href?: string;
}

function List({ kind, all }: { kind: Kind; all: SchoolOverview }) {
  const [search, setSearch] = useState("");
  const [more, setMore] = useState(false);
  const lines = linesOf(kind, all);
  if (lines.length === 0) return <Nothing kind={kind} />;
  const found = lines.filter(({ cells }) => fits(cells, search));
  const shown = more ? found : found.slice(0, SHOWN);
  return (
    <div class="stack">
      <TextField
        id="search"
        type="search"
        label={t("Zoeken")}
        width="medium"
        value={search}
        onInput={setSearch}
      />
      <p class="soft small" aria-live="polite">
        {found.length === lines.length
          ? tn("{n} regel", "{n} regels", lines.length)
          : t("{n} van {total} regels", { n: found.length, total: lines.length })}
      </p>
      {found.length > 0 && <Table kind={kind} lines={shown} />}
      {shown.length < found.length && (
        <div>
          <Button onClick={() => setMore(true)}>
            {t("Alle {n} laten zien", { n: found.length })}
          </Button>
        </div>
      )}
    </div>
  );
}

function Nothing({ kind }: { kind: Kind }) {
  return (
    <EmptyState
      sentence={t("Hier staat nog niets.")}
      action={
        <LinkButton icon={plus} href={`/school/toevoegen/${kind}`}>
          {addLabel(kind)}
        </LinkButton>
      }
      example={
        <p>
          {t("Heeft u alles al in een spreadsheet?")}{" "}
          <a href="/school/importeren">{t("Importeer de hele school in één keer.")}</a>
        </p>
      }
    />
  );
}

/** On a phone each line becomes a small card; its cells then say what they are. */
function Table({ kind, lines }: { kind: Kind; lines: Line[] }) {
  const heads = headsOf(kind);
  return (
    <table class="lines">
      <caption class="visually-hidden">{listLabel(kind)}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th scope="col" key={head}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ id, cells, href }) => (
          <tr key={id}>
            {cells.map((text, at) =>
              at === 0 ? (
                <th scope="row" key="name">
                  {href ? <a href={href}>{text}</a> : text}
                </th>
              ) : (
                <td data-head={heads[at]} key={heads[at]}>
                  {text}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Every word must be there, in whatever order. */
function fits(cells: string[], search: string): boolean {
  const text = cells.join(" ").toLocaleLowerCase();
  return search
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function linesOf(kind: Kind, all: SchoolOverview): Line[] {
  switch (kind) {
    case "people":
      return all.people.map(({ id, name, roles, address, student_number }) => ({
        id,
        cells: [name, roles.map(roleLabel).join(", "), address, student_number],
      }));
    case "groups":
      return all.groups.map(({ id, name, school_year }) => ({ id, cells: [name, school_year] }));
    case "companies":
      return all.companies.map(({ id, name, company_id, city }) => ({
        id,
        cells: [name, company_id, city],
      }));
    case "placements":
      return all.placements.map((placement) => ({
        id: placement.id,
        href: `/school/stages/${placement.id}`,
        cells: [
          placement.student,
          placement.company,
          placement.beside
            .filter(isSupervisor)
            .map(({ name }) => name)
            .join(", "),
          placement.group,
          `${formatFullDate(placement.starts_on)} – ${formatFullDate(placement.ends_on)}`,
          // A number stays with its unit.
          formatMinutes(placement.planned_minutes).replaceAll(" ", "\u00a0"),
        ],
      }));
  }
}

function isSupervisor({ role, present }: Place): boolean {
  return role === "workplace_supervisor" && present;
}

function headsOf(kind: Kind): string[] {
  switch (kind) {
    case "people":
      return [t("Naam"), t("Rol"), t("Mailadres"), t("Studentnummer")];
    case "groups":
      return [t("Klas"), t("Schooljaar")];
    case "companies":
      return [t("Leerbedrijf"), t("LeerbedrijfID"), t("Plaats")];
    case "placements":
      return [
        t("Student"),
        t("Leerbedrijf"),
        t("Praktijkbegeleider"),
        t("Klas"),
        t("Periode"),
        t("Uren"),
      ];
  }
}
