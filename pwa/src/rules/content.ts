/** The content of a document with every known field present, whatever version wrote it. */

import type { Attachment } from "../attachments.ts";
import type { Content, EntryContent, GoalContent } from "../types.ts";

export function emptyEntry(date: string): EntryContent {
  return {
    date,
    minutes: null,
    activity_kind: "activity",
    title: "",
    description: "",
    purpose: "",
    need: "",
    need_of: "",
    effect: "",
    effect_text: "",
    adjust: "",
    follows_up: "",
    goals: [],
    work_processes: [],
    life_domains: [],
    method: "",
    support_choice: "",
    attitude: [],
    attachments: [],
  };
}

export function emptyGoal(): GoalContent {
  return {
    text: "",
    origin: "personal",
    work_processes: [],
    period: "",
    how_seen: "",
    status: "concept",
    outcome: "",
  };
}

/** Unknown fields stay, so that an older phone does not drop what a newer one wrote. */
export function entryContent(content: Content): EntryContent {
  return { ...emptyEntry(""), ...content };
}

export function goalContent(content: Content): GoalContent {
  return { ...emptyGoal(), ...content };
}

/** The photos and files that a text names. */
export function attachmentsOf(content: Content | null | undefined): Attachment[] {
  const named = content?.attachments;
  return Array.isArray(named) ? named.filter((item) => typeof item?.sha256 === "string") : [];
}

/** The text at a path such as "attachments.0.alt". */
export function textAt(content: Content, path: string): string {
  const found = path.split(".").reduce<unknown>((value, name) => inside(value, name), content);
  return typeof found === "string" ? found : "";
}

/** The same content with another text at that path; what is named there exists. */
export function withTextAt(content: Content, path: string, text: string): Content {
  const copy = structuredClone(content);
  const names = path.split(".");
  const last = names.pop() ?? "";
  const holder = names.reduce<unknown>((value, name) => inside(value, name), copy);
  if (typeof holder === "object" && holder !== null) Object.assign(holder, { [last]: text });
  return copy;
}

function inside(value: unknown, name: string): unknown {
  return (value as Record<string, unknown> | null | undefined)?.[name];
}
