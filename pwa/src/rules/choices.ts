/** Codes on the wire as words on the screen. The lists give the order in which they are offered. */

import { t } from "../i18n.ts";
import type { ActivityKind, Effect, GoalContent, NeedOf, SupportChoice } from "../types.ts";

export const ACTIVITY_KINDS: ActivityKind[] = [
  "activity",
  "conversation",
  "home_visit",
  "observation",
  "guidance",
  "preparation",
  "training",
  "peer_session",
  "dilemma",
  "other",
];
export const NEEDS_OF: Exclude<NeedOf, "">[] = [
  "person",
  "group",
  "team",
  "neighbourhood",
  "myself",
];
export const EFFECTS: Exclude<Effect, "">[] = [
  "achieved",
  "partly",
  "not_achieved",
  "not_yet_visible",
];
export const SUPPORT_CHOICES: Exclude<SupportChoice, "">[] = [
  "let_do",
  "mutual_help",
  "take_over",
  "hand_over",
  "not_applicable",
];
export const LIFE_DOMAINS = [
  "finance",
  "housing",
  "work_education_activities",
  "social_relations",
  "physical_health",
  "mental_health",
  "meaning",
];
export const ATTITUDES = [
  "empathy",
  "attention",
  "boundaries",
  "alongside",
  "daring",
  "reflecting",
  "asking_help",
  "authentic",
];
export const GOAL_ORIGINS: GoalContent["origin"][] = ["personal", "school", "workplace"];
export const GOAL_STATUSES: GoalContent["status"][] = ["concept", "agreed", "working", "reached"];

export function needOfWord(needOf: NeedOf): string {
  switch (needOf) {
    case "":
      return "";
    case "person":
      return t("van een persoon");
    case "group":
      return t("van een groep");
    case "team":
      return t("van het team");
    case "neighbourhood":
      return t("van de buurt");
    case "myself":
      return t("van mijzelf");
  }
}

export function effectWord(effect: Effect): string {
  switch (effect) {
    case "":
      return "";
    case "achieved":
      return t("Bereikt");
    case "partly":
      return t("Deels bereikt");
    case "not_achieved":
      return t("Niet bereikt");
    case "not_yet_visible":
      return t("Nog niet te zien");
  }
}

export function supportChoiceWord(choice: SupportChoice): string {
  switch (choice) {
    case "":
      return "";
    case "let_do":
      return t("Zelf laten doen");
    case "take_over":
      return t("Overnemen");
    case "hand_over":
      return t("Overdragen");
    case "mutual_help":
      return t("Onderling helpen");
    case "not_applicable":
      return t("Niet van toepassing");
  }
}

export function goalOriginWord(origin: GoalContent["origin"]): string {
  switch (origin) {
    case "school":
      return t("Van school");
    case "personal":
      return t("Persoonlijk");
    case "workplace":
      return t("Van de stageplek");
  }
}

export function goalStatusWord(status: GoalContent["status"]): string {
  switch (status) {
    case "concept":
      return t("Concept");
    case "agreed":
      return t("Afgesproken");
    case "working":
      return t("Mee bezig");
    case "reached":
      return t("Bereikt");
  }
}

/** A code that this version does not know is shown as it is. */
export function lifeDomainWord(code: string): string {
  switch (code) {
    case "finance":
      return t("Financiën");
    case "housing":
      return t("Wonen en leefbaarheid");
    case "work_education_activities":
      return t("Werk, opleiding en activiteiten");
    case "social_relations":
      return t("Sociale relaties");
    case "physical_health":
      return t("Lichamelijke gezondheid");
    case "mental_health":
      return t("Psychische gezondheid");
    case "meaning":
      return t("Zingeving");
    default:
      return code;
  }
}

export function attitudeWord(code: string): string {
  switch (code) {
    case "empathy":
      return t("Zich inleven");
    case "attention":
      return t("Aandacht en geduld");
    case "boundaries":
      return t("Grenzen stellen");
    case "alongside":
      return t("Naast de ander staan");
    case "daring":
      return t("Durven doen");
    case "reflecting":
      return t("Durven reflecteren");
    case "asking_help":
      return t("Hulp vragen");
    case "authentic":
      return t("Authentiek en betrouwbaar");
    default:
      return code;
  }
}
