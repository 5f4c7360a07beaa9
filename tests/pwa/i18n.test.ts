import { expect, test } from "vitest";
import { t, tn } from "@/i18n.ts";

test("a sentence is its own Dutch message, with its blanks filled in", () => {
  expect(t("Versturen naar {name}", { name: "Anouk" })).toBe("Versturen naar Anouk");
});

test("a count chooses between one and more", () => {
  const say = (n: number) => tn("{n} tekst wacht", "{n} teksten wachten", n);
  expect([say(1), say(2), say(0)]).toEqual([
    "1 tekst wacht",
    "2 teksten wachten",
    "0 teksten wachten",
  ]);
});

test("an unknown blank stays visible, so that a mistake is seen", () => {
  expect(t("Hallo {name}", {})).toBe("Hallo {name}");
});
