/** Facts that wait for something else: nobody hears less of others meanwhile. */

import { expect, test } from "vitest";
import { sendFact } from "@/data/writing.ts";
import type { NewFact } from "@/types.ts";
import { problem } from "./answers.ts";
import { SUPERVISOR } from "./fake_server.ts";
import { type Phone, words } from "./phone.ts";
import { openPhone, phone, server } from "./stage.ts";

const OTHER_STUDENT = "01900000-0000-7000-8000-0000000000cc";

async function sent(from: Phone, text: string): Promise<string> {
  const doc = await from.save(words(text));
  await from.submit(doc);
  await from.sync();
  return doc;
}

async function signed(doc: string): Promise<Phone> {
  const supervisor = await openPhone(SUPERVISOR);
  await supervisor.sync();
  await sendFact(supervisor.account, "sign_off", supervisor.see(doc), { comment: "" });
  return supervisor;
}

const offered = () => server.calls.filter(({ path }) => path === "/api/sync/facts").length;

test("a sign-off whose student never comes back after a restore keeps out no other student", async () => {
  const back = server.snapshot();
  const supervisor = await signed(await sent(phone, "van de telefoon die zoek is"));
  await supervisor.sync();
  server.restore(back);
  await supervisor.sync();
  const other = await openPhone(OTHER_STUDENT);
  const doc = await sent(other, "van een ander");
  const before = offered();
  expect(await supervisor.sync()).toMatchObject({ problem: "", waiting: 1 });
  expect(offered() - before).toBe(1);
  expect(supervisor.see(doc).content.title).toBe("van een ander");
});

test("an akkoord that waits for a photo keeps out no other student, and goes when it has come", async () => {
  const doc = await sent(phone, "met een foto die nog komt");
  const supervisor = await signed(doc);
  server.judge = () => "attachments_pending";
  await supervisor.sync();
  server.judge = (fact) => (fact.kind === "sign_off" ? "attachments_pending" : null);
  const news = await sent(await openPhone(OTHER_STUDENT), "van een ander");
  const before = offered();
  expect(await supervisor.sync()).toMatchObject({ sent: 0, problem: "", waiting: 1 });
  expect(offered() - before).toBe(1);
  expect(supervisor.see(news).content.title).toBe("van een ander");
  server.judge = () => null;
  expect(await supervisor.sync()).toMatchObject({ sent: 1, waiting: 0 });
  await phone.sync();
  expect(phone.state(doc)).toBe("signed");
});

test("an answer that names nothing of what was sent is still no answer", async () => {
  await sent(phone, "Soep gekookt");
  const doc = await phone.save(words("Brood gebakken"));
  await phone.sync();
  await phone.submit(doc);
  const results = [{ fact_id: "another", outcome: "refused", code: "attachments_pending" }];
  server.fault = ({ path }) =>
    path === "/api/sync/facts" ? () => Response.json({ epoch: "e", results }) : null;
  expect(await phone.sync()).toMatchObject({ problem: "server", waiting: 1 });
});

const ofOne = (kind: string, code: string) => (fact: NewFact) => (fact.kind === kind ? code : null);
const kinds = (doc: string) => server.documents.get(doc)?.facts.map(({ kind }) => kind);

async function takeBack(supervisor: Phone, doc: string): Promise<void> {
  const { facts, waiting } = supervisor.see(doc);
  const target = [...facts, ...waiting].find(({ kind }) => kind !== "submission")?.fact_id;
  await sendFact(supervisor.account, "withdraw", supervisor.see(doc), { target, reason: "undo" });
}

/** As the server: what it does not know cannot be taken back. */
function judgeUndo(otherwise: (fact: NewFact) => string | null): void {
  server.judge = (fact, { facts }) =>
    fact.kind === "withdraw" && !facts.some(({ fact_id }) => fact_id === fact.body.target)
      ? "invalid"
      : otherwise(fact);
}

test("an akkoord that was taken back while it waited for a photo is never given", async () => {
  const doc = await sent(phone, "met een foto die nog komt");
  const supervisor = await signed(doc);
  judgeUndo(ofOne("sign_off", "attachments_pending"));
  await supervisor.sync();
  await takeBack(supervisor, doc);
  expect(await supervisor.sync()).toMatchObject({ problem: "", waiting: 0 });
  judgeUndo(() => null);
  await supervisor.sync();
  expect(kinds(doc)).toEqual(["submission"]);
  expect(supervisor.see(doc)).toMatchObject({ waiting: [] });
  expect(supervisor.see(doc).problem).toBeUndefined();
});

test("an akkoord that may have arrived is taken back on the server", async () => {
  const doc = await sent(phone, "met een antwoord dat zoekraakt");
  const supervisor = await signed(doc);
  judgeUndo(() => null);
  server.fault = ({ path }) => (path === "/api/sync/facts" ? "lost_reply" : null);
  await supervisor.sync();
  await takeBack(supervisor, doc);
  server.fault = () => null;
  expect(await supervisor.sync()).toMatchObject({ problem: "", waiting: 0 });
  expect(kinds(doc)).toEqual(["submission", "sign_off", "withdraw"]);
});

test("what was taken back before it was ever sent goes as both, in that order", async () => {
  const doc = await sent(phone, "zonder net");
  const supervisor = await signed(doc);
  await takeBack(supervisor, doc);
  judgeUndo(() => null);
  expect(await supervisor.sync()).toMatchObject({ problem: "", waiting: 0 });
  expect(kinds(doc)).toEqual(["submission", "sign_off", "withdraw"]);
});

test("taking back what the server then refuses, or finds too large, leaves nothing behind", async () => {
  const doc = await sent(phone, "intussen veranderd");
  const supervisor = await signed(doc);
  await takeBack(supervisor, doc);
  judgeUndo(ofOne("sign_off", "changed"));
  expect(await supervisor.sync()).toMatchObject({ problem: "", waiting: 0 });
  expect(server.refused.map(({ code }) => code)).toEqual(["changed"]);
  expect(supervisor.see(doc).problem?.code).toBe("changed");
  const other = await signed(doc);
  await takeBack(other, doc);
  server.fault = ({ path }) =>
    path === "/api/sync/facts" ? () => problem(413, "too_large") : null;
  await other.sync();
  expect(other.account.counts.value.waiting).toBe(0);
});

test("taking back waits with what came back after a restore and whose document is not there yet", async () => {
  const back = server.snapshot();
  const doc = await sent(phone, "van een telefoon die later komt");
  const supervisor = await signed(doc);
  await supervisor.sync();
  server.restore(back);
  const open = supervisor.see(doc);
  await supervisor.sync();
  expect(supervisor.account.view(doc)).toBeUndefined();
  const target = open.facts.find(({ kind }) => kind === "sign_off")?.fact_id;
  await sendFact(supervisor.account, "withdraw", open, { target, reason: "undo" });
  judgeUndo(() => null);
  for (let n = 0; n < 2; n += 1) await supervisor.sync();
  expect(server.refused).toEqual([]);
  await phone.sync();
  for (let n = 0; n < 2; n += 1) await supervisor.sync();
  expect(kinds(doc)?.slice(-2)).toEqual(["sign_off", "withdraw"]);
});
