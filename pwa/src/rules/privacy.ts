/**
 * The privacy guard: words that tell who somebody is. Patterns and word lists stand in
 * server/rules/privacy.json; this engine does what server/rules/privacy.py does, and the vectors
 * in tests/vectors/privacy.json hold for both.
 */

import table from "../../../server/rules/privacy.json";
import type { Content, GuardHit } from "../types.ts";

type Found = [rule: string, severity: "block" | "warn", start: number, excerpt: string];

const CODES = new Set(
  `date activity_kind need_of effect follows_up goals work_processes life_domains support_choice
   attitude sha256 media_type origin status day_kind about copied_from not_client talked_with`.split(
    /\s+/,
  ),
);
const ALIKE: [RegExp, string][] = [
  [/[\u00a0\u2000-\u2003\u2007-\u2009\u202f\t]/g, " "],
  [/[\u2010-\u2014\u2212]/g, "-"],
  [/\uff20/g, "@"],
];
const UNSEEN = /[\u200b-\u200d\u2060\ufeff\u00ad]/;
const DATE =
  /^(?:[0-3]?[0-9][-. ][01]?[0-9][-. ](?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}[-. ][01][0-9][-. ][0-3][0-9])$/;
const SENTENCE = /[^.!?\n]+/g;
const WEIGHTS = [9, 8, 7, 6, 5, 4, 3, 2, -1];
/** Rules that find who somebody is or where: of the one who signs, that may be said. */
export const TELLS_WHO: string[] = table.tells_who;
const TITLES = new Set(table.titles);
const NOT_SURNAMES = new Set(table.not_surnames);
const LENGTHS: Record<string, number> = table.iban_lengths;
const RULES = table.rules.map(({ rule, severity, pattern, ...more }) => ({
  rule,
  severity: severity as "block" | "warn",
  pattern: compiled(pattern, "ignore_case" in more),
}));
const HEALTH = compiled(table.health, true);
const PERSON = compiled(table.person, true);
const FIRST = compiled("<B><FIRST><E>", false);

/** What is found in every text of a document; `allowed` are the placement's own people. */
export function scanContent(content: Content, allowed: string[]): GuardHit[] {
  const known = new Set(allowed.flatMap(words));
  const marked = new Set(Array.isArray(content.not_client) ? content.not_client : []);
  return [...texts("", content)].flatMap(([field, text]) => scan(field, text, known, marked));
}

function* texts(path: string, value: unknown): Generator<[string, string]> {
  if (typeof value === "string") {
    if (value.trim()) yield [path, value];
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* texts(`${path}.${index}`, item);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      if (!CODES.has(name)) yield* texts(path ? `${path}.${name}` : name, item);
    }
  }
}

function scan(field: string, text: string, known: Set<string>, marked: Set<unknown>): GuardHit[] {
  const places: number[] = [];
  for (let index = 0; index < text.length; index++) {
    if (!UNSEEN.test(text[index] ?? "")) places.push(index);
  }
  const hits: GuardHit[] = [];
  const taken: [number, number][] = [];
  for (const [rule, severity, start, excerpt] of candidates(plain(text, places))) {
    const end = start + excerpt.length;
    if (taken.some(([first, last]) => start < last && first < end)) continue;
    const named = rule === "name" || rule === "first_name";
    if (named && words(excerpt).every((word) => known.has(word))) continue;
    if ((rule === "name" || severity === "warn") && marked.has(excerpt)) continue;
    taken.push([start, end]);
    const from = places[start] ?? 0;
    const to = (places[end - 1] ?? 0) + 1;
    hits.push({ rule, severity, field, start: from, end: to, excerpt: text.slice(from, to) });
  }
  return hits;
}

function plain(text: string, places: number[]): string {
  const seen = places.map((index) => text[index]).join("");
  const alike = ALIKE.reduce((changed, [from, to]) => changed.replace(from, to), seen);
  return alike.replace(/[\uff10-\uff19]/g, (digit) => String(digit.charCodeAt(0) - 0xff10));
}

function* candidates(text: string): Generator<Found> {
  for (const { rule, severity, pattern } of RULES) {
    for (const match of text.matchAll(pattern)) {
      const excerpt = checked(rule, match[1] ?? "");
      if (excerpt) yield [rule, severity, startOf(match), excerpt];
    }
  }
  for (const sentence of text.matchAll(SENTENCE)) {
    const words = sentence[0];
    if (words.search(PERSON) < 0 && words.search(FIRST) < 0) continue;
    for (const match of words.matchAll(HEALTH)) {
      yield ["health_with_person", "warn", sentence.index + startOf(match), match[1] ?? ""];
    }
  }
}

/** Nothing but looking around ever stands before the first group. */
function startOf(match: RegExpExecArray): number {
  return match.index;
}

function checked(rule: string, excerpt: string): string {
  if (rule === "iban") return iban(excerpt);
  if (rule === "bsn") return isBsn(excerpt) ? excerpt : "";
  if (rule === "name" && NOT_SURNAMES.has(excerpt.split(" ").at(-1) ?? "")) return "";
  return excerpt;
}

function isBsn(excerpt: string): boolean {
  const digits = excerpt.replace(/[^0-9]/g, "").padStart(9, "0");
  if (DATE.test(excerpt) || /^0+$/.test(digits)) return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return sum % 11 === 0;
}

function iban(excerpt: string): string {
  const length = LENGTHS[excerpt.slice(0, 2).toUpperCase()] ?? 0;
  let letters = "";
  for (let index = 0; index < excerpt.length; index++) {
    const char = excerpt[index] ?? "";
    if (char !== " " && char !== "-") letters += char.toUpperCase();
    if (letters.length === length) return mod97(letters) === 1 ? excerpt.slice(0, index + 1) : "";
  }
  return "";
}

function mod97(letters: string): number {
  let rest = 0;
  for (const char of letters.slice(4) + letters.slice(0, 4)) {
    for (const digit of String(Number.parseInt(char, 36))) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest;
}

function words(name: string): string[] {
  const found = name.split(/[ .]+/).filter(Boolean);
  return found.filter((word) => !TITLES.has(word.toLowerCase().replace(/^['’]+/, "")));
}

function compiled(pattern: string, ignoreCase: boolean): RegExp {
  const parts = { ...table.parts, FIRST: `(?:${table.first_names.join("|")})` };
  let filled = pattern;
  for (let round = 0; round < 3; round++) {
    for (const [name, part] of Object.entries(parts)) filled = filled.replaceAll(`<${name}>`, part);
  }
  filled = filled.replaceAll("<L>", table.letters).replaceAll("<U>", table.capitals);
  return new RegExp(filled, ignoreCase ? "giu" : "gu");
}
