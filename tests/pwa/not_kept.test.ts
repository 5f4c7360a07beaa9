/** E6: a form whose words this device could not keep says so loudly, and holds on to them. */

import { type ComponentChild, h } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { StorageProblem } from "@/data/database.ts";
import { account, documentById } from "@/data/live.ts";
import { emptyEntry } from "@/rules/content.ts";
import { newId } from "@/rules/uuid.ts";
import { useRemark } from "@/screens/reading/useRemark.ts";
import { EditEntry } from "@/screens/student/EditEntry.tsx";
import { EditGoal } from "@/screens/student/EditGoal.tsx";
import { OwnNotes } from "@/screens/student/OwnNotes.tsx";
import { RequestSheet } from "@/screens/supervisor/RequestSheet.tsx";
import { SignSheet } from "@/screens/supervisor/SignSheet.tsx";
import type { DocumentView } from "@/types.ts";
import { SUPERVISOR } from "./fake_server.ts";
import { type Phone, words } from "./phone.ts";
import { Screen } from "./screen.ts";
import { openPhone, phone } from "./stage.ts";

let screen: Screen;

beforeEach(async () => {
  screen = new Screen();
  await phone.sync();
  account.value = phone.account;
});

afterEach(() => {
  vi.restoreAllMocks();
  screen.draw(null);
});

function fill(person: Phone) {
  return vi.spyOn(person.account.store, "run").mockRejectedValue(new StorageProblem("full", ""));
}

const says = (sentence: string) =>
  vi.waitFor(() => expect(screen.text()).toContain(sentence), { timeout: 3_000 });

interface Form {
  name: string;
  /** What it is called on the screen, once it stands there. */
  field: () => string;
  page: (view: DocumentView) => ComponentChild;
  opens?: string;
  kind: string;
}

const forms: Form[] = [
  {
    name: "an activity",
    field: () => "title",
    page: () => h(EditEntry, { docId: newId() }),
    kind: "entry",
  },
  {
    name: "a goal",
    field: () => "goal-text",
    page: () => h(EditGoal, { docId: newId() }),
    kind: "learning_goal",
  },
  {
    name: "a note",
    field: () => screen.fields("note-")[0] ?? "",
    page: (view) => h(OwnNotes, { view }),
    opens: "Aantekening maken",
    kind: "private_note",
  },
];

test.each(forms)(
  "E6 $name that does not fit stays on the screen, and is kept once there is room",
  async ({ field, page, opens, kind }) => {
    const about = await phone.save(words("Soep gekookt"));
    screen.draw(page(phone.see(about)));
    if (opens) await vi.waitFor(() => screen.press(opens));
    await vi.waitFor(() => screen.field(field()));
    const full = fill(phone);
    screen.type(field(), "Wat ik nog wilde zeggen");
    screen.press("Bewaren");
    await says("NIET bewaard. Er is geen plek op dit apparaat.");
    expect(screen.field(field()).value).toBe("Wat ik nog wilde zeggen");
    full.mockRestore();
    screen.press("Bewaren");
    await vi.waitFor(() => {
      const kept = phone.account.documents.value.filter((one) => one.kind === kind);
      const said = kept.flatMap(({ hasDraft, content }) =>
        hasDraft ? [] : Object.values(content),
      );
      expect(said).toContain("Wat ik nog wilde zeggen");
    });
  },
);

const sheets: [string, typeof SignSheet | typeof RequestSheet, string, string][] = [
  ["an akkoord", SignSheet, "Ja, akkoord geven", "signer-name"],
  ["a question", RequestSheet, "Vraag aanvulling", "request-text"],
];

/** Whoever reads it, with the sheet open. */
async function reading(Sheet: typeof SignSheet | typeof RequestSheet): Promise<Phone> {
  const doc = await phone.save(words("Soep gekookt"));
  await phone.submit(doc);
  await phone.sync();
  const supervisor = await openPhone(SUPERVISOR);
  await supervisor.sync();
  account.value = supervisor.account;
  function Page() {
    const view = documentById(doc) as DocumentView;
    const remark = useRemark(view);
    const entry = emptyEntry("2026-09-08");
    const props = { view, entry, remark, newer: false, placement: undefined, missing: [] };
    return h(Sheet, { ...props, onClose: () => {} });
  }
  screen.draw(h(Page, {}));
  return supervisor;
}

test.each(sheets)(
  "E6 %s that does not fit says so, and goes once there is room",
  async (_, Sheet, button, field) => {
    const supervisor = await reading(Sheet);
    screen.type(field, "Bram");
    await vi.waitFor(() => expect(screen.field(field).value).toBe("Bram"));
    const full = fill(supervisor);
    screen.press(button);
    await says("NIET bewaard. Probeer het nog een keer.");
    expect(screen.field(field).value).toBe("Bram");
    full.mockRestore();
    await vi.waitFor(() => screen.press(button));
    await vi.waitFor(() => expect(supervisor.account.counts.value.waiting).toBe(1));
  },
);

test("a question of more than 5,000 characters is not sent", async () => {
  const supervisor = await reading(RequestSheet);
  screen.type("request-text", "x".repeat(5_001));
  await says("Uw tekst is 1 teken te lang.");
  screen.press("Vraag aanvulling");
  await new Promise((go) => setTimeout(go, 100));
  expect(supervisor.account.counts.value.waiting).toBe(0);
});
