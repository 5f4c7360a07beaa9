/** The content of an activity with every known field present, whatever version wrote it. */

import type { Attachment } from "../attachments.ts";
import type { Content, EntryContent } from "../types.ts";

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

/** Unknown fields stay, so that an older phone does not drop what a newer one wrote. */
export function entryContent(content: Content): EntryContent {
  return { ...emptyEntry(""), ...content };
}

/** The photos and files that a text names. */
export function attachmentsOf(content: Content | null | undefined): Attachment[] {
  const named = content?.attachments;
  return Array.isArray(named) ? named.filter((item) => typeof item?.sha256 === "string") : [];
}
