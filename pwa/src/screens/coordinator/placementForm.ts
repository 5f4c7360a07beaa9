/** A placement by hand: who, where, with whom beside them, and when. */

import { t } from "../../i18n.ts";
import { formatWeekday } from "../../parts/formatFull.ts";
import { localDate } from "../../rules/dates.ts";
import type { Role } from "../../types.ts";
import type { Answers, Question } from "./forms.ts";
import type { SchoolOverview } from "./school.ts";

const FUNCTION = "function-";
const WEEK = [1, 2, 3, 4, 5, 6, 7];

export function placementQuestions(all: SchoolOverview, answers: Answers): Question[] {
  const withRole = (role: Role) =>
    all.people
      .filter(({ roles }) => roles.includes(role))
      .map(({ id, name, student_number, address }) => ({
        value: id,
        label: name,
        hint: student_number || address,
      }));
  return [
    pick("student_id", t("Student"), withRole("student"), t("Kies de student.")),
    pick(
      "company_id",
      t("Leerbedrijf"),
      all.companies.map(({ id, name, city }) => ({ value: id, label: name, hint: city })),
      t("Kies het leerbedrijf."),
    ),
    {
      id: "programme_id",
      label: t("Opleiding"),
      type: "select",
      options: all.programmes.map(({ id, name }) => ({ value: id, label: name })),
      missing: t("Kies de opleiding."),
    },
    {
      id: "group_id",
      label: t("Klas"),
      type: "select",
      options: all.groups.map(({ id, name, school_year: year }) => ({
        value: id,
        label: `${name} ${year}`,
      })),
      missing: t("Kies de klas."),
    },
    {
      ...pick(
        "supervisors",
        t("Praktijkbegeleiders"),
        withRole("workplace_supervisor"),
        t("Kies minstens één praktijkbegeleider."),
      ),
      hint: t("Ieder van hen mag akkoord geven."),
      many: true,
    },
    ...(answers.supervisors ?? []).map((id) => functionOf(id, all)),
    {
      ...pick(
        "coach_ids",
        t("Begeleiders van school"),
        withRole("school_coach"),
        t("Kies minstens één begeleider van school."),
      ),
      many: true,
    },
    { id: "starts_on", label: t("Eerste dag"), type: "date", missing: t("Kies de eerste dag.") },
    { id: "ends_on", label: t("Laatste dag"), type: "date", missing: t("Kies de laatste dag.") },
    {
      id: "weekdays",
      label: t("Stagedagen"),
      type: "checks",
      options: WEEK.map((day) => ({ value: String(day), label: formatWeekday(day) })),
      optional: true,
      missing: "",
    },
    {
      id: "hours",
      sentAs: "planned_minutes",
      label: t("Geplande uren"),
      inputMode: "numeric",
      missing: t("Schrijf de uren als een getal, zoals 320."),
      form: /^\d{1,4}$/,
    },
  ];
}

/** Placements of one time look alike: the newest one tells what is likely. */
export function usualPlacement(all: SchoolOverview): Answers {
  const [newest] = all.placements;
  const only = (list: { id: string }[]) => (list.length === 1 && list[0] ? [list[0].id] : []);
  const start = { programme_id: only(all.programmes), group_id: only(all.groups) };
  if (!newest || newest.ends_on < localDate(new Date())) return start;
  return {
    ...start,
    starts_on: [newest.starts_on],
    ends_on: [newest.ends_on],
    weekdays: newest.weekdays.map(String),
    hours: [String(Math.round(newest.planned_minutes / 60))],
  };
}

export function placementBody(answers: Answers): object {
  const one = (id: string) => answers[id]?.[0] ?? "";
  return {
    student_id: one("student_id"),
    company_id: one("company_id"),
    programme_id: one("programme_id"),
    group_id: one("group_id"),
    supervisors: (answers.supervisors ?? []).map((person_id) => ({
      person_id,
      function: one(FUNCTION + person_id),
    })),
    coach_ids: answers.coach_ids ?? [],
    starts_on: one("starts_on"),
    ends_on: one("ends_on"),
    weekdays: (answers.weekdays ?? []).map(Number).sort(),
    planned_minutes: Number(one("hours")) * 60,
  };
}

function functionOf(personId: string, all: SchoolOverview): Question {
  const name = all.people.find(({ id }) => id === personId)?.name ?? "";
  return {
    id: FUNCTION + personId,
    label: t("Functie van {name}", { name }),
    optional: true,
    missing: "",
  };
}

function pick(id: string, label: string, options: Question["options"], missing: string): Question {
  return { id, label, type: "pick", options: options ?? [], missing };
}
