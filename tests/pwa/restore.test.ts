import { expect, test } from "vitest";
import { forgetOldText } from "@/data/keeping.ts";
import { everything } from "@/data/takeout.ts";
import { sendFact } from "@/data/writing.ts";
import { SUPERVISOR } from "./fake_server.ts";
import { words } from "./phone.ts";
import { openPhone, phone, server } from "./stage.ts";

/** A logbook with a chain of two versions, a sent entry and a plain one. */
async function fill(): Promise<{ chain: string; sent: string; plain: string }> {
  const chain = await phone.save(words("eerste"));
  await phone.sync();
  await phone.save(words("tweede"), chain);
  const sent = await phone.save(words("verstuurd"));
  await phone.submit(sent);
  const plain = await phone.save(words("gewoon"));
  await phone.sync();
  return { chain, sent, plain };
}

test("after a restore with a new epoch everything that was received is offered again", async () => {
  const back = server.snapshot();
  const { chain, sent, plain } = await fill();
  const had = { revisions: server.revisionIds(), facts: server.factIds() };
  server.restore(back);
  await phone.sync();
  expect(server.revisionIds()).toEqual(had.revisions);
  expect(server.factIds()).toEqual(had.facts);
  expect([chain, sent, plain].map((doc) => phone.state(doc))).toEqual(["stored", "sent", "stored"]);
  expect(phone.account.counts.value.waiting).toBe(0);
});

test("a file swapped for an older one is found by the cursor", async () => {
  const back = server.snapshot();
  await fill();
  const had = server.revisionIds();
  back();
  await phone.sync();
  expect(server.revisionIds()).toEqual(had);
});

test("a file swapped for an older one that grew since is found by the digest", async () => {
  const first = await phone.save(words("blijft"));
  await phone.sync();
  const back = server.snapshot();
  await fill();
  const had = server.revisionIds();
  back();
  const other = await openPhone();
  await other.sync();
  for (let n = 0; n < 9; n += 1) await other.save(words(`later ${n}`));
  await other.sync();
  await phone.sync();
  expect(server.revisionIds()).toEqual(expect.arrayContaining(had));
  expect(phone.state(first)).toBe("stored");
  expect(phone.account.documents.value).toHaveLength(13);
});

test("what another device of the same person wrote comes back too", async () => {
  const back = server.snapshot();
  const other = await openPhone();
  const doc = await other.save(words("van het andere toestel"));
  await other.sync();
  await phone.sync();
  server.restore(back);
  await phone.sync();
  expect(server.documents.get(doc)?.revisions.size).toBe(1);
  expect(phone.state(doc)).toBe("stored");
});

test("a sign-off that reached the student's phone comes back from there", async () => {
  const back = server.snapshot();
  const { sent } = await fill();
  const supervisor = await openPhone(SUPERVISOR);
  await supervisor.sync();
  await sendFact(supervisor.account, "sign_off", supervisor.see(sent), { comment: "" });
  await supervisor.sync();
  await phone.sync();
  expect(phone.state(sent)).toBe("signed");
  server.restore(back);
  await phone.sync();
  expect(phone.state(sent)).toBe("signed");
  const author = server.documents.get(sent)?.facts.find((fact) => fact.kind === "sign_off")?.author;
  expect(author?.id).toBe(SUPERVISOR);
});

test("a supervisor who is back before the student waits with the sign-off, and it returns", async () => {
  const back = server.snapshot();
  const { sent } = await fill();
  const supervisor = await openPhone(SUPERVISOR);
  await supervisor.sync();
  await sendFact(supervisor.account, "sign_off", supervisor.see(sent), { comment: "" });
  await supervisor.sync();
  server.restore(back);
  await supervisor.sync();
  await phone.sync();
  await supervisor.sync();
  await phone.sync();
  expect(phone.state(sent)).toBe("signed");
});

test("a receipt that no pull followed is proof enough to bring a sign-off back", async () => {
  const back = server.snapshot();
  const { sent } = await fill();
  const supervisor = await openPhone(SUPERVISOR);
  await supervisor.sync();
  await sendFact(supervisor.account, "sign_off", supervisor.see(sent), { comment: "" });
  server.fault = ({ path }) => (path === "/api/sync/pull" ? "lost_request" : null);
  await supervisor.sync();
  server.fault = () => null;
  server.restore(back);
  server.judge = (fact) => (fact.kind === "sign_off" ? "changed" : null);
  await phone.sync();
  await supervisor.sync();
  await phone.sync();
  expect(phone.state(sent)).toBe("signed");
});

test("old text that was erased is not offered again, and the document stays", async () => {
  const doc = await phone.save(words("eerste"));
  await phone.sync();
  await phone.save(words("tweede"), doc);
  await phone.sync();
  const heldRows = async () => (await everything(phone.account.store)).held as { id: string }[];
  expect(await heldRows()).toHaveLength(2);
  await forgetOldText(phone.account.store, doc);
  expect((await heldRows()).map(({ id }) => id)).toEqual([phone.see(doc).head?.rev_id]);
});

