/** Who and what the school has, in four lists with a search above them. */

import plus from "lucide:plus";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t, tn } from "../../i18n.ts";
import { Button, LinkButton } from "../../parts/Button.tsx";
import { TextField } from "../../parts/Field.tsx";
import { formatMinutes, formatPeriod } from "../../parts/format.ts";
import { Notice } from "../../parts/Notice.tsx";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { Tabs } from "../../parts/Tabs.tsx";
import { navigate, query } from "../../router.ts";
import { roleLabel } from "../shell/roles.ts";
import { askSchool, type SchoolOverview, school, trouble } from "./school.ts";

const KINDS = ["people", "groups", "companies", "placements"] as const;
export type Kind = (typeof KINDS)[number];

export function School() {
  useEffect(() => {
    void askSchool();
  }, []);
  const asked = new URLSearchParams(query.value).get("lijst");
  const kind = KINDS.find((name) => name === asked) ?? "people";
  return (
    <div class="stack stack-wide">
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
        {school.value ? <List kind={kind} all={school.value} /> : <p>{t("Even geduld.")}</p>}
      </Tabs>
    </div>
  );
}

export function Trouble() {
  if (!trouble.value) return null;
  return (
    <Notice tone="attention" title={t("Hiervoor is internet nodig")}>
      <p>
        {trouble.value === "offline"
          ? t("Er is geen verbinding. Probeer het opnieuw als er internet is.")
          : t("De server kan dit nu niet doen. Probeer het over een minuut opnieuw.")}
      </p>
      <Button onClick={() => void askSchool()}>{t("Opnieuw proberen")}</Button>
    </Notice>
  );
}

function List({ kind, all }: { kind: Kind; all: SchoolOverview }) {
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLocaleLowerCase();
  const rows = rowsOf(kind, all).filter(({ cells }) =>
    cells.join(" ").toLocaleLowerCase().includes(wanted),
  );
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
      <section class="school-table" aria-label={listLabel(kind)}>
        <table>
          <caption>{tn("{n} regel", "{n} regels", rows.length)}</caption>
          <thead>
            <tr>
              {headers(kind).map((header) => (
                <th scope="col" key={header}>
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, cells }) => (
              <tr key={id}>{cells.map(cell)}</tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function cell(text: string, index: number): ComponentChildren {
  return index === 0 ? (
    <th scope="row" key="name">
      {text}
    </th>
  ) : (
    <td key={index}>{text}</td>
  );
}

function rowsOf(kind: Kind, all: SchoolOverview): { id: string; cells: string[] }[] {
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
        cells: [
          placement.student,
          placement.company,
          placement.group,
          formatPeriod(placement.starts_on, placement.ends_on),
          formatMinutes(placement.planned_minutes),
        ],
      }));
  }
}

function headers(kind: Kind): string[] {
  switch (kind) {
    case "people":
      return [t("Naam"), t("Rol"), t("Mailadres"), t("Studentnummer")];
    case "groups":
      return [t("Klas"), t("Schooljaar")];
    case "companies":
      return [t("Leerbedrijf"), t("LeerbedrijfID"), t("Plaats")];
    case "placements":
      return [t("Student"), t("Leerbedrijf"), t("Klas"), t("Periode"), t("Uren")];
  }
}

function listLabel(kind: Kind): string {
  switch (kind) {
    case "people":
      return t("Mensen");
    case "groups":
      return t("Klassen");
    case "companies":
      return t("Leerbedrijven");
    case "placements":
      return t("Stages");
  }
}

export function addLabel(kind: Kind): string {
  switch (kind) {
    case "people":
      return t("Iemand toevoegen");
    case "groups":
      return t("Klas toevoegen");
    case "companies":
      return t("Leerbedrijf toevoegen");
    case "placements":
      return t("Stage toevoegen");
  }
}
