/** E11: what lies side by side, for every kind of document, and that nothing else is chosen. */

import { beforeEach, expect, test, vi } from "vitest";
import { beginWriting, chooseVersion, saveDocument, writeDraft } from "@/data/writing.ts";
import { once } from "@/parts/once.ts";
import { emptyGoal } from "@/rules/goals.ts";
import { newId } from "@/rules/uuid.ts";
import { comparedFields, contentOf } from "@/screens/student/fieldWords.ts";
import { pairOf } from "@/screens/student/versionPair.ts";
import type { Content, DocumentKind, DocumentView, Revision } from "@/types.ts";
import { PLACEMENT } from "./fake_server.ts";
import type { Phone } from "./phone.ts";
import { openPhone, phone } from "./stage.ts";

let other: Phone;

beforeEach(async () => {
  other = await openPhone();
});

async function saveOn(device: Phone, kind: DocumentKind, docId: string, content: Content) {
  await writeDraft(device.account, PLACEMENT, kind, docId, content);
  await saveDocument(device.account, docId);
}

/** The same document, changed on two devices that knew nothing of each other. */
async function changedTwice(kind: DocumentKind, [first, one, two]: [Content, Content, Content]) {
  const docId = newId();
  await saveOn(phone, kind, docId, first);
  await phone.sync();
  await other.sync();
  await saveOn(phone, kind, docId, one);
  await saveOn(other, kind, docId, two);
  for (const device of [phone, other, phone]) await device.sync();
  return phone.see(docId);
}

/** As TwoVersions does it with its first button. */
async function chooseFirst(view: DocumentView) {
  const pair = pairOf(view, null);
  if (!pair) throw new Error("nothing to choose from");
  const [left, right] = pair;
  const content = contentOf(view.kind, left.content);
  await chooseVersion(phone.account, view.docId, content, [left.rev_id, right.rev_id]);
  await phone.sync();
  return { content, chosen: phone.see(view.docId) };
}

const goal = (how_seen: string): Content => ({ ...emptyGoal(), text: "Luisteren", how_seen });
const noteAbout = (text: string): Content => ({ about: "activity", text });

test("E11 a goal in two versions is compared in its own questions and stays a goal", async () => {
  const view = await changedTwice("learning_goal", [goal(""), goal("aan rust"), goal("aan praat")]);
  expect(view.state).toBe("two_versions");
  const texts = [view.head, ...view.siblings].map((it) =>
    contentOf(view.kind, it?.content ?? null),
  );
  const [one, two] = texts as [Content, Content];
  const different = comparedFields("learning_goal").filter((it) => it.text(one) !== it.text(two));
  expect(different.map(({ name }) => name)).toEqual(["how_seen"]);
  const { content, chosen } = await chooseFirst(view);
  expect(chosen.state).toBe("stored");
  expect(chosen.head?.content).toEqual(content);
  expect(Object.keys(content).sort()).toEqual(Object.keys(emptyGoal()).sort());
});

test.each(["private_note", "lived_experience"] as const)(
  "E11 a %s in two versions is compared by its text and stays what it is",
  async (kind) => {
    const texts = [noteAbout("eerst"), noteAbout("in de bus"), noteAbout("thuis")] as const;
    const view = await changedTwice(kind, [...texts]);
    const [field] = comparedFields(kind);
    const shown = [view.head, ...view.siblings].map((it) => field?.text(it?.content ?? {}));
    expect(shown.sort()).toEqual(["in de bus", "thuis"]);
    const { content, chosen } = await chooseFirst(view);
    expect(chosen.state).toBe("stored");
    expect(chosen.head?.content).toEqual(content);
    expect(Object.keys(content).sort()).toEqual(["about", "text"]);
  },
);

test("E11 what is typed in a note builds on what its form opened with, each time it opens", async () => {
  const note = newId();
  const text = (words: string) => ({ about: "x", text: words });
  await saveOn(phone, "private_note", note, text("begin"));
  await phone.sync();
  await other.sync();
  const goOn = async (on: Phone, from: Phone, words: string) => {
    await saveOn(on, "private_note", note, text(words));
    await on.sync();
    await from.sync();
  };
  phone.account.forgetReading();
  beginWriting(phone.account, note);
  await goOn(other, phone, "van elders");
  await saveOn(phone, "private_note", note, text("van hier"));
  await phone.sync();
  const { head, siblings } = phone.see(note);
  const kept = [head, ...siblings].map((version) => version?.content?.text);
  expect(kept.sort()).toEqual(["van elders", "van hier"]);
  await chooseVersion(phone.account, note, text("samen"), phone.shown(note));
  await phone.sync();
  await other.sync();
  other.account.forgetReading();
  await goOn(other, phone, "samen, van elders");
  beginWriting(phone.account, note);
  await goOn(phone, other, "samen, van hier");
  expect(phone.see(note).siblings).toEqual([]);
});

test("what a newer app wrote stays in every kind", () => {
  for (const kind of ["entry", "learning_goal", "private_note"] as const) {
    expect(contentOf(kind, { later: "blijft" })).toMatchObject({ later: "blijft" });
  }
});

test("E11 a third version changes nothing of the two on the screen, and comes after them", () => {
  const [a, b, c, chosen] = ["a", "b", "c", "chosen"].map(revision) as Four;
  const two = pairOf(view(a, [b]), null);
  expect(two).toEqual([a, b]);
  for (const siblings of [
    [b, c],
    [c, b],
  ]) {
    expect(pairOf(view(a, siblings), two)).toBe(two);
  }
  expect(pairOf(view(chosen, [c]), two)).toEqual([chosen, c]);
  expect(pairOf(view(chosen, []), two)).toBeNull();
});

test("E11 two versions of which neither is the head any more are not what there is to choose", () => {
  const [a, b, c] = ["a", "b", "c"].map(revision) as Four;
  expect(pairOf(view(b, [a]), [a, b])).toEqual([a, b]);
  expect(pairOf(view(c, [a, b]), [a, b])).toEqual([c, a]);
  expect(pairOf(view(a, [c]), [a, b])).toEqual([a, c]);
});

test("a second tap before the first is done does nothing; a later one does", async () => {
  const done = vi.fn();
  const tap = once({ current: false }, async (word: string) => {
    await Promise.resolve();
    done(word);
  });
  await Promise.all([tap("one"), tap("two")]);
  await tap("three");
  expect(done.mock.calls).toEqual([["one"], ["three"]]);
});

type Four = [Revision, Revision, Revision, Revision];

function revision(rev_id: string): Revision {
  return { rev_id } as Revision;
}

function view(head: Revision, siblings: Revision[]): DocumentView {
  return { head, siblings } as DocumentView;
}
