/** Logging out asks first where something would go or stay, and says which of the two. */

import { h } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { account } from "@/data/live.ts";
import { keepPhrases } from "@/data/phrases.ts";
import { AccountPanel } from "@/screens/shell/AccountPanel.tsx";
import { words } from "./phone.ts";
import { Screen } from "./screen.ts";
import { phone } from "./stage.ts";

let screen: Screen;

beforeEach(async () => {
  screen = new Screen();
  account.value = phone.account;
  await keepPhrases(phone.account, { tip: ["Vraag eens door.", "Neem de tijd."] });
});

afterEach(() => {
  screen.draw(null);
  account.value = null;
});

async function asked(): Promise<string> {
  screen.draw(h(AccountPanel, {}));
  screen.press("Uitloggen");
  await vi.waitFor(() => expect(screen.text()).toContain("2 eigen zinnen"));
  return screen.text();
}

test("sentences of one's own that nobody else has are said to go", async () => {
  const text = await asked();
  expect(text).toContain("Uw eigen zinnen gaan weg");
  expect(text).toContain("Wilt u ze houden? Download ze eerst.");
  expect(text).not.toContain("Nog niet alles is verstuurd");
  screen.button("Uitloggen en alles wissen");
});

test("with what was not sent they are said to stay", async () => {
  await phone.write(words("half een zin"));
  const text = await asked();
  expect(text).toContain("Nog niet alles is verstuurd");
  expect(text).toContain("Het blijft op dit toestel staan tot u hier weer inlogt.");
  screen.button("Toch uitloggen");
});
