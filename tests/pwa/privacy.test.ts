import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { purposeHint } from "../../pwa/src/rules/entries.ts";
import { scanContent } from "../../pwa/src/rules/privacy.ts";

interface Vectors {
  allow: string[];
  cases: { text: string; hits: [string, string, string][] }[];
}
const path = new URL("../vectors/privacy.json", import.meta.url);
const vectors: Vectors = JSON.parse(readFileSync(path, "utf-8"));

test.each(vectors.cases)("the phone finds what the server finds: $text", ({ text, hits }) => {
  const found = scanContent({ text }, vectors.allow);
  expect(found.map(({ rule, severity, excerpt }) => [rule, severity, excerpt])).toEqual(hits);
});

test("codes are not read, nested words are, and a word can be marked as no client", () => {
  const content = { goals: ["a@b.nl"], dilemma: { options: ["mevrouw Bakker"] } };
  expect(scanContent(content, []).map(({ field }) => field)).toEqual(["dilemma.options.0"]);
  expect(scanContent({ ...content, not_client: ["mevrouw Bakker"] }, [])).toEqual([]);
});

test("of a photo its words are read, and its hash is not", () => {
  const photo = { sha256: "123456782", media_type: "image/jpeg", alt: "mevrouw Jansen roert" };
  const hits = scanContent({ attachments: [photo] }, []);
  expect(hits.map(({ field, excerpt }) => [field, excerpt])).toEqual([
    ["attachments.0.alt", "mevrouw Jansen"],
  ]);
});

test.each([
  ["Soep maken", true],
  ["Kletsen met bewoners", true],
  ["Een gezellige middag.", true],
  ["", false],
  ["Bewoners leren elkaar kennen", false],
  ["Zij durft zelf te bellen", false],
  ["Om rust te geven", false],
])("a purpose that only names an activity gets a question: %s", (purpose, asks) => {
  expect(purposeHint(purpose) !== "").toBe(asks);
});
