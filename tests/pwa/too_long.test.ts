/** A text that the server never takes, and the shorter one that was saved over it before that was known. */

import { expect, test } from "vitest";
import { outboxOf } from "@/data/problems.ts";
import { removeDocument, saveDocument } from "@/data/writing.ts";
import { problem } from "./answers.ts";
import { words } from "./phone.ts";
import { phone, server } from "./stage.ts";

type Sent = { content?: { title?: string } | null };
const versionsAt = (doc: string) => [...(server.documents.get(doc)?.revisions.values() ?? [])];
const titlesAt = (doc: string) => versionsAt(doc).map(({ content }) => content?.title);
const waiting = () => phone.account.store.run(outboxOf);

/** As the server in a batch: what is too long gets no receipt, and the rest goes its way. */
const leaveOutLong = () => {
  server.fault = (call) => {
    const items = (call.body?.items ?? []) as Sent[];
    const isLong = ({ content }: Sent) => content?.title?.startsWith("lang") === true;
    if (call.path !== "/api/sync/push" || !items.some(isLong)) return null;
    if (items.every(isLong)) return () => problem(413, "too_large");
    items.splice(0, items.length, ...items.filter((item) => !isLong(item)));
    return null;
  };
};
const longer = (title: string) => ({ ...words(title), text: "x".repeat(70_000) });

test("E10 a text that was made shorter before the server said no takes its place at once", async () => {
  const doc = await phone.save(words("begin"));
  await phone.sync();
  const begin = phone.see(doc).head?.rev_id;
  leaveOutLong();
  await phone.save(longer("lang"), doc);
  await phone.save(words("kort"), doc);
  expect(await phone.submit(doc)).toEqual({ ok: true });
  await phone.write(words("verder"), doc);
  await phone.sync();
  expect(titlesAt(doc)).toEqual(["begin", "kort"]);
  expect(versionsAt(doc)[1]?.base_rev).toBe(begin);
  expect(await waiting()).toEqual([]);
  expect(server.documents.get(doc)?.submitted).toBe(versionsAt(doc)[1]?.rev_id);
  await saveDocument(phone.account, doc);
  await phone.submit(doc);
  await phone.sync();
  expect(phone.see(doc).siblings).toEqual([]);
  expect(phone.state(doc)).toBe("sent");
});

/** The server has the shorter text, and misses what it was built on. */
async function keptOverLong(): Promise<string> {
  const doc = await phone.save(words("begin"));
  await phone.sync();
  leaveOutLong();
  await phone.save(words("lang"), doc);
  await phone.save(words("kort"), doc);
  await phone.sync();
  await phone.sync();
  expect(titlesAt(doc)).toEqual(["begin", "kort"]);
  expect(phone.see(doc).problem?.code).toBe("too_large");
  return doc;
}

test("E10 what is written over a text that was kept above one that was too long brings rest", async () => {
  const doc = await keptOverLong();
  await phone.save(words("korter"), doc);
  expect(await phone.sync()).toMatchObject({ problem: "", waiting: 0 });
  expect(phone.see(doc).head?.content?.title).toBe("korter");
  expect(phone.see(doc).siblings).toEqual([]);
  expect(phone.state(doc)).toBe("stored");
  const [begin, kort, korter] = versionsAt(doc);
  expect(korter).toMatchObject({ base_rev: begin?.rev_id, merges: [kort?.rev_id] });
});

test("E10 'Versturen' on a text that was kept above one that was too long sends it", async () => {
  const doc = await keptOverLong();
  expect(await phone.submit(doc)).toEqual({ ok: true });
  expect(await phone.sync()).toMatchObject({ problem: "", waiting: 0 });
  expect(titlesAt(doc)).toEqual(["begin", "kort", "kort"]);
  expect(phone.see(doc).siblings).toEqual([]);
  expect(phone.state(doc)).toBe("sent");
});

test("a text that was kept above one that was too long is deleted with its own last words", async () => {
  const doc = await keptOverLong();
  expect(await removeDocument(phone.account, doc)).toEqual({ ok: true });
  expect(await phone.sync()).toMatchObject({ problem: "", waiting: 0 });
  expect(titlesAt(doc)).toEqual(["begin", "kort", "kort"]);
  expect(phone.account.documents.value).toEqual([]);
});