test("a receipt that only the old text is gone leaves the rest alone", async () => {
  const back = server.snapshot();
  const doc = await phone.save(words("eerste"));
  await phone.sync();
  server.erased.add(phone.see(doc).head?.rev_id ?? "");
  await phone.save(words("tweede"), doc);
  await phone.sync();
  server.restore(back);
  await phone.sync();
  expect(phone.see(doc).content.title).toBe("tweede");
  expect(phone.account.farewells.value).toEqual([]);
  expect(phone.account.counts.value.waiting).toBe(0);
});

test("quarantined versions are offered again after a restore", async () => {
  const back = server.snapshot();
  server.inspect = () => "not_canonical";
  const doc = await phone.save(words("fout"));
  await phone.sync();
  server.restore(back);
  await phone.sync();
  expect(server.quarantined).toHaveLength(1);
  expect(phone.state(doc)).toBe("needs_fixing");
  expect(phone.see(doc).content.title).toBe("fout");
});

test("what was refused before a restore is not tried again behind its author's back", async () => {
  const back = server.snapshot();
  server.judge = () => "incomplete";
  const doc = await phone.save(words("Soep gekookt"));
  await phone.submit(doc);
  await phone.sync();
  server.judge = () => null;
  server.restore(back);
  await phone.sync();
  expect(server.factIds()).toEqual([]);
  expect(phone.see(doc).submitted).toBeUndefined();
});

test("what got a receipt but stood in no pull yet is missed after a file swap as well", async () => {
  const back = server.snapshot();
  server.fault = ({ path }) => (path === "/api/sync/pull" ? "lost_reply" : null);
  const doc = await phone.save(words("alleen een ontvangstbewijs"));
  await phone.submit(doc);
  await phone.sync();
  server.fault = () => null;
  const had = [server.revisionIds(), server.factIds()];
  back();
  await phone.sync();
  expect([server.revisionIds(), server.factIds()]).toEqual(had);
  expect(phone.state(doc)).toBe("sent");
});

test("a version on which a later one was built is missed after a file swap as well", async () => {
  const back = server.snapshot();
  server.fault = ({ path }) => (path === "/api/sync/pull" ? "lost_reply" : null);
  const doc = await phone.save(words("eerste"));
  await phone.sync();
  server.fault = () => null;
  await phone.save(words("tweede"), doc);
  back();
  await phone.sync();
  expect(server.revisionIds()).toHaveLength(2);
  expect(phone.see(doc).content.title).toBe("tweede");
});

test("old text that was erased is not offered again, and the document stays", async () => {
  const doc = await phone.save(words("eerste"));
  await phone.sync();
  await phone.save(words("tweede"), doc);
  await phone.sync();
  const heldRows = async () => (await everything(phone.account.store)).held as { id: string }[];
  expect(await heldRows()).toHaveLength(2);
  await forgetOldText(phone.account.store, doc);
  expect((await heldRows()).map(({ id }) => id)).toEqual([phone.see(doc).head?.rev_id]);
});

test("a receipt that only the old text is gone leaves the rest alone", async () => {
  const back = server.snapshot();
  const doc = await phone.save(words("eerste"));
  await phone.sync();
  server.erased.add(phone.see(doc).head?.rev_id ?? "");
  await phone.save(words("tweede"), doc);
  await phone.sync();
  server.restore(back);
  await phone.sync();
  expect(phone.see(doc).content.title).toBe("tweede");
  expect(phone.account.farewells.value).toEqual([]);
  expect(phone.account.counts.value.waiting).toBe(0);
});

test("quarantined versions are offered again after a file swap as well", async () => {
  const back = server.snapshot();
  server.inspect = () => "not_canonical";
  await phone.save(words("fout"));
  await phone.sync();
  back();
  await phone.sync();
  expect(server.quarantined).toHaveLength(1);
  expect(phone.account.counts.value.waiting).toBe(0);
});

test("when nothing went wrong a new epoch doubles nothing", async () => {
  const { chain } = await fill();
  const had = server.revisionIds();
  server.epoch = "epoch-2";
  await phone.sync();
  expect(server.revisionIds()).toEqual(had);
  expect(phone.state(chain)).toBe("stored");
});

test("a difference that whole pulls cannot mend does not become a storm", async () => {
  await fill();
  const other = [...server.documents.values()][0];
  server.documents.set("0-nobody-sees-this", { ...structuredClone(other), seq: 0 } as never);
  for (let n = 0; n < 8; n += 1) await phone.sync();
  const pulls = server.calls.filter((call) => call.path === "/api/sync/pull").length;
  expect(pulls).toBeLessThan(30);
});

test("an update from elsewhere that skips versions loses and doubles nothing", async () => {
  const other = await openPhone();
  const doc = await phone.save(words("een"));
  await phone.sync();
  await other.sync();
  await other.save(words("twee"), doc);
  await other.sync();
  await other.save(words("drie"), doc);
  await other.sync();
  await phone.sync();
  expect(phone.see(doc).content.title).toBe("drie");
  expect(phone.state(doc)).toBe("stored");
  expect(server.documents.get(doc)?.revisions.size).toBe(3);
});
