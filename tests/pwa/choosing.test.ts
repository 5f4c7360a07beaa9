/** Choosing between versions, and deleting: what nobody was shown is not thrown away. */

import { expect, test } from "vitest";
import { Account } from "@/data/account.ts";
import { chooseVersion, removeDocument, restoreDocument, writeDraft } from "@/data/writing.ts";
import { PLACEMENT, STUDENT } from "./fake_server.ts";
import { words } from "./phone.ts";
import { device, openPhone, phone, server } from "./stage.ts";

/** "hier" and "elders", both on the server. */
async function twoVersions(): Promise<string> {
  const other = await openPhone();
  const doc = await phone.save(words("begin"));
  await phone.sync();
  await other.sync();
  await other.save(words("elders"), doc);
  await other.sync();
  await phone.save(words("hier"), doc);
  await phone.sync();
  expect(titles(doc)).toEqual(["elders", "hier"]);
  return doc;
}

function titles(doc: string): unknown[] {
  const { head, siblings } = phone.see(doc);
  return [head, ...siblings].map((item) => item?.content?.title).sort();
}

function onServer(doc: string): unknown[] {
  const revisions = server.documents.get(doc)?.revisions.values() ?? [];
  return [...revisions].map(({ content }) => content?.title);
}

const secret = { ...words("geheim"), description: "Bel mij op 06-12345678." };

test.each([
  ["head", 0],
  ["sibling", 1],
] as const)(
  "E11 a draft on the %s that nobody was shown is a version of its own after a choice",
  async (_, place) => {
    const doc = await twoVersions();
    phone.account.setBase(doc, phone.shown(doc)[place] ?? null);
    await phone.write(words("hier, en verder getypt"), doc);
    const chosen = await chooseVersion(phone.account, doc, words("elders"), phone.shown(doc));
    expect(chosen).toEqual({ ok: true });
    expect(phone.see(doc).head?.content?.title).toBe("elders");
    expect(titles(doc)).toEqual(["elders", "hier, en verder getypt"]);
    expect(phone.see(doc).hasDraft).toBe(false);
    await phone.sync();
    expect(phone.state(doc)).toBe("two_versions");
    expect(onServer(doc)).toContain("hier, en verder getypt");
    await chooseVersion(phone.account, doc, words("samen"), phone.shown(doc));
    await phone.sync();
    expect(titles(doc)).toEqual(["samen"]);
  },
);

test("choosing the version in which it was deleted deletes it again, on every device", async () => {
  const other = await openPhone();
  const doc = await phone.save(words("begin"));
  await phone.sync();
  await other.sync();
  await removeDocument(other.account, doc);
  await other.sync();
  await phone.save(words("hier"), doc);
  await phone.sync();
  const { head, siblings } = phone.see(doc);
  expect([head, ...siblings].map((it) => it?.deleted).sort()).toEqual([false, true]);
  await chooseVersion(phone.account, doc, words("begin"), phone.shown(doc), true);
  await phone.sync();
  await other.sync();
  for (const device of [phone, other]) {
    expect(device.see(doc).siblings).toEqual([]);
    expect(device.see(doc).head?.deleted).toBe(true);
  }
});

test("a draft that says what was shown or chosen adds no version", async () => {
  for (const text of ["hier", "elders", "samen"]) {
    const doc = await twoVersions();
    await phone.write(words(text), doc);
    await chooseVersion(phone.account, doc, words("samen"), phone.shown(doc));
    expect(titles(doc)).toEqual(["samen"]);
    expect(phone.see(doc).hasDraft).toBe(false);
  }
});

test("a draft that the guard holds back stays on the phone after a choice", async () => {
  const doc = await twoVersions();
  await phone.write(secret, doc);
  expect((await chooseVersion(phone.account, doc, words("elders"), phone.shown(doc))).ok).toBe(
    true,
  );
  await phone.sync();
  expect(phone.see(doc).content.title).toBe("geheim");
  expect(onServer(doc)).not.toContain("geheim");
});

test("E11 a third version is not rounded off by a choice between the first two", async () => {
  const third = await openPhone();
  await third.sync();
  const doc = await twoVersions();
  await third.sync();
  const { head, siblings } = phone.see(doc);
  const pair = phone.shown(doc);
  third.account.setBase(doc, null);
  await third.save(words("nog een"), doc);
  await third.sync();
  await phone.sync();
  expect([head, ...siblings]).toHaveLength(2);
  await chooseVersion(phone.account, doc, words("samen"), pair);
  await phone.sync();
  expect(titles(doc)).toEqual(["nog een", "samen"]);
});

test("E11 a version that came while the two were on the screen is not replaced unseen", async () => {
  const doc = await twoVersions();
  const pair = phone.shown(doc);
  const other = await openPhone();
  await other.sync();
  await other.write(words("elders gekozen"), doc);
  await chooseVersion(other.account, doc, words("elders gekozen"), pair);
  await other.save(words("en daarna veranderd"), doc);
  await other.sync();
  await phone.sync();
  await chooseVersion(phone.account, doc, words("hier gekozen"), pair);
  await phone.sync();
  expect(titles(doc)).toEqual(["en daarna veranderd", "hier gekozen"]);
});

/** A tab of which the other one hears nothing. */
async function typeInOtherTab(doc: string, text: string): Promise<void> {
  const tab = await Account.open(STUDENT, { now: () => new Date(), database: device });
  await writeDraft(tab, PLACEMENT, "entry", doc, words(text));
}

test("a letter that is typed while a version is chosen is kept, and the choice too", async () => {
  const doc = await twoVersions();
  await phone.write(words("half"), doc);
  const pair = phone.shown(doc);
  await typeInOtherTab(doc, "half een zin");
  const chosen = await chooseVersion(phone.account, doc, words("elders"), pair);
  expect(chosen).toEqual({ ok: true });
  expect(titles(doc)).toEqual(["elders", "half een zin"]);
  expect(phone.account.baseOf(doc)).toBe(phone.see(doc).head?.rev_id);
});

test("a deleted activity can be brought back with its last words, saved or not", async () => {
  const doc = await phone.save(words("Soep"));
  await phone.write(words("Soep gekookt"), doc);
  await typeInOtherTab(doc, "Soep gekookt en uitgedeeld");
  expect(await removeDocument(phone.account, doc)).toEqual({ ok: true });
  await phone.sync();
  expect(phone.account.removed.value.map(({ docId }) => docId)).toEqual([doc]);
  expect(onServer(doc)).toContain("Soep gekookt en uitgedeeld");
  await restoreDocument(phone.account, doc);
  expect(phone.see(doc).content.title).toBe("Soep gekookt en uitgedeeld");
});

test("what the guard holds back does not leave the phone with a deletion", async () => {
  const doc = await phone.save(words("Soep"));
  await phone.write(secret, doc);
  await removeDocument(phone.account, doc);
  await phone.sync();
  expect(phone.account.removed.value.map(({ docId }) => docId)).toEqual([doc]);
  expect(onServer(doc)).toEqual(["Soep", "Soep"]);
});
