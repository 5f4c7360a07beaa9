/** Words of a reader that the server refused stay in sight until their writer has read why. */

import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { sendFact, submitDocument } from "@/data/writing.ts";
import { hasArrived } from "@/screens/student/EntryState.tsx";
import { problemSentence } from "@/screens/student/problemWords.ts";
import { SUPERVISOR } from "./fake_server.ts";
import { type Phone, words } from "./phone.ts";
import { openPhone, phone, server } from "./stage.ts";

async function read(text: string): Promise<{ doc: string; supervisor: Phone }> {
  const doc = await phone.save(words(text));
  await phone.submit(doc);
  await phone.sync();
  const supervisor = await openPhone(SUPERVISOR);
  await supervisor.sync();
  return { doc, supervisor };
}

/** Earlier than all that the server says after it. */
beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 8, 1) }));
afterAll(() => void vi.useRealTimers());

const asks = (text: string) => ({ text });

test("E10 a refused question is still told after the student has sent a newer version", async () => {
  const { doc, supervisor } = await read("begin");
  await sendFact(supervisor.account, "request_changes", supervisor.see(doc), asks("Waarom zo?"));
  server.judge = (fact) => (fact.kind === "request_changes" ? "changed" : null);
  await supervisor.sync();
  await phone.write(words("vervolg"), doc);
  await phone.submit(doc);
  await phone.sync();
  await supervisor.sync();
  expect(supervisor.see(doc).problem).toMatchObject({ code: "changed" });
  expect(supervisor.see(doc).problem?.fact?.body.text).toBe("Waarom zo?");
  await supervisor.account.dismissProblem(doc, supervisor.see(doc).problem?.id ?? "");
  expect(supervisor.see(doc).problem).toBeUndefined();
});

test("a remark that was refused after a restore is told when its document is back", async () => {
  const back = server.snapshot();
  const { doc, supervisor } = await read("begin");
  server.restore(back);
  await sendFact(supervisor.account, "remark", supervisor.see(doc), { tone: "tip", text: "Zout?" });
  await supervisor.sync();
  await phone.sync();
  await supervisor.sync();
  expect(supervisor.see(doc).problem?.fact?.body.text).toBe("Zout?");
});

test("other words of the same kind do not say what was refused; the same words do", async () => {
  const { doc, supervisor } = await read("begin");
  const say = (text: string) =>
    sendFact(supervisor.account, "remark", supervisor.see(doc), { tone: "tip", text });
  server.judge = ({ body }) => (body.text === "Zout?" ? "held_back" : null);
  await say("Zout?");
  await say("Peper?");
  await supervisor.sync();
  expect(supervisor.see(doc).problem?.fact?.body.text).toBe("Zout?");
  server.judge = () => null;
  await say("Zout?");
  expect(supervisor.see(doc).problem).toBeUndefined();
  await supervisor.sync();
  expect(supervisor.see(doc).problem).toBeUndefined();
});

test("E3 what the server refused did not arrive, and the student reads why", async () => {
  const doc = await phone.save(words("over twee dagen"));
  server.judge = () => "invalid";
  await phone.submit(doc);
  expect(hasArrived(phone.see(doc))).toBe(false);
  await phone.sync();
  expect(phone.see(doc).waiting).toEqual([]);
  expect(hasArrived(phone.see(doc))).toBe(false);
  expect(problemSentence(phone.see(doc))).toContain("dag");
  server.judge = () => null;
  await phone.write(words("gisteren"), doc);
  await phone.submit(doc);
  await phone.sync();
  expect(hasArrived(phone.see(doc))).toBe(true);
});

test("a second tap on 'Versturen' sends nothing twice; another person or question is no second tap", async () => {
  const doc = await phone.save(words("Soep"));
  await Promise.all([phone.submit(doc), phone.submit(doc)]);
  await phone.submit(doc);
  await phone.sync();
  await phone.submit(doc);
  await phone.sync();
  const facts = () => server.documents.get(doc)?.facts ?? [];
  expect(facts()).toHaveLength(1);
  await submitDocument(phone.account, doc, { ask: "sign_off", to: SUPERVISOR });
  await phone.sync();
  expect(facts()).toHaveLength(2);
  const supervisor = await openPhone(SUPERVISOR);
  await supervisor.sync();
  await sendFact(supervisor.account, "request_changes", supervisor.see(doc), asks("Meer?"));
  await supervisor.sync();
  await phone.sync();
  await submitDocument(phone.account, doc, { ask: "sign_off", to: SUPERVISOR });
  await phone.sync();
  expect(facts().map(({ kind }) => kind)).toEqual([
    "submission",
    "submission",
    "request_changes",
    "submission",
  ]);
});
