/** What the server takes away leaves the phone, and one's own words stay on offer. */

import { expect, test } from "vitest";
import { sendFact } from "@/data/writing.ts";
import { problem } from "./answers.ts";
import { PLACEMENT, SUPERVISOR } from "./fake_server.ts";
import { words } from "./phone.ts";
import { openPhone, phone, server } from "./stage.ts";

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
