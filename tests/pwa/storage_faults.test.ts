/** R12: whatever the device's storage does, words are stored or their writer hears NIET bewaard. */

import { afterEach, expect, test, vi } from "vitest";
import { StorageProblem } from "@/data/database.ts";
import {
  chooseVersion,
  discardDraft,
  removeDocument,
  restoreDocument,
  saveDocument,
  sendFact,
  submitDocument,
} from "@/data/writing.ts";
import { newId } from "@/rules/uuid.ts";
import { FakeServer, STUDENT, SUPERVISOR } from "./fake_server.ts";
import { aborted, dead, failAt, forbid, full, fullAtTheEnd, unknown } from "./faulty_storage.ts";
import { Phone, words } from "./phone.ts";

interface Deed {
  /** What was there before; answers the document that it is about. */
  before: (scene: Scene) => Promise<string>;
  act: (scene: Scene, doc: string) => Promise<unknown>;
  /** Whether this device, opened again, shows that it was done. */
  isDone: (phone: Phone, doc: string) => boolean;
  /** Whether it shows what was there before. */
  isAsBefore: (phone: Phone, doc: string) => boolean;
}
interface Scene {
  server: FakeServer;
  phone: Phone;
  open: (device?: string, person?: string) => Promise<Phone>;
}

const title = (phone: Phone, doc: string) => phone.account.view(doc)?.content.title;
const state = (phone: Phone, doc: string) => phone.account.view(doc)?.state;
const draft = { before: ({ phone }: Scene) => phone.write(words("begin")) };
const saved = { before: ({ phone }: Scene) => phone.save(words("begin")) };
const isDraft = (phone: Phone, doc: string) =>
  state(phone, doc) === "draft" && title(phone, doc) === "begin";
const isSaved = (phone: Phone, doc: string) =>
  state(phone, doc) === "on_phone" && title(phone, doc) === "begin";

const isDouble = (phone: Phone, doc: string) => state(phone, doc) === "two_versions";
const siblingTitles = (phone: Phone, doc: string) =>
  phone.account.view(doc)?.siblings.map(({ content }) => content?.title) ?? [];

async function twoVersions({ phone, open }: Scene): Promise<string> {
  const doc = await phone.save(words("eerst"));
  await phone.sync();
  const other = await open("other");
  await other.sync();
  await other.save(words("elders"), doc);
  await other.sync();
  await phone.save(words("hier"), doc);
  await phone.sync();
  return doc;
}

function choose({ phone }: Scene, doc: string): Promise<unknown> {
  return chooseVersion(phone.account, doc, words("gekozen"), phone.shown(doc));
}

const DEEDS: Record<string, Deed> = {
  "typing something new": {
    before: async () => newId(),
    act: ({ phone }, doc) => phone.write(words("nieuw"), doc),
    isDone: (phone, doc) => title(phone, doc) === "nieuw",
    isAsBefore: (phone, doc) => phone.account.view(doc) === undefined,
  },
  "typing on": {
    ...draft,
    act: ({ phone }, doc) => phone.write(words("verder"), doc),
    isDone: (phone, doc) => title(phone, doc) === "verder",
    isAsBefore: isDraft,
  },
  saving: {
    ...draft,
    act: ({ phone }, doc) => saveDocument(phone.account, doc),
    isDone: isSaved,
    isAsBefore: isDraft,
  },
  "saving a change": {
    before: async ({ phone }) => {
      const doc = await phone.save(words("eerst"));
      return phone.write(words("begin"), doc);
    },
    act: ({ phone }, doc) => saveDocument(phone.account, doc),
    isDone: isSaved,
    isAsBefore: (phone, doc) =>
      phone.account.local(doc).draft?.content.title === "begin" &&
      phone.account.view(doc)?.head?.content?.title === "eerst",
  },
  sending: {
    ...draft,
    act: ({ phone }, doc) => submitDocument(phone.account, doc, { ask: "sign_off", to: "" }),
    isDone: (phone, doc) =>
      isSaved(phone, doc) && phone.account.view(doc)?.waiting[0]?.kind === "submission",
    isAsBefore: isDraft,
  },
  "choosing a version": {
    before: twoVersions,
    act: choose,
    isDone: (phone, doc) =>
      title(phone, doc) === "gekozen" && phone.account.view(doc)?.siblings.length === 0,
    isAsBefore: isDouble,
  },
  "choosing a version beside a draft": {
    before: async (scene) => scene.phone.write(words("verder"), await twoVersions(scene)),
    act: choose,
    isDone: (phone, doc) =>
      title(phone, doc) === "gekozen" && siblingTitles(phone, doc).join() === "verder",
    isAsBefore: (phone, doc) => isDouble(phone, doc) && title(phone, doc) === "verder",
  },
  deleting: {
    ...saved,
    act: ({ phone }, doc) => removeDocument(phone.account, doc),
    isDone: (phone, doc) => phone.account.removed.value[0]?.docId === doc,
    isAsBefore: isSaved,
  },
  "deleting what has a draft": {
    before: async ({ phone }) => phone.write(words("verder"), await phone.save(words("begin"))),
    act: ({ phone }, doc) => removeDocument(phone.account, doc),
    isDone: (phone, doc) =>
      phone.account.removed.value[0]?.docId === doc && title(phone, doc) === "verder",
    isAsBefore: (phone, doc) =>
      phone.account.local(doc).draft?.content.title === "verder" &&
      phone.account.view(doc)?.head?.deleted === false,
  },
  "bringing back": {
    before: async ({ phone }) => {
      const doc = await phone.save(words("begin"));
      await removeDocument(phone.account, doc);
      return doc;
    },
    act: ({ phone }, doc) => restoreDocument(phone.account, doc),
    isDone: isSaved,
    isAsBefore: (phone, doc) => phone.account.removed.value[0]?.docId === doc,
  },
  "throwing a draft away": {
    ...draft,
    act: ({ phone }, doc) => discardDraft(phone.account, doc),
    isDone: (phone, doc) => phone.account.view(doc) === undefined,
    isAsBefore: isDraft,
  },
  "signing off": {
    before: async (scene) => {
      const doc = await scene.phone.save(words("begin"));
      await scene.phone.submit(doc);
      await scene.phone.sync();
      scene.phone = await scene.open("supervisor", SUPERVISOR);
      await scene.phone.sync();
      return doc;
    },
    act: ({ phone }, doc) => sendFact(phone.account, "sign_off", phone.see(doc), { comment: "" }),
    isDone: (phone, doc) => phone.account.view(doc)?.waiting[0]?.kind === "sign_off",
    isAsBefore: (phone, doc) => phone.account.view(doc)?.waiting.length === 0,
  },
};

