/** The coach's table: which rows, in which order, all of it readable from the address. */

export interface StudentRow {
  placement_id: string;
  student: { id: string; name: string; student_number: string };
  group: string;
  company: string;
  period: { starts_on: string; ends_on: string };
  last_entry_on: string | null;
  entries: number;
  submitted: number;
  waiting_signature: number;
  signed: number;
  changes_requested: number;
  planned_minutes: number;
  logged_minutes: number;
  signed_minutes: number;
  silent_days: number | null;
}

export const SORTS = [
  "student",
  "group",
  "company",
  "last",
  "waiting",
  "signed",
  "changes",
  "hours",
] as const;
export type Sort = (typeof SORTS)[number];
export const STATES = ["waiting", "changes", "nothing"] as const;
export type RowState = (typeof STATES)[number];
export const SILENCES = [7, 14, 21];

export interface Question {
  search: string;
  group: string;
  company: string;
  state: RowState | "";
  /** At least so many days without a new entry; 0 is everybody. */
  silent: number;
  sort: Sort;
  descending: boolean;
}

export const ANYBODY: Question = {
  search: "",
  group: "",
  company: "",
  state: "",
  silent: 0,
  sort: "student",
  descending: false,
};

const MOST_DAYS = 365;

/** What does not make sense in an address is left out of the question. */
export function readQuestion(search: string): Question {
  const params = new URLSearchParams(search);
  const silent = Number(params.get("stil"));
  return {
    search: params.get("zoek") ?? "",
    group: params.get("groep") ?? "",
    company: params.get("bedrijf") ?? "",
    state: STATES.find((state) => state === params.get("staat")) ?? "",
    silent: Number.isInteger(silent) && silent > 0 ? Math.min(silent, MOST_DAYS) : 0,
    sort: SORTS.find((sort) => sort === params.get("sorteer")) ?? ANYBODY.sort,
    descending: params.get("volgorde") === "af",
  };
}

/** "" for the question that everybody starts with, so that its address stays short. */
export function writeQuestion(question: Question): string {
  const params = new URLSearchParams();
  if (question.search.trim()) params.set("zoek", question.search);
  if (question.group) params.set("groep", question.group);
  if (question.company) params.set("bedrijf", question.company);
  if (question.state) params.set("staat", question.state);
  if (question.silent > 0) params.set("stil", String(question.silent));
  if (question.sort !== ANYBODY.sort) params.set("sorteer", question.sort);
  if (question.descending) params.set("volgorde", "af");
  const written = params.toString();
  return written ? `?${written}` : "";
}

export function isFiltered({ search, group, company, state, silent }: Question): boolean {
  return Boolean(search.trim() || group || company || state || silent);
}

export function selected(rows: StudentRow[], question: Question): StudentRow[] {
  const sign = question.descending ? -1 : 1;
  return rows
    .filter((row) => matches(row, question))
    .sort((a, b) => sign * compare(a, b, question.sort) || byName(a, b));
}

/** The same column once more turns it round. */
export function sortedBy(question: Question, sort: Sort): Question {
  if (question.sort === sort) return { ...question, descending: !question.descending };
  return { ...question, ...orderOf(sort) };
}

/** A column that counts begins with the most, a column of words with the A. */
export function orderOf(sort: Sort): Pick<Question, "sort" | "descending"> {
  return { sort, descending: ["waiting", "signed", "changes"].includes(sort) };
}

/** Each once, in order, for a list to choose from. */
export function choicesOf(rows: StudentRow[], field: "group" | "company"): string[] {
  const found = new Set(rows.map((row) => row[field]).filter(Boolean));
  return [...found].sort((a, b) => a.localeCompare(b, "nl"));
}

export function hoursShare({ planned_minutes, logged_minutes }: StudentRow): number {
  return planned_minutes > 0 ? logged_minutes / planned_minutes : 0;
}

function matches(row: StudentRow, question: Question): boolean {
  const { search, group, company, state, silent } = question;
  const wanted = plain(search.trim());
  if (wanted && !plain(`${row.student.name} ${row.student.student_number}`).includes(wanted)) {
    return false;
  }
  if (group && row.group !== group) return false;
  if (company && row.company !== company) return false;
  if (state && !isInState(row, state)) return false;
  // Whoever never wrote anything is silent too, for as long as one likes.
  return silent === 0 || row.silent_days === null || row.silent_days >= silent;
}

function isInState(row: StudentRow, state: RowState): boolean {
  switch (state) {
    case "waiting":
      return row.waiting_signature > 0;
    case "changes":
      return row.changes_requested > 0;
    case "nothing":
      return row.entries === 0;
  }
}

function compare(a: StudentRow, b: StudentRow, sort: Sort): number {
  switch (sort) {
    case "student":
      return byName(a, b);
    case "group":
      return a.group.localeCompare(b.group, "nl");
    case "company":
      return a.company.localeCompare(b.company, "nl");
    case "last":
      return (a.last_entry_on ?? "").localeCompare(b.last_entry_on ?? "");
    case "waiting":
      return a.waiting_signature - b.waiting_signature;
    case "signed":
      return a.signed - b.signed;
    case "changes":
      return a.changes_requested - b.changes_requested;
    case "hours":
      return hoursShare(a) - hoursShare(b);
  }
}

function byName(a: StudentRow, b: StudentRow): number {
  return (
    a.student.name.localeCompare(b.student.name, "nl") ||
    a.placement_id.localeCompare(b.placement_id)
  );
}

/** "Coördinator" is found by "coordinator". */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase("nl");
}
