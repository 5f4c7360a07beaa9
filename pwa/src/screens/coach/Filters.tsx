import { useState } from "preact/hooks";
import { t, tn } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { SearchField } from "../../parts/SearchField.tsx";
import { SelectField } from "../../parts/SelectField.tsx";
import {
  ANYBODY,
  choicesOf,
  isFiltered,
  orderOf,
  type Question,
  type RowState,
  SILENCES,
  SORTS,
  type Sort,
  STATES,
  type StudentRow,
} from "../../rules/students.ts";

interface Props {
  rows: StudentRow[];
  question: Question;
  onChange: (question: Question) => void;
}

export function Filters({ rows, question, onChange }: Props) {
  const change = (changes: Partial<Question>) => onChange({ ...question, ...changes });
  const { sort, descending } = question;
  const silences = [...new Set([...SILENCES, question.silent])].filter(Boolean).sort(upwards);
  const [open, setOpen] = useState(false);
  return (
    <search
      class={open ? "filters filters-open" : "filters"}
      aria-label={t("Kies welke studenten u ziet")}
    >
      <SearchField
        id="filter-search"
        label={t("Naam of nummer")}
        value={question.search}
        onInput={(search) => change({ search })}
      />
      <div class="filters-toggle">
        <Button expanded={open} onClick={() => setOpen(!open)}>
          {open ? t("Minder keuzes") : t("Meer keuzes")}
        </Button>
      </div>
      <SelectField
        id="filter-group"
        label={t("Groep")}
        value={question.group}
        options={[{ value: "", label: t("Alle groepen") }, ...options(rows, "group")]}
        onChange={(group) => change({ group })}
      />
      <SelectField
        id="filter-company"
        label={t("Leerbedrijf")}
        value={question.company}
        options={[{ value: "", label: t("Alle leerbedrijven") }, ...options(rows, "company")]}
        onChange={(company) => change({ company })}
      />
      <SelectField
        id="filter-state"
        label={t("Waar staat het?")}
        value={question.state}
        options={[
          { value: "", label: t("Alles") },
          ...STATES.map((state) => ({ value: state, label: stateLabel(state) })),
        ]}
        onChange={(state) => change({ state: state as RowState | "" })}
      />
      <SelectField
        id="filter-silent"
        label={t("Hoe lang stil?")}
        value={String(question.silent || "")}
        options={[
          { value: "", label: t("Maakt niet uit") },
          ...silences.map((days) => ({
            value: String(days),
            label: tn("{n} dag of langer", "{n} dagen of langer", days),
          })),
        ]}
        onChange={(days) => change({ silent: Number(days) })}
      />
      <div class="filters-sort">
        <SelectField
          id="filter-sort"
          label={t("Volgorde")}
          value={sort}
          options={SORTS.map((value) => ({ value, label: sortLabel(value) }))}
          onChange={(value) => onChange({ ...question, ...orderOf(value as Sort) })}
        />
      </div>
      {isFiltered(question) && (
        <Button kind="quiet" onClick={() => onChange({ ...ANYBODY, sort, descending })}>
          {t("Alles wissen")}
        </Button>
      )}
    </search>
  );
}

function options(rows: StudentRow[], field: "group" | "company") {
  return choicesOf(rows, field).map((value) => ({ value, label: value }));
}

function stateLabel(state: RowState): string {
  switch (state) {
    case "waiting":
      return t("Wacht op akkoord");
    case "changes":
      return t("Aanvulling gevraagd");
    case "nothing":
      return t("Nog niets geschreven");
  }
}

function sortLabel(sort: Sort): string {
  switch (sort) {
    case "student":
      return t("Naam van de student");
    case "group":
      return t("Groep");
    case "company":
      return t("Leerbedrijf");
    case "last":
      return t("Langst stil eerst");
    case "waiting":
      return t("Meeste wachten eerst");
    case "signed":
      return t("Meeste akkoord eerst");
    case "changes":
      return t("Meeste aan te vullen eerst");
    case "hours":
      return t("Minste uren eerst");
  }
}

function upwards(a: number, b: number): number {
  return a - b;
}
