/** The table of a wide screen. Numbers stand under each other; every column sorts. */

import down from "lucide:arrow-down";
import up from "lucide:arrow-up";
import both from "lucide:chevrons-up-down";
import type { ComponentChildren } from "preact";
import { t } from "../../i18n.ts";
import { Icon } from "../../parts/Icon.tsx";
import { type Question, type Sort, type StudentRow, sortedBy } from "../../rules/students.ts";
import { Hours, LastEntry, PortfolioLinks } from "./cells.tsx";

interface Props {
  rows: StudentRow[];
  question: Question;
  caption: string;
  onSort: (question: Question) => void;
}

export function StudentTable({ rows, question, caption, onSort }: Props) {
  const head = (sort: Sort, label: ComponentChildren, number = false) => (
    <SortHeader {...{ sort, question, onSort, number }}>{label}</SortHeader>
  );
  return (
    <table class="students">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {head("student", t("Student"))}
          {head("group", t("Groep"))}
          {head("company", t("Leerbedrijf"))}
          {head("last", t("Laatste activiteit"))}
          {head("waiting", t("Wacht op akkoord"), true)}
          {head("signed", t("Akkoord"), true)}
          {head("changes", t("Aan te vullen"), true)}
          {head("hours", t("Uren"), true)}
          <th scope="col">{t("Portfolio")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.placement_id}>
            <th scope="row">
              <a class="student-link" href={`/studenten/${row.placement_id}`}>
                <span class="student-name">{row.student.name}</span>
                <span class="student-number">{row.student.student_number}</span>
              </a>
            </th>
            <td>{row.group}</td>
            <td>{row.company}</td>
            <td>
              <LastEntry row={row} />
            </td>
            <td class="number">{row.waiting_signature}</td>
            <td class="number">{row.signed}</td>
            <td class="number">{row.changes_requested}</td>
            <td class="number">
              <Hours row={row} />
            </td>
            <td>
              <PortfolioLinks row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface HeaderProps {
  sort: Sort;
  question: Question;
  number: boolean;
  onSort: (question: Question) => void;
  children: ComponentChildren;
}

function SortHeader({ sort, question, number, onSort, children }: HeaderProps) {
  const current = question.sort === sort;
  const direction = question.descending ? "descending" : "ascending";
  const arrow = question.descending ? down : up;
  return (
    <th scope="col" class={number ? "number" : undefined} aria-sort={current ? direction : "none"}>
      <button type="button" class="sort" onClick={() => onSort(sortedBy(question, sort))}>
        <span>{children}</span>
        <Icon of={current ? arrow : both} />
      </button>
    </th>
  );
}
