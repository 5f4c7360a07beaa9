import { expect, test } from "vitest";
import {
  ANYBODY,
  choicesOf,
  hoursShare,
  isFiltered,
  readQuestion,
  type StudentRow,
  selected,
  sortedBy,
  writeQuestion,
} from "@/rules/students.ts";

test("a question survives the way through an address", () => {
  const question = {
    search: "jo & co",
    group: "SW3A",
    company: "Buurthuis De Linde",
    state: "waiting" as const,
    silent: 14,
    sort: "hours" as const,
    descending: true,
  };
  expect(readQuestion(writeQuestion(question))).toEqual(question);
});

test("the question that everybody starts with leaves the address short", () => {
  expect(writeQuestion(ANYBODY)).toBe("");
  expect(readQuestion("")).toEqual(ANYBODY);
});

test.each(["?stil=-3", "?stil=veel", "?stil=1.5", "?staat=rijk", "?sorteer=cijfer", "?volgorde=x"])(
  "%s makes no sense and changes nothing",
  (search) => {
    expect(readQuestion(search)).toEqual(ANYBODY);
  },
);

test("nobody is silent for more than a year", () => {
  expect(readQuestion("?stil=99999").silent).toBe(365);
});

test("an order alone filters nothing", () => {
  expect(isFiltered({ ...ANYBODY, sort: "hours", descending: true })).toBe(false);
  expect(isFiltered({ ...ANYBODY, search: " " })).toBe(false);
  expect(isFiltered({ ...ANYBODY, silent: 7 })).toBe(true);
});

test("a name is found without its accents, a number with its zeros", () => {
  const rows = [row("Zoë Dekkers", { number: "0041910" }), row("Sven Bakker")];
  expect(found(rows, { search: "zoe" })).toEqual(["Zoë Dekkers"]);
  expect(found(rows, { search: "00419" })).toEqual(["Zoë Dekkers"]);
});

test("who never wrote anything is silent however long one asks for", () => {
  const rows = [
    row("Nooit", { silent_days: null, entries: 0 }),
    row("Lang", { silent_days: 20 }),
    row("Net", { silent_days: 2 }),
  ];
  expect(found(rows, { silent: 14 })).toEqual(["Lang", "Nooit"]);
  expect(found(rows, { state: "nothing" })).toEqual(["Nooit"]);
});

test("filters narrow each other", () => {
  const rows = [
    row("A", { group: "SW3A", waiting_signature: 2 }),
    row("B", { group: "SW3B", waiting_signature: 2 }),
    row("C", { group: "SW3A", changes_requested: 1 }),
  ];
  expect(found(rows, { group: "SW3A", state: "waiting" })).toEqual(["A"]);
  expect(found(rows, { state: "changes" })).toEqual(["C"]);
  expect(found(rows, { company: "elders" })).toEqual([]);
});

test("equal rows stand by name, whichever way the column runs", () => {
  const rows = [row("Ravi", { signed: 1 }), row("Anne", { signed: 1 }), row("Mo", { signed: 5 })];
  expect(found(rows, { sort: "signed", descending: true })).toEqual(["Mo", "Anne", "Ravi"]);
  expect(found(rows, { sort: "signed" })).toEqual(["Anne", "Ravi", "Mo"]);
});

test("hours are compared by their share of the plan, a placement without a plan counts as none", () => {
  const rows = [
    row("Half", { planned_minutes: 600, logged_minutes: 300 }),
    row("Veel", { planned_minutes: 60_000, logged_minutes: 600 }),
    row("Geen plan", { planned_minutes: 0, logged_minutes: 900 }),
  ];
  expect(found(rows, { sort: "hours" })).toEqual(["Geen plan", "Veel", "Half"]);
  expect(hoursShare(row("Geen plan", { planned_minutes: 0, logged_minutes: 900 }))).toBe(0);
});

test("nothing written comes before the oldest day", () => {
  const rows = [
    row("Oud", { last_entry_on: "2026-09-01" }),
    row("Nieuw", { last_entry_on: "2026-11-01" }),
    row("Niets", { last_entry_on: null }),
  ];
  expect(found(rows, { sort: "last" })).toEqual(["Niets", "Oud", "Nieuw"]);
});

test("a column that counts begins with the most, and the same column once more turns round", () => {
  const first = sortedBy(ANYBODY, "waiting");
  expect(first).toMatchObject({ sort: "waiting", descending: true });
  expect(sortedBy(first, "waiting").descending).toBe(false);
  expect(sortedBy(first, "company")).toMatchObject({ sort: "company", descending: false });
});

test("a choice is offered once, and never an empty one", () => {
  const rows = [
    row("A", { group: "SW3B" }),
    row("B", { group: "SW3A" }),
    row("C", { group: "SW3B" }),
    row("D", { group: "" }),
  ];
  expect(choicesOf(rows, "group")).toEqual(["SW3A", "SW3B"]);
});

function found(rows: StudentRow[], question: Partial<typeof ANYBODY>): string[] {
  return selected(rows, { ...ANYBODY, ...question }).map((one) => one.student.name);
}

function row(name: string, changes: Partial<StudentRow> & { number?: string } = {}): StudentRow {
  const { number = "1", ...rest } = changes;
  return {
    placement_id: name,
    student: { id: name, name, student_number: number },
    group: "SW3A",
    company: "Buurthuis De Linde",
    period: { starts_on: "2026-09-01", ends_on: "2027-01-29" },
    last_entry_on: "2026-11-17",
    entries: 3,
    submitted: 2,
    waiting_signature: 0,
    signed: 0,
    changes_requested: 0,
    planned_minutes: 600,
    logged_minutes: 60,
    signed_minutes: 0,
    silent_days: 1,
    ...rest,
  };
}
