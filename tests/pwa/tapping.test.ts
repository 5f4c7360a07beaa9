/** Screens as somebody uses them: a second tap does nothing, and a form builds on what it shows. */

import { h } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { account } from "@/data/live.ts";
import { outboxOf } from "@/data/problems.ts";
import { saveDocument, submitDocument, writeDraft } from "@/data/writing.ts";
import { newId } from "@/rules/uuid.ts";
import { useRemark } from "@/screens/reading/useRemark.ts";
import { CheckEntry } from "@/screens/student/CheckEntry.tsx";
import { GoalPage } from "@/screens/student/GoalPage.tsx";
import { OwnNotes } from "@/screens/student/OwnNotes.tsx";
import { SentEntry } from "@/screens/student/SentEntry.tsx";
import { GoalReview } from "@/screens/supervisor/GoalReview.tsx";
import { PLACEMENT, SUPERVISOR } from "./fake_server.ts";
import { type Phone, words } from "./phone.ts";
import { Screen } from "./screen.ts";
import { openPhone, phone, server } from "./stage.ts";

vi.mock("@/screens/student/InstallAdvice.tsx", () => ({ InstallAdvice: () => null }));

let screen: Screen;

beforeEach(() => {
  screen = new Screen();
  account.value = phone.account;
});

afterEach(async () => {
  screen.draw(null);
  // The page stays: what the forms leave behind they take away a moment later.
  await new Promise((done) => setTimeout(done));
  account.value = null;
});

async function saveAs(on: Phone, kind: "private_note" | "learning_goal", id: string, text: string) {
  await writeDraft(on.account, PLACEMENT, kind, id, { about: "entry", text });
  await saveDocument(on.account, id);
}

const kindsIn = async (of: Phone) =>
  (await of.account.store.run(outboxOf)).map(({ item }) => item.kind);

test("E11 a note that another device changed while its form is open is kept twice", async () => {
  const doc = await phone.save(words("Soep"));
  const note = newId();
  await writeDraft(phone.account, PLACEMENT, "private_note", note, { about: doc, text: "begin" });
  await saveDocument(phone.account, note);
  await phone.sync();
  const other = await openPhone();
  await other.sync();
  const view = phone.see(doc);
  phone.account.forgetReading();
  screen.draw(h(OwnNotes, { view }));
  screen.press("Aanpassen");
  await vi.waitFor(() => screen.field(`note-${note}`));
  await writeDraft(other.account, PLACEMENT, "private_note", note, { about: doc, text: "elders" });
  await saveDocument(other.account, note);
  await other.sync();
  await phone.sync();
  screen.type(`note-${note}`, "hier");
  screen.press("Bewaren");
  await vi.waitFor(() => expect(phone.account.view(note)?.siblings).toHaveLength(1));
});

test("two taps on 'Versturen' and on 'Bespreken' send once each", async () => {
  await phone.sync();
  const doc = await phone.save(words("Soep"));
  screen.draw(h(CheckEntry, { docId: doc }));
  screen.press("Versturen naar Bram");
  screen.press("Versturen naar Bram");
  const goal = newId();
  await saveAs(phone, "learning_goal", goal, "Leren koken");
  screen.draw(h(GoalPage, { docId: goal }));
  screen.press("Bespreken met Bram");
  screen.press("Bespreken met Bram");
  await vi.waitFor(async () => expect(await kindsIn(phone)).toHaveLength(4));
  await phone.sync();
  expect([...server.documents.values()].map(({ facts }) => facts.length)).toEqual([1, 1]);
});

test("two taps on 'Eens met dit leerdoel' say it once, and the tip with it", async () => {
  const goal = newId();
  await saveAs(phone, "learning_goal", goal, "Leren koken");
  await submitDocument(phone.account, goal, { ask: "feedback", to: "" });
  await phone.sync();
  const supervisor = await openPhone(SUPERVISOR);
  await supervisor.sync();
  account.value = supervisor.account;
  function Page() {
    const view = supervisor.see(goal);
    const remark = useRemark(view);
    if (!remark.content.text) remark.set({ tone: "tip", text: "Begin met soep" });
    return h(GoalReview, { view, newer: false, above: null, placement: undefined, remark });
  }
  screen.draw(h(Page, {}));
  await vi.waitFor(() => screen.button("Eens met dit leerdoel"));
  screen.press("Eens met dit leerdoel");
  screen.press("Eens met dit leerdoel");
  await vi.waitFor(async () => expect(await kindsIn(supervisor)).toContain("goal_agreement"));
  expect(await kindsIn(supervisor)).toEqual(["remark", "goal_agreement"]);
});

test("E3 the page after 'Versturen' says that it was refused, and why", async () => {
  await phone.sync();
  const doc = await phone.save(words("over twee dagen"));
  await phone.submit(doc);
  screen.draw(h(SentEntry, { docId: doc }));
  expect(screen.text()).toContain("Klaar voor Bram");
  server.judge = () => "invalid";
  await phone.sync();
  await vi.waitFor(() => expect(screen.text()).toContain("Deze dag moet nog komen"));
  expect(screen.text()).not.toContain("De server heeft het ontvangen");
  expect(screen.text()).not.toContain("krijgt een mail");
});
