/**
 * What this app sends, recorded at the wire. The server must take the recordings of every version
 * that was ever released (tests/web/test_old_clients.py), so a file of a released version is
 * never changed: a new version records its own. While a version is unreleased, `-u` records again.
 */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SCHEMA_VERSION } from "@/data/revisions.ts";
import {
  chooseVersion,
  removeDocument,
  restoreDocument,
  saveDocument,
  sendFact,
  submitDocument,
  writeDraft,
} from "@/data/writing.ts";
import { emptyEntry } from "@/rules/content.ts";
import { emptyGoal } from "@/rules/goals.ts";
import { noteContent } from "@/rules/notes.ts";
import { newId } from "@/rules/uuid.ts";
import type { Content, DocumentKind, FactKind } from "@/types.ts";
import { version } from "../../pwa/package.json";
import { FakeServer, PLACEMENT, STUDENT, SUPERVISOR } from "./fake_server.ts";
import { Phone } from "./phone.ts";

let server: FakeServer;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-09-08T14:00:00Z") });
  let state = 1;
  vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
    const bytes = array as Uint8Array;
    for (let i = 0; i < bytes.length; i += 1) {
      state = (state * 48_271) % 2_147_483_647;
      bytes[i] = state >> 8;
    }
    return array;
  });
  server = new FakeServer();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const ENTRY: Content = {
  ...emptyEntry("2026-09-07"),
  minutes: 120,
  title: "Soepmiddag in de buurtkamer",
  description: "Elf bewoners kookten samen soep. 🙂\nEén bewoner sneed de uien.",
  purpose: "Bewoners leren elkaar bij naam kennen.",
  need: "Mensen zijn overdag veel alleen.",
  need_of: "group",
  effect: "partly",
  effect_text: "Zes mensen wisten na afloop een nieuwe naam.",
  adjust: "De volgende keer koken zij zelf.",
  work_processes: ["D1-K2-W2"],
  life_domains: ["social_relations"],
};

async function save(phone: Phone, kind: DocumentKind, content: Content, docId = newId()) {
  await writeDraft(phone.account, PLACEMENT, kind, docId, content);
  expect(await saveDocument(phone.account, docId)).toEqual({ ok: true });
  return docId;
}

async function tell(phone: Phone, kind: FactKind, docId: string, body: Content) {
  expect(await sendFact(phone.account, kind, phone.see(docId), body)).toEqual({ ok: true });
}

test("what this version sends is on record", async () => {
  const phone = await Phone.open(server, STUDENT, "payloads-phone");
  const other = await Phone.open(server, STUDENT, "payloads-laptop");
  const reader = await Phone.open(server, SUPERVISOR, "payloads-reader");

  // A goal, an entry that names it, and what is written for oneself.
  const goal = await save(phone, "learning_goal", { ...emptyGoal(), text: "Leren luisteren" });
  const entry = await save(phone, "entry", { ...ENTRY, goals: [goal] });
  await save(phone, "entry", { ...ENTRY, goals: [goal], minutes: 90 }, entry);
  const note = await save(phone, "private_note", { text: "Dit viel mij zwaar.", about: entry });
  await save(phone, "lived_experience", { text: "Ik ken dit van thuis.", about: entry });
  await tell(phone, "share", note, {});
  await submitDocument(phone.account, entry, { ask: "sign_off", to: SUPERVISOR });
  await phone.sync();

  // Thrown away, and brought back.
  const away = await save(phone, "entry", { ...ENTRY, title: "Toch niet" });
  await removeDocument(phone.account, away);
  await phone.sync();
  await restoreDocument(phone.account, away);
  await phone.sync();

  // Written on two devices, and joined.
  const twice = await save(phone, "entry", { ...ENTRY, title: "Spelletjes" });
  await phone.sync();
  await other.sync();
  await save(other, "entry", { ...ENTRY, title: "Spelletjes en taart" }, twice);
  await other.sync();
  await save(phone, "entry", { ...ENTRY, title: "Spelletjes buiten" }, twice);
  await phone.sync();
  await phone.sync();
  expect(phone.state(twice)).toBe("two_versions");
  const joined = { ...ENTRY, title: "Spelletjes buiten en taart" };
  const chosen = await chooseVersion(phone.account, twice, joined, phone.shown(twice));
  expect(chosen).toEqual({ ok: true });
  await phone.sync();
  await submitDocument(phone.account, twice, { ask: "feedback", to: "" });
  await phone.sync();

  // Read, answered, signed and taken back.
  await reader.sync();
  await tell(reader, "seen", entry, {});
  await tell(reader, "remark", entry, { tone: "top", text: "Mooi dat jullie samen kookten." });
  await tell(reader, "goal_agreement", goal, {});
  await tell(reader, "request_changes", twice, { text: "Wat wilde je ermee bereiken?" });
  await tell(reader, "sign_off", entry, { comment: "Goed gezien.", name: "", function: "" });
  await reader.sync();
  const signed = server.documents.get(entry)?.facts.find((fact) => fact.kind === "sign_off");
  await tell(reader, "withdraw", entry, { target: signed?.fact_id ?? "" });
  await reader.sync();
  await phone.sync();
  await tell(phone, "remark", entry, { tone: "note", text: "Dank je wel." });
  await phone.sync();

  const sent = server.calls
    .filter(({ path, body }) => /push|facts/.test(path) && body?.items?.length)
    .map(({ person, path, body }) => ({ person, path, body }));
  const record = {
    version,
    schema_version: SCHEMA_VERSION,
    placement: PLACEMENT,
    student: STUDENT,
    supervisor: SUPERVISOR,
    sent,
  };
  await expect(`${JSON.stringify(record, null, 1)}\n`).toMatchFileSnapshot(
    `../vectors/payloads/${version}.json`,
  );
});

test("a note keeps what a newer version wrote beside its words", () => {
  const before = { about: "a", text: "eerst", in_pdf: true, of_later: [1] };
  expect(noteContent("lived_experience", before, "a", "daarna")).toEqual({
    ...before,
    text: "daarna",
  });
  expect(noteContent("lived_experience", undefined, "a", "nieuw").in_pdf).toBe(false);
  expect(noteContent("private_note", undefined, "a", "nieuw")).toEqual({
    about: "a",
    text: "nieuw",
  });
});
