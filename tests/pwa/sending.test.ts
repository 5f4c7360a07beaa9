/** Sending to the supervisor: exactly what was saved for it, and nothing that was only typed. */

import { expect, test, vi } from "vitest";
import { saveDocument, submitDocument, writeDraft } from "@/data/writing.ts";
import { newId } from "@/rules/uuid.ts";
import { PLACEMENT } from "./fake_server.ts";
import { words } from "./phone.ts";
import { openPhone, phone, server } from "./stage.ts";

const goalText = (text: string) => ({ text, status: "concept" });

async function typeGoal(text: string, docId = newId()): Promise<string> {
  await writeDraft(phone.account, PLACEMENT, "learning_goal", docId, goalText(text));
  return docId;
}

async function saveGoal(text: string): Promise<string> {
  const goal = await typeGoal(text);
  await saveDocument(phone.account, goal);
  return goal;
}

async function sendWith(goals: string[]) {
  const doc = await phone.save({ ...words("Soep"), goals });
  return phone.submit(doc);
}

test("an activity takes its goals along as they were saved, not what is being typed there", async () => {
  const goal = await saveGoal("Leren koken");
  await typeGoal("Leren koken, maar ik vind het", goal);
  expect(await sendWith([goal])).toEqual({ ok: true });
  await phone.sync();
  const sent = server.documents.get(goal);
  const texts = [...(sent?.revisions.values() ?? [])].map(({ content }) => content?.text);
  expect(texts).toEqual(["Leren koken"]);
  expect(sent?.submitted).toBe(phone.see(goal).head?.rev_id);
  expect(phone.see(goal).hasDraft).toBe(true);
});

test("a goal that was never saved is not sent along", async () => {
  const goal = await typeGoal("Leren ko");
  expect(await sendWith([goal])).toEqual({ ok: true });
  await phone.sync();
  expect(server.documents.has(goal)).toBe(false);
  expect(phone.state(goal)).toBe("draft");
});

test("a goal is sent along once for each version", async () => {
  const goal = await saveGoal("Leren koken");
  await sendWith([goal, goal]);
  await sendWith([goal]);
  await phone.sync();
  await sendWith([goal]);
  await phone.sync();
  expect(server.documents.get(goal)?.facts.map(({ kind }) => kind)).toEqual(["submission"]);
});

test("an activity and its goals are sent together, or it is said that they were not", async () => {
  const goal = await saveGoal("Leren koken");
  const doc = await phone.save({ ...words("Soep"), goals: [goal] });
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementationOnce(() => {
    throw new DOMException("no", "QuotaExceededError");
  });
  expect(await phone.submit(doc)).toEqual({ ok: false, reason: "storage" });
  vi.restoreAllMocks();
  expect(phone.see(goal).waiting).toEqual([]);
  expect(phone.see(doc).waiting).toEqual([]);
});

test("E11 what was typed in a sent activity is kept as a version when one has to be chosen first", async () => {
  const other = await openPhone();
  const doc = await phone.save(words("begin"));
  await phone.submit(doc);
  await phone.sync();
  await other.sync();
  await other.save(words("elders"), doc);
  await other.submit(doc);
  await other.sync();
  await phone.write(words("hier"), doc);
  await saveDocument(phone.account, doc);
  await phone.submit(doc);
  await phone.sync();
  await phone.write(words("hier verder"), doc);
  expect(await saveDocument(phone.account, doc)).toEqual({ ok: true });
  const asked = { ask: "sign_off", to: "" } as const;
  const refused = { ok: false, reason: "choose_version_first" };
  expect(await submitDocument(phone.account, doc, asked)).toEqual(refused);
  const { head, siblings, hasDraft } = phone.see(doc);
  const titles = [head, ...siblings].map((item) => item?.content?.title);
  expect(titles).toContain("hier verder");
  expect(titles).toContain("elders");
  expect(hasDraft).toBe(false);
});
