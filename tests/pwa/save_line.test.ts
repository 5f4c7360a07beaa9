/** What the line in the header says while somebody writes. */

import { effect } from "@preact/signals";
import { expect, test } from "vitest";
import { saveDocument } from "@/data/acting.ts";
import { account, sync } from "@/data/live.ts";
import { newId } from "@/rules/uuid.ts";
import { FakeServer, STUDENT } from "./fake_server.ts";
import { Phone, words } from "./phone.ts";

test("E3 nothing is called safe from the tap until the receipt", async () => {
  const phone = await Phone.open(new FakeServer(), STUDENT, `line-${newId()}`);
  await phone.sync();
  account.value = phone.account;
  const docId = await phone.write(words("begin"));
  const seen: string[] = [];
  const stop = effect(() => {
    const { waiting, writing } = sync.value;
    const said = waiting > 0 ? "counted" : writing ? "writing" : "safe";
    if (said !== seen.at(-1)) seen.push(said);
  });
  const saving = saveDocument(docId);
  expect(seen).toEqual(["safe", "writing"]);
  await saving;
  expect(seen).toEqual(["safe", "writing", "counted"]);
  await phone.sync();
  expect(seen).toEqual(["safe", "writing", "counted", "safe"]);
  stop();
  account.value = null;
});
