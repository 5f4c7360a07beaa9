import { expect, test } from "vitest";
import { hearServerClock, serverNow } from "@/data/serverClock.ts";
import { chainAround } from "@/rules/chain.ts";
import {
  answerTo,
  lastSigner,
  mayUndo,
  nextAfter,
  oldestFirst,
  standing,
  waitsForAnswer,
} from "@/rules/review.ts";
import type { Content, DocumentKind, DocumentView, Fact, FactKind, NewFact } from "@/types.ts";

const BRAM = "bram";

test("what was sent waits for an answer; sending it again asks for a new one", () => {
  const sent = told("submission", 1);
  expect(waitsForAnswer(view([sent]))).toBe(true);
  expect(waitsForAnswer(view([sent, told("request_changes", 2)]))).toBe(false);
  const again = view([sent, told("request_changes", 2), told("submission", 3)]);
  expect(waitsForAnswer(again)).toBe(true);
});

test("an answer that still lies on this device has answered it", () => {
  const entry = view([told("submission", 1)], [waiting("sign_off", "s1")]);
  expect(waitsForAnswer(entry)).toBe(false);
  expect(answerTo(entry)?.received_at).toBeUndefined();
});

test("what was taken back is no answer, also while that waits on this device", () => {
  const signed = [told("submission", 1), told("sign_off", 2, { fact_id: "s1" })];
  expect(waitsForAnswer(view([...signed, told("withdraw", 3, { body: { target: "s1" } })]))).toBe(
    true,
  );
  const undoing = view(signed, [waiting("withdraw", "w1", { target: "s1" })]);
  expect(waitsForAnswer(undoing)).toBe(true);
  expect(standing(undoing).map(({ kind }) => kind)).toEqual(["submission"]);
});

test("one's own work and what was never sent wait for nobody", () => {
  expect(waitsForAnswer({ ...view([told("submission", 1)]), mine: true })).toBe(false);
  const { submitted: _, ...unsent } = view([]);
  expect(waitsForAnswer(unsent)).toBe(false);
});

test("a goal waits until it was agreed upon once", () => {
  expect(waitsForAnswer(view([told("submission", 1)], [], "learning_goal"))).toBe(true);
  const agreed = [told("submission", 1), told("goal_agreement", 2), told("submission", 3)];
  expect(waitsForAnswer(view(agreed, [], "learning_goal"))).toBe(false);
});

test("the longest wait comes first, and the next one is the one behind it", () => {
  const [a, b, c] = ["a", "b", "c"].map((docId, index) => ({
    ...view([told("submission", index + 1)]),
    docId,
  })) as [DocumentView, DocumentView, DocumentView];
  expect([c, a, b].sort(oldestFirst)).toEqual([a, b, c]);
  expect(nextAfter([a, b, c], { docId: "b", sent: at(2) })).toBe(c);
  expect(nextAfter([a, b], { docId: "c", sent: at(3) })).toBe(a);
  expect(nextAfter([a], { docId: "a", sent: at(1) })).toBeUndefined();
});

test("the last akkoord tells under which name and function somebody signs", () => {
  const body = (name: string) => ({ comment: "", name, function: "mentor" });
  const older = view([told("sign_off", 1, { body: body("Oud") })]);
  const newer = view([
    told("sign_off", 5, { body: body("Bram Kuipers") }),
    told("sign_off", 9, { body: body("Iemand anders"), author: "collega" }),
  ]);
  expect(lastSigner([newer, older], BRAM)).toEqual({ name: "Bram Kuipers", function: "mentor" });
  const unsent = view([], [waiting("sign_off", "s2", body("B. Kuipers"))]);
  expect(lastSigner([unsent, newer], BRAM)?.name).toBe("B. Kuipers");
  expect(lastSigner([view([])], BRAM)).toBeUndefined();
});

test("ten minutes to undo one's own answer; what is not sent yet has all the time", () => {
  const signed = told("sign_off", 0);
  const after = (minutes: number) => new Date(Date.parse(at(0)) + minutes * 60_000);
  expect(mayUndo(signed, BRAM, after(9))).toBe(true);
  expect(mayUndo(signed, BRAM, after(10))).toBe(false);
  expect(mayUndo(signed, "collega", after(1))).toBe(false);
  expect(mayUndo(told("seen", 0), BRAM, after(1))).toBe(false);
  expect(mayUndo(waiting("sign_off", "s1"), BRAM, after(600))).toBe(true);
});

test("I11 the ten minutes are the server's, whatever this device's clock says", () => {
  const told = new Date().toISOString();
  for (const years of [-10, 10]) {
    const here = new Date(Date.now() + years * 365 * 86_400_000);
    hearServerClock(told, here);
    expect(serverNow(here).toISOString()).toBe(told);
    hearServerClock("", new Date());
    expect(serverNow(here).toISOString()).toBe(told);
  }
});

test("a chain runs from its first activity to all that followed, whichever one is asked", () => {
  const items = [
    { docId: "d", follows: "b" },
    { docId: "c", follows: "b" },
    { docId: "b", follows: "a" },
    { docId: "x", follows: "" },
    { docId: "a", follows: "" },
  ];
  const ids = (docId: string) => chainAround(docId, items).map((item) => item.docId);
  expect(ids("a")).toEqual(["a", "b", "c", "d"]);
  expect(ids("d")).toEqual(["a", "b", "d"]);
  expect(ids("x")).toEqual(["x"]);
});

test("a chain that bites its own tail ends", () => {
  const ring = [
    { docId: "a", follows: "b" },
    { docId: "b", follows: "a" },
  ];
  expect(chainAround("a", ring)).toHaveLength(2);
});

function at(minute: number): string {
  return new Date(Date.UTC(2026, 10, 17, 12, minute)).toISOString();
}

interface Extra {
  fact_id?: string;
  body?: Content;
  author?: string;
}

function told(kind: FactKind, minute: number, extra: Extra = {}): Fact {
  const { fact_id = `${kind}-${minute}`, body = {}, author = BRAM } = extra;
  return {
    ...waiting(kind, fact_id, body),
    author: { id: author, name: author, role: "workplace_supervisor" },
    received_at: at(minute),
    seq: minute,
    signature: "x",
    key_id: "k",
  };
}

function waiting(kind: FactKind, fact_id: string, body: Content = {}): NewFact {
  return { fact_id, kind, placement_id: "p", doc_id: "d", rev_id: "r", hash: "h", body };
}

function view(facts: Fact[], unsent: NewFact[] = [], kind: DocumentKind = "entry"): DocumentView {
  const submitted = { rev_id: "r", content: {} } as DocumentView["submitted"] & object;
  return {
    docId: "d",
    placementId: "p",
    kind,
    state: "sent",
    content: {},
    hasDraft: false,
    siblings: [],
    submitted,
    facts,
    working: false,
    mine: false,
    waiting: unsent,
    hits: [],
  };
}
