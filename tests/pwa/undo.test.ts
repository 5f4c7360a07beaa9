/** E19: what was deleted can be undone for ten seconds, also when it is on its way already. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { deleteDocument, finishDeletions } from "@/data/acting.ts";
import { account } from "@/data/live.ts";
import { PLACEMENT, SUPERVISOR } from "./fake_server.ts";
import { words } from "./phone.ts";
import { openPhone, phone } from "./stage.ts";

beforeEach(() => {
  vi.stubGlobal("window", new EventTarget());
  account.value = phone.account;
});

afterEach(() => {
  account.value = null;
  vi.unstubAllGlobals();
});

/** As whoever leaves the page does, or looks what would stay behind at logging out. */
async function deleteForGood(docId: string): Promise<() => Promise<void>> {
  const undo = await deleteDocument(docId);
  finishDeletions();
  await vi.waitFor(() => expect(phone.account.leaving.size).toBe(0));
  expect(phone.account.documents.value).toEqual([]);
  return undo;
}

const shown = () => phone.account.documents.value.map(({ content }) => content.title);

test("E19 an undo that comes in time leaves no trace", async () => {
  const docId = await phone.save(words("Soep gekookt"));
  await phone.sync();
  const undo = await deleteDocument(docId);
  expect(shown()).toEqual([]);
  await undo();
  finishDeletions();
  expect(shown()).toEqual(["Soep gekookt"]);
  expect(phone.account.counts.value.waiting).toBe(0);
});

test("E19 an undo after the tombstone was written brings the words back", async () => {
  const docId = await phone.save(words("Soep gekookt"));
  await phone.sync();
  const undo = await deleteForGood(docId);
  await phone.sync();
  await undo();
  expect(shown()).toEqual(["Soep gekookt"]);
  expect(phone.see(docId).siblings).toEqual([]);
  await phone.sync();
  expect(phone.state(docId)).toBe("stored");
});

test("E19 so does one that comes before the tombstone is down", async () => {
  const docId = await phone.save(words("Soep gekookt"));
  await phone.sync();
  const undo = await deleteDocument(docId);
  finishDeletions();
  await undo();
  expect(shown()).toEqual(["Soep gekookt"]);
});

test("E19 so do words that were never saved, or never sent", async () => {
  const docId = await phone.write(words("half een zin"));
  await (await deleteForGood(docId))();
  expect(shown()).toEqual(["half een zin"]);
  await phone.save(words("een hele zin"), docId);
  await (await deleteForGood(docId))();
  expect(shown()).toEqual(["een hele zin"]);
});

test("E19 so do words that may not leave this device", async () => {
  const docId = await phone.save(words("Soep gekookt"));
  await phone.sync();
  await phone.write({ ...words("Soep"), description: "Bel mij op 06-12345678." }, docId);
  await (await deleteForGood(docId))();
  expect(shown()).toEqual(["Soep"]);
  await phone.save(words("Soep"), docId);
  await phone.sync();
  expect(phone.see(docId).siblings).toEqual([]);
  expect(phone.see(docId).placementId).toBe(PLACEMENT);
});

test("whoever signed in meanwhile gets nothing of it", async () => {
  const docId = await phone.write(words("half een zin"));
  const undo = await deleteForGood(docId);
  const next = await openPhone(SUPERVISOR);
  account.value = next.account;
  await undo();
  expect(next.account.counts.value.drafts).toBe(0);
  expect(next.account.documents.value).toEqual([]);
});
