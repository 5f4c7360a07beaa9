import { h } from "preact";
import { expect, test } from "vitest";
import { StateBadge } from "@/parts/StateBadge.tsx";
import { parseDuration } from "@/rules/durations.ts";
import { stateWord } from "@/rules/words.ts";
import type { StateName } from "@/types.ts";

const STATES: Record<StateName, true> = {
  held: true,
  needs_fixing: true,
  two_versions: true,
  changes_requested: true,
  signoff_withdrawn: true,
  changed_after_signoff: true,
  signed_provisional: true,
  signed: true,
  seen: true,
  sent: true,
  stored: true,
  on_phone: true,
  draft: true,
};
const states = Object.keys(STATES) as StateName[];

test("E1 E2 every state has a word that no other state has, and the badge says it", () => {
  expect(new Set(states.map(stateWord)).size).toBe(states.length);
  for (const state of states) {
    const badge = StateBadge({ state });
    expect(h("span", badge.props).props.children).toContain(stateWord(state));
  }
});

test("E31 a duration is read as people type it", () => {
  for (const typed of ["1,5", "1.5", "1:30", "1u30", "1 u 30", "1,5 uur", "90 min", "90m"]) {
    expect(parseDuration(typed), typed).toBe(90);
  }
  for (const typed of ["", "anderhalf", "0", "25", "1:75", "-1", "1,5,5"]) {
    expect(parseDuration(typed), typed).toBeNull();
  }
});
