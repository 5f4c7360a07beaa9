/** Facts that wait for something else: nobody hears less of others meanwhile. */

import { expect, test } from "vitest";
import { sendFact } from "@/data/writing.ts";
import { SUPERVISOR } from "./fake_server.ts";
import { type Phone, words } from "./phone.ts";
import { openPhone, phone, server } from "./stage.ts";

const OTHER_STUDENT = "01900000-0000-7000-8000-0000000000cc";

async function sent(from: Phone, text: string): Promise<string> {
  const doc = await from.save(words(text));
  await from.submit(doc);
  await from.sync();
  return doc;
}

async function signed(doc: string): Promise<Phone> {
  const supervisor = await openPhone(SUPERVISOR);
  await supervisor.sync();
  await sendFact(supervisor.account, "sign_off", supervisor.see(doc), { comment: "" });
  return supervisor;
}

const offered = () => server.calls.filter(({ path }) => path === "/api/sync/facts").length;

test("a sign-off whose student never comes back after a restore keeps out no other student", async () => {
  const back = server.snapshot();
  const supervisor = await signed(await sent(phone, "van de telefoon die zoek is"));
  await supervisor.sync();
  server.restore(back);
  await supervisor.sync();
  const other = await openPhone(OTHER_STUDENT);
  const doc = await sent(other, "van een ander");
  const before = offered();
  expect(await supervisor.sync()).toMatchObject({ problem: "", waiting: 1 });
  expect(offered() - before).toBe(1);
  expect(supervisor.see(doc).content.title).toBe("van een ander");
});

test("an akkoord that waits for a photo keeps out no other student, and goes when it has come", async () => {
  const doc = await sent(phone, "met een foto die nog komt");
  const supervisor = await signed(doc);
  server.judge = () => "attachments_pending";
  await supervisor.sync();
  server.judge = (fact) => (fact.kind === "sign_off" ? "attachments_pending" : null);
  const news = await sent(await openPhone(OTHER_STUDENT), "van een ander");
  const before = offered();
  expect(await supervisor.sync()).toMatchObject({ sent: 0, problem: "", waiting: 1 });
  expect(offered() - before).toBe(1);
  expect(supervisor.see(news).content.title).toBe("van een ander");
  server.judge = () => null;
  expect(await supervisor.sync()).toMatchObject({ sent: 1, waiting: 0 });
  await phone.sync();
  expect(phone.state(doc)).toBe("signed");
});

test("an answer that names nothing of what was sent is still no answer", async () => {
  await sent(phone, "Soep gekookt");
  const doc = await phone.save(words("Brood gebakken"));
  await phone.sync();
  await phone.submit(doc);
  const results = [{ fact_id: "another", outcome: "refused", code: "attachments_pending" }];
  server.fault = ({ path }) =>
    path === "/api/sync/facts" ? () => Response.json({ epoch: "e", results }) : null;
  expect(await phone.sync()).toMatchObject({ problem: "server", waiting: 1 });
});
