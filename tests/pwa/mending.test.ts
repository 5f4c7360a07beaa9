/** What the server did not take: how its words stay in sight, and how a newer text takes its place. */

import { expect, test } from "vitest";
import { outboxOf } from "@/data/problems.ts";
import {
  chooseVersion,
  removeDocument,
  saveDocument,
  sendFact,
  writeDraft,
} from "@/data/writing.ts";
import { newId } from "@/rules/uuid.ts";
import { problem } from "./answers.ts";
import type { Call } from "./fake_server.ts";
import { PLACEMENT } from "./fake_server.ts";
import { words } from "./phone.ts";
import { openPhone, phone, server } from "./stage.ts";

const isWrong = (title: unknown) => String(title).startsWith("fout");
const quarantineWrong = () => {
  server.inspect = ({ content }) => (isWrong(content?.title) ? "not_canonical" : null);
};
type Sent = { content?: { title?: string } | null };
const titlesIn = ({ body }: Call) => (body?.items as Sent[])?.map(({ content }) => content?.title);
/** As the server: what is too long gets no receipt, and alone no answer but 413. */
const refuseLong = (status = 413, code = "too_large") => {
  server.fault = (call) =>
    call.path === "/api/sync/push" && titlesIn(call).some((title) => title?.startsWith("lang"))
      ? () => problem(status, code)
      : null;
};
const versionsAt = (doc: string) => [...(server.documents.get(doc)?.revisions.values() ?? [])];
const titlesAt = (doc: string) => versionsAt(doc).map(({ content }) => content?.title);
const waiting = () => phone.account.store.run(outboxOf);

test("E10 a quarantined text that is on the screen is what is sent, without another keystroke", async () => {
  const doc = await phone.save(words("goed"));
  await phone.sync();
  quarantineWrong();
  await phone.save(words("fout"), doc);
  await phone.sync();
  expect(phone.see(doc).content.title).toBe("fout");
  server.inspect = () => null;
  expect(await phone.submit(doc)).toEqual({ ok: true });
  await phone.sync();
  const kept = server.documents.get(doc);
  expect(titlesAt(doc)).toEqual(["goed", "fout"]);
  expect(kept?.revisions.get(kept.submitted ?? "")?.content?.title).toBe("fout");
  expect(phone.state(doc)).toBe("sent");
});

test("E10 'Bewaren' on a quarantined text makes a version of it, also when it is the only one", async () => {
  quarantineWrong();
  const doc = await phone.save(words("fout"));
  await phone.sync();
  server.inspect = () => null;
  expect(await saveDocument(phone.account, doc)).toEqual({ ok: true });
  await phone.sync();
  expect(titlesAt(doc)).toEqual(["fout"]);
  expect(phone.state(doc)).toBe("stored");
});

test("E10 a quarantined text that was sent too stays on the screen", async () => {
  const doc = await phone.save(words("goed"));
  await phone.submit(doc);
  await phone.sync();
  quarantineWrong();
  await phone.write(words("fout"), doc);
  await phone.submit(doc);
  server.judge = () => "changed";
  await phone.sync();
  expect(phone.see(doc).content.title).toBe("fout");
  expect(phone.see(doc).problem?.code).toBe("not_canonical");
});

test("E10 quarantined words on the screen are what is sent, also while a question about them is stuck", async () => {
  const doc = await phone.save(words("goed"));
  await phone.sync();
  quarantineWrong();
  await phone.save(words("fout"), doc);
  await phone.sync();
  server.fault = ({ path }) =>
    path === "/api/sync/facts" ? () => problem(500, "unexpected") : null;
  const goed = versionsAt(doc)[0];
  if (!goed) throw new Error("not kept");
  await sendFact(phone.account, "remark", { ...phone.see(doc), head: goed }, { text: "?" });
  await phone.sync();
  expect(phone.see(doc).problem?.fact?.kind).toBe("remark");
  expect(phone.see(doc).content.title).toBe("fout");
  server.inspect = () => null;
  server.fault = () => null;
  expect(await phone.submit(doc)).toEqual({ ok: true });
  await phone.sync();
  expect(titlesAt(doc)).toEqual(["goed", "fout"]);
});

test("what is typed on after a quarantine, on the same page, is no second version", async () => {
  const doc = await phone.save(words("goed"));
  await phone.sync();
  quarantineWrong();
  await phone.save(words("fout"), doc);
  await phone.sync();
  await phone.write(words("beter"), doc);
  expect(await phone.submit(doc)).toEqual({ ok: true });
  await phone.sync();
  expect(phone.see(doc).siblings).toEqual([]);
  expect(phone.state(doc)).toBe("sent");
});

test("E10 a text that was too long makes way for the one that was made shorter", async () => {
  const doc = await phone.save(words("lang"));
  refuseLong();
  await phone.sync();
  expect(phone.see(doc).problem?.code).toBe("too_large");
  await phone.save(words("kort"), doc);
  expect(await phone.sync()).toMatchObject({ problem: "", waiting: 0 });
  expect(phone.state(doc)).toBe("stored");
  expect(titlesAt(doc)).toEqual(["kort"]);
  expect(versionsAt(doc)[0]?.base_rev).toBeNull();
});