const FAULTS: Record<string, (nth: number) => { struck: number; end: () => void }> = {
  "a handle that dies": (nth) => failAt(nth, dead, "once", "all"),
  "handles that die each time": (nth) => failAt(nth, dead, "always", "all"),
  "a transaction that is aborted": (nth) => failAt(nth, aborted, "once", "changing"),
  "transactions that are aborted each time": (nth) => failAt(nth, aborted, "always", "changing"),
  "no room": (nth) => failAt(nth, full, "always", "writes"),
  "no room, told at the end": (nth) => failAt(nth, fullAtTheEnd, "always", "writes"),
  "a disk that fails once": (nth) => failAt(nth, unknown, "once", "writes"),
  "storage that is forbidden from now on": (nth) => (nth === 1 ? forbid() : none()),
};
const TABLE = Object.keys(DEEDS).flatMap((deed) =>
  Object.keys(FAULTS).map((fault) => [deed, fault]),
);
const MOST = 60;
let devices = 0;

afterEach(() => vi.restoreAllMocks());

test.each(TABLE)("R12 %s with %s: stored, or said not to be", async (deed, fault) => {
  let struck = 0;
  for (let nth = 1; nth <= MOST; nth += 1) {
    if (!(await tried(deed as string, fault as string, nth))) break;
    struck += 1;
  }
  expect(struck).toBeGreaterThan(0);
  expect(struck).toBeLessThan(MOST);
});

/** One fault at one moment; false when that moment never came. */
async function tried(deed: string, fault: string, nth: number): Promise<boolean> {
  const { before, act, isDone, isAsBefore } = DEEDS[deed] as Deed;
  const scene = await newScene();
  const doc = await before(scene);
  const { phone } = scene;
  const under = (FAULTS[fault] as (typeof FAULTS)[string])(nth);
  const said = await answerOf(act(scene, doc));
  const { struck } = under;
  under.end();
  if (struck === 0) return false;
  const again = await phone.again();
  if (said === "stored") expect(isDone(again, doc), `${nth}: said stored`).toBe(true);
  else {
    expect(phone.account.storage.value, `${nth}: the banner`).not.toBe("");
    expect(isAsBefore(again, doc) || isDone(again, doc), `${nth}: all or nothing`).toBe(true);
  }
  // Whoever tries again, as the screen advises, has it once.
  scene.phone = again;
  if (!isDone(again, doc)) expect(await answerOf(act(scene, doc)), `${nth}: again`).toBe("stored");
  expect(isDone(await again.again(), doc), `${nth}: done`).toBe(true);
  await again.sync();
  expect(again.account.counts.value.waiting).toBe(0);
  return true;
}

async function newScene(): Promise<Scene> {
  devices += 1;
  const server = new FakeServer();
  const name = `faults-${devices}`;
  const open = (device = "", person = STUDENT) => Phone.open(server, person, `${name}-${device}`);
  return { server, phone: await open(), open };
}

/** "not" is what the screen shows as NIET bewaard, with the form as it was. */
async function answerOf(work: Promise<unknown>): Promise<"stored" | "not"> {
  try {
    const result = await work;
    const no = typeof result === "object" && result !== null && "ok" in result && !result.ok;
    if (no) expect(result).toEqual({ ok: false, reason: "storage" });
    return no ? "not" : "stored";
  } catch (error) {
    expect(error).toBeInstanceOf(StorageProblem);
    return "not";
  }
}

function none() {
  return { struck: 0, end: () => {} };
}

const NAMES = ["dead", "aborted", "full", "unknown"] as const;
const STRIKES = { dead, aborted, full, unknown };

test.each(NAMES)("R12 a sync on storage that is %s loses and doubles nothing", async (name) => {
  let struck = 0;
  for (let nth = 1; nth <= 120; nth += 1) {
    const scene = await newScene();
    const { phone, server } = scene;
    const doc = await phone.save(words("een"));
    await phone.submit(doc);
    await phone.save(words("drie"), await phone.save(words("twee")));
    const which = name === "full" ? "writes" : "changing";
    const fault = failAt(nth, STRIKES[name], "always", which);
    const { problem } = await phone.sync();
    fault.end();
    if (fault.struck === 0) break;
    struck += 1;
    expect(problem, `${nth}`).toBe("storage");
    const again = await phone.again();
    await again.sync();
    expect(again.account.counts.value.waiting, `${nth}`).toBe(0);
    expect(server.revisionIds()).toHaveLength(3);
    expect(server.factIds()).toHaveLength(1);
    expect(again.state(doc)).toBe("sent");
  }
  expect(struck).toBeGreaterThan(3);
});

test("R12 where storage is forbidden from the start the app says so, and opens nothing", async () => {
  const fault = forbid();
  await expect(newScene()).rejects.toThrow("storage: broken");
  fault.end();
});
