/** The questions of each form in the order in which they are asked, and what is sent of them. */

import { t } from "../../i18n.ts";
import type { Choice } from "../../parts/ChoiceCards.tsx";
import { localDate } from "../../rules/dates.ts";
import type { Role } from "../../types.ts";
import { roleLabel } from "../shell/roleWords.ts";
import type { Kind } from "./kinds.ts";
import { placementBody, placementQuestions, usualPlacement } from "./placementForm.ts";
import type { SchoolOverview } from "./school.ts";

/** By question; most have one answer, a list of people has several. */
export type Answers = Record<string, string[]>;

export interface Question {
  id: string;
  label: string;
  /** Its name on the wire, where that is another. */
  sentAs?: string;
  hint?: string;
  optional?: boolean;
  type?: "text" | "email" | "date" | "select" | "pick" | "checks";
  inputMode?: "numeric";
  options?: Choice<string>[];
  many?: boolean;
  missing: string;
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

export function questionsOf(kind: Kind, all: SchoolOverview, answers: Answers): Question[] {
  switch (kind) {
    case "people":
      return personQuestions(answers.role?.[0] === "student");
    case "groups":
      return groupQuestions();
    case "companies":
      return companyQuestions();
    case "placements":
      return placementQuestions(all, answers);
  }
}

/** What is likely stands there already. */
export function startOf(kind: Kind, all: SchoolOverview): Answers {
  if (kind === "groups") return { school_year: [schoolYear(localDate(new Date()))] };
  return kind === "placements" ? usualPlacement(all) : {};
}

export function bodyOf(kind: Kind, answers: Answers): object {
  if (kind === "placements") return placementBody(answers);
  return Object.fromEntries(Object.entries(answers).map(([id, [value = ""]]) => [id, value]));
}

/** From August on it is the new one. */
export function schoolYear(today: string): string {
  const year = Number(today.slice(0, 4)) - (today.slice(5, 7) < "08" ? 1 : 0);
  return `${year}-${year + 1}`;
}

function personQuestions(isStudent: boolean): Question[] {
  const number: Question = {
    id: "student_number",
    label: t("Studentnummer"),
    missing: t("Vul het studentnummer in."),
  };
  return [
    {
      id: "role",
      label: t("Rol"),
      type: "select",
      options: ROLES.map((role) => ({ value: role, label: roleLabel(role) })),
      missing: t("Kies een rol."),
    },
    ...(isStudent ? [number] : []),
    { id: "given_name", label: t("Voornaam"), missing: t("Vul de voornaam in.") },
    { id: "infix", label: t("Tussenvoegsel"), optional: true, missing: "" },
    { id: "family_name", label: t("Achternaam"), missing: t("Vul de achternaam in.") },
    {
      id: "address",
      label: t("Mailadres"),
      hint: t("Op dit adres komt de code om in te loggen."),
      type: "email",
      missing: t("Vul het mailadres in."),
      form: /^\S+@\S+\.\S+$/,
      wrong: t("Vul een heel e-mailadres in, zoals naam@school.nl."),
    },
  ];
}

function groupQuestions(): Question[] {
  const wrong = t("Schrijf het schooljaar als 2026-2027.");
  return [
    { id: "name", label: t("Klas"), missing: t("Vul de naam van de klas in.") },
    {
      id: "school_year",
      label: t("Schooljaar"),
      hint: t("Zoals 2026-2027."),
      missing: wrong,
      form: /^\d{4}-\d{4}$/,
      wrong,
    },
  ];
}

function companyQuestions(): Question[] {
  return [
    { id: "name", label: t("Leerbedrijf"), missing: t("Vul de naam van het leerbedrijf in.") },
    {
      id: "company_id",
      label: t("LeerbedrijfID"),
      optional: true,
      inputMode: "numeric",
      missing: "",
      form: /^[1-9]\d{8}$/,
      wrong: t("Een LeerbedrijfID heeft negen cijfers."),
    },
    { id: "city", label: t("Plaats"), optional: true, missing: "" },
  ];
}
