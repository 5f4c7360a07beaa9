/** What people write in a schedule. */

import type { Content } from "@/types.ts";

/** Words of one length that nothing else contains and that say nothing about anybody. */
export function meaningless(number: number): string {
  const digits = String(number).padStart(4, "0");
  return `zo${digits.replace(/\d/g, (digit) => "bdfgklmnpr".charAt(Number(digit)))}eze`;
}

/** Complete, so that it can be signed. */
export function entryOf(date: string, title: string): Content {
  return {
    date,
    title,
    minutes: 120,
    activity_kind: "activity",
    description: "Elf bewoners kookten samen soep.",
    purpose: "Bewoners leren elkaar bij naam kennen.",
    need: "Mensen zijn overdag veel alleen.",
    need_of: "group",
    effect: "partly",
    effect_text: "Zes mensen wisten een nieuwe naam.",
    adjust: "De volgende keer koken zij zelf.",
    goals: [],
    work_processes: ["D1-K2-W2"],
    attachments: [],
  };
}
