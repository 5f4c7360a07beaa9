import type { Content, GuardHit } from "../types.ts";

export function scanContent(content: Content, _allowed: string[]): GuardHit[] {
  return Object.entries(content).flatMap(([field, value]): GuardHit[] => {
    const found = typeof value === "string" ? /\S+@\S+\.\S+/.exec(value) : null;
    if (!found) return [];
    const { index: start, 0: excerpt } = found;
    return [
      { rule: "email", severity: "block", field, start, end: start + excerpt.length, excerpt },
    ];
  });
}
