/** What the server takes away leaves the phone, and one's own words stay on offer. */

import { afterEach, expect, test, vi } from "vitest";
import { Account } from "@/data/account.ts";
import { account } from "@/data/live.ts";
import { sendFact } from "@/data/writing.ts";
import { logOut, parting } from "@/sync/leaving.ts";
import { problem } from "./answers.ts";
import { PLACEMENT, STUDENT, SUPERVISOR } from "./fake_server.ts";
import { words } from "./phone.ts";
import { openPhone, phone, server } from "./stage.ts";

afterEach(() => vi.unstubAllGlobals());

test("'gone' takes the copy away and keeps one's own words on offer", async () => {
  const doc = await phone.save(words("Soep gekookt"));
  await phone.sync();
  await phone.write(words("Soep gekookt en uitgedeeld"), doc);
  server.gone.add(doc);
  server.seq += 1;
  await phone.sync();
  expect(phone.account.documents.value).toHaveLength(0);
  const titles = phone.account.farewells.value.flatMap((it) => it.contents.map((c) => c.title));
  expect(titles).toEqual(["Soep gekookt", "Soep gekookt en uitgedeeld"]);
});

test("several versions that are answered 'gone' stay on offer, each once", async () => {
  const doc = await phone.save(words("Soep gekookt"));
  await phone.save(words("Soep gekookt en uitgedeeld"), doc);
  server.gone.add(doc);
  await phone.sync();
  expect(phone.account.documents.value).toHaveLength(0);
  const titles = phone.account.farewells.value.flatMap((it) => it.contents.map((c) => c.title));
  expect(titles).toEqual(["Soep gekookt", "Soep gekookt en uitgedeeld"]);
});

test("a reaction that was under way when its text was taken back stays on offer", async () => {
  const supervisor = await openPhone(SUPERVISOR);
  const doc = await phone.save(words("Soep gekookt"));
  await phone.sync();
  await phone.submit(doc);
  await phone.sync();
  await supervisor.sync();
  const remark = { tone: "top", text: "Mooi gedaan" };
  await sendFact(supervisor.account, "remark", supervisor.see(doc), remark);
  server.fault = ({ path }) => (path.endsWith("/facts") ? () => problem(413, "too_large") : null);
  server.gone.add(doc);
  await supervisor.sync();
  expect(supervisor.account.documents.value).toHaveLength(0);
  expect(supervisor.account.farewells.value[0]?.contents).toEqual([remark]);
});

test("a pull that ends a placement's copies leaves its name out of the digest", async () => {
  const doc = await phone.save(words("Soep gekookt"));
  await phone.sync();
  server.tellsDigest = false;
  expect((await phone.sync()).problem).toBe("");
  expect(phone.state(doc)).toBe("stored");
  expect(phone.account.placementsHere()).toEqual([PLACEMENT]);
});

test("what was received and never seen back stays on offer when its document goes", async () => {
  server.fault = ({ path }) => (path.endsWith("/pull") ? () => problem(503, "busy") : null);
  await phone.save(words("Soep gekookt"), await phone.save(words("Soep")));
  await phone.sync();
  expect(phone.account.counts.value.waiting).toBe(0);
  server.fault = () => null;
  for (const doc of server.documents.keys()) server.gone.add(doc);
  await phone.sync();
  expect(phone.account.documents.value).toHaveLength(0);
  const titles = phone.account.farewells.value.flatMap((it) => it.contents.map((c) => c.title));
  expect(titles).toEqual(["Soep", "Soep gekookt"]);
});

test("who signs out hears of the words that are nowhere else any more, and they stay", async () => {
  server.gone.add(await phone.save(words("Soep gekookt")));
  await phone.sync();
  const kept = phone.account.farewells.value[0];
  const open = () => Account.open(STUDENT, { now: () => new Date() });
  const here = await open();
  await here.store.setMeta(`gone:${kept?.doc_id}`, kept);
  here.close();
  account.value = await open();
  vi.stubGlobal("history", { replaceState: vi.fn() });
  vi.stubGlobal("location", { pathname: "/", reload: vi.fn() });
  const unsent = { waiting: 0, photos: 0, drafts: 0, farewells: 1 };
  expect(await parting()).toEqual({ unsent, phrases: 0 });
  await logOut({ forget: false });
  expect((await open()).farewells.value).toEqual([kept]);
});