test("a text that was made shorter twice is built on what the server has, and can be sent", async () => {
  const doc = await phone.save(words("begin"));
  await phone.sync();
  refuseLong();
  for (const title of ["lang", "langer"]) {
    await phone.save(words(title), doc);
    await phone.sync();
  }
  expect(await waiting()).toHaveLength(1);
  await phone.write(words("kort"), doc);
  expect(await phone.submit(doc)).toEqual({ ok: true });
  await phone.sync();
  expect(titlesAt(doc)).toEqual(["begin", "kort"]);
  expect(phone.state(doc)).toBe("sent");
  expect(phone.account.counts.value.waiting).toBe(0);
});

test("what was asked about a text that was too long is not asked about the next one by itself", async () => {
  const doc = await phone.save(words("lang"));
  await phone.submit(doc);
  refuseLong();
  await phone.sync();
  await phone.save(words("kort"), doc);
  await phone.sync();
  expect(server.documents.get(doc)?.submitted).toBeNull();
  expect(phone.state(doc)).toBe("stored");
  expect(await waiting()).toEqual([]);
});

test("what was taken back while a text was too long stays taken back", async () => {
  const doc = newId();
  const write = (title: string) =>
    writeDraft(phone.account, PLACEMENT, "private_note", doc, words(title));
  await write("begin");
  await saveDocument(phone.account, doc);
  await sendFact(phone.account, "share", phone.see(doc), {});
  await phone.sync();
  const target = phone.see(doc).facts[0]?.fact_id ?? "";
  await write("lang");
  await saveDocument(phone.account, doc);
  await sendFact(phone.account, "withdraw", phone.see(doc), { target });
  refuseLong();
  await phone.sync();
  await write("kort");
  await saveDocument(phone.account, doc);
  await phone.sync();
  const facts = server.documents.get(doc)?.facts ?? [];
  expect(facts.map(({ kind }) => kind)).toEqual(["share", "withdraw"]);
  expect(facts[1]?.rev_id).toBe(phone.see(doc).head?.rev_id);
});

test("a text that may have arrived makes way for nothing", async () => {
  const doc = await phone.save(words("lang"));
  refuseLong(500, "unexpected");
  await phone.sync();
  await phone.save(words("kort"), doc);
  expect((await waiting()).map(({ type }) => type)).toEqual(["revision", "revision"]);
  expect(phone.see(doc).content.title).toBe("kort");
  server.fault = () => null;
  await phone.sync();
  expect(titlesAt(doc)).toEqual(["lang", "kort"]);
  expect(phone.state(doc)).toBe("stored");
});

test("a text that is too long can be deleted: the last words are those that the server has", async () => {
  const doc = await phone.save(words("begin"));
  await phone.sync();
  refuseLong();
  const unsent = await phone.save(words("lang en nieuw"));
  await phone.save(words("lang"), doc);
  await phone.sync();
  expect(await removeDocument(phone.account, doc)).toEqual({ ok: true });
  expect(await removeDocument(phone.account, unsent)).toEqual({ ok: true });
  expect(await phone.sync()).toMatchObject({ problem: "", waiting: 0 });
  expect(phone.account.documents.value).toEqual([]);
  expect(titlesAt(doc)).toEqual(["begin", "begin"]);
});

test("a version that is chosen above one that was too long is not built on it", async () => {
  const other = await openPhone();
  const doc = await phone.save(words("begin"));
  await phone.sync();
  await other.sync();
  await other.save(words("elders"), doc);
  await other.sync();
  refuseLong();
  await phone.save(words("lang"), doc);
  await phone.sync();
  expect(phone.see(doc).siblings).toHaveLength(1);
  await chooseVersion(phone.account, doc, words("elders"), phone.shown(doc));
  expect(await phone.sync()).toMatchObject({ problem: "", waiting: 0 });
  expect(phone.state(doc)).toBe("stored");
});

test("E10 many texts that are too long keep nothing else from going or coming", async () => {
  for (let n = 0; n < 6; n += 1) await phone.save(words(`lang ${n}`));
  refuseLong();
  await phone.sync();
  await phone.sync();
  const other = await openPhone();
  const doc = await other.save(words("van elders"));
  await other.sync();
  const sent = await phone.save(words("kort"));
  await phone.submit(sent);
  await phone.sync();
  expect(phone.state(sent)).toBe("sent");
  expect(phone.see(doc).content.title).toBe("van elders");
});

test("a server that answers everything with a fault is left alone after a few tries", async () => {
  for (let n = 0; n < 8; n += 1) await phone.save(words(`tekst ${n}`));
  server.fault = ({ path }) =>
    path === "/api/sync/push" ? () => problem(500, "unexpected") : null;
  for (let n = 0; n < 3; n += 1) await phone.sync();
  expect((await waiting()).filter((row) => row.problem)).toHaveLength(5);
});
