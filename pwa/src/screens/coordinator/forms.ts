/** The questions of each form, in the order in which they are asked. */

import { t } from "../../i18n.ts";
import type { Role } from "../../types.ts";
import { roleLabel } from "../shell/roles.ts";
import type { Kind } from "./School.tsx";
import type { SchoolOverview, SchoolPerson } from "./school.ts";

export interface Question {
  id: string;
  label: string;
  hint?: string;
  optional?: boolean;
  type?: "email" | "date";
  options?: { value: string; label: string }[];
  /** What the answer must look like, and the sentence when it does not. */
  form?: RegExp;
  wrong?: string;
}

const ROLES: Role[] = [
  "student",
  "workplace_supervisor",
  "school_coach",
  "assessor",
  "placement_coordinator",
];

export function questionsOf(kind: Kind, all: SchoolOverview): Question[] {
  switch (kind) {
    case "people":
      return [
        { id: "role", label: t("Rol"), options: ROLES.map(asOption) },
        { id: "given_name", label: t("Voornaam") },
        { id: "infix", label: t("Tussenvoegsel"), optional: true },
        { id: "family_name", label: t("Achternaam") },
        {
          id: "address",
          label: t("Mailadres"),
          type: "email",
          form: /^\S+@\S+\.\S+$/,
          wrong: t("Vul een heel e-mailadres in, zoals naam@school.nl."),
        },
        {
          id: "student_number",
          label: t("Studentnummer"),
          hint: t("Alleen voor een student."),
          optional: true,
        },
      ];
    case "groups":
      return [
        { id: "name", label: t("Klas") },
        {
          id: "school_year",
          label: t("Schooljaar"),
          hint: t("Zoals 2026-2027."),
          form: /^\d{4}-\d{4}$/,
          wrong: t("Schrijf het schooljaar als 2026-2027."),
        },
      ];
    case "companies":
      return [
        { id: "name", label: t("Leerbedrijf") },
        {
          id: "company_id",
          label: t("LeerbedrijfID"),
          optional: true,
          form: /^([1-9]\d{8})?$/,
          wrong: t("Een LeerbedrijfID heeft negen cijfers."),
        },
        { id: "city", label: t("Plaats"), optional: true },
      ];
    case "placements":
      return placementQuestions(all);
  }
}

function placementQuestions(all: SchoolOverview): Question[] {
  const withRole = (role: Role) =>
    all.people.filter(({ roles }) => roles.includes(role)).map(personOption);
  return [
    { id: "student_id", label: t("Student"), options: withRole("student") },
    {
      id: "company_id",
      label: t("Leerbedrijf"),
      options: all.companies.map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      id: "programme_id",
      label: t("Opleiding"),
      options: all.programmes.map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      id: "group_id",
      label: t("Klas"),
      options: all.groups.map(({ id, name, school_year: year }) => ({
        value: id,
        label: `${name} ${year}`,
      })),
    },
    {
      id: "supervisor_id",
      label: t("Praktijkbegeleider"),
      options: withRole("workplace_supervisor"),
    },
    { id: "function", label: t("Functie"), optional: true },
    { id: "coach_id", label: t("Begeleider van school"), options: withRole("school_coach") },
    { id: "starts_on", label: t("Eerste dag"), type: "date" },
    { id: "ends_on", label: t("Laatste dag"), type: "date" },
    {
      id: "hours",
      label: t("Geplande uren"),
      form: /^\d{1,4}$/,
      wrong: t("Schrijf de uren als een getal, zoals 320."),
    },
  ];
}

function asOption(role: Role) {
  return { value: role, label: roleLabel(role) };
}

function personOption({ id, name, student_number: number }: SchoolPerson) {
  return { value: id, label: number ? `${name} (${number})` : name };
}
