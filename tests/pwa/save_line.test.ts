/** What the line in the header says while somebody writes. */

import { effect } from "@preact/signals";
import { h } from "preact";
import { expect, test, vi } from "vitest";
import { saveDocument } from "@/data/acting.ts";
import { account, sync } from "@/data/live.ts";
import { newId } from "@/rules/uuid.ts";
import { SaveLine } from "@/screens/shell/SaveLine.tsx";
import { FakeServer, STUDENT } from "./fake_server.ts";
import { Phone, words } from "./phone.ts";
import { Screen } from "./screen.ts";

const SAFE = "Alles staat op de server";

test("E3 nothing is called safe from the tap until the receipt", async () => {
  const phone = await Phone.open(new FakeServer(), STUDENT, `line-${newId()}`);
  await phone.sync();
  account.value = phone.account;
  const docId = await phone.write(words("begin"));
  const seen: string[] = [];
  const stop = effect(() => {
    const { waiting, writing, concepts } = sync.value;
    const said = waiting > 0 ? "counted" : writing ? "writing" : concepts > 0 ? "concept" : "safe";
    if (said !== seen.at(-1)) seen.push(said);
  });
  const saving = saveDocument(docId);
  expect(seen).toEqual(["concept", "writing"]);
  await saving;
  expect(seen).toEqual(["concept", "writing", "counted"]);
  await phone.sync();
  expect(seen).toEqual(["concept", "writing", "counted", "safe"]);
  stop();
  account.value = null;
});

test("E3 words that were typed into something saved are counted, and it is a Concept again", async () => {
  const phone = await Phone.open(new FakeServer(), STUDENT, `line-${newId()}`);
  await phone.sync();
  account.value = phone.account;
  const docId = await phone.save(words("begin"));
  await phone.sync();
  expect([phone.state(docId), sync.value.concepts]).toEqual(["stored", 0]);
  await phone.write(words("begin en meer"), docId);
  expect([phone.state(docId), sync.value.concepts]).toEqual(["draft", 1]);
  await phone.save(words("begin en meer"), docId);
  expect([phone.state(docId), sync.value.concepts]).toEqual(["on_phone", 0]);
  account.value = null;
});

test("E3 what is held back is counted once, as held back", async () => {
  const phone = await Phone.open(new FakeServer(), STUDENT, `line-${newId()}`);
  account.value = phone.account;
  await phone.save(words("Bel mevrouw De Vries op 06-12345678"));
  expect(sync.value).toMatchObject({ held: 1, concepts: 0 });
  account.value = null;
});

test("E3 nothing is called safe while the device keeps nothing, or words are nowhere else", async () => {
  const screen = new Screen();
  const phone = await Phone.open(new FakeServer(), STUDENT, `line-${newId()}`);
  account.value = phone.account;
  screen.draw(h(SaveLine, {}));
  expect(screen.text()).toContain(SAFE);
  phone.account.storage.value = "full";
  await vi.waitFor(() => expect(screen.text()).not.toContain(SAFE));
  phone.account.storage.value = "";
  await vi.waitFor(() => expect(screen.text()).toContain(SAFE));
  const gone = { doc_id: newId(), kind: "entry" as const, contents: [words("weg")], at: "" };
  phone.account.farewells.value = [gone];
  await vi.waitFor(() => expect(screen.text()).not.toContain(SAFE));
  screen.draw(null);
  account.value = null;
});
