import { expect, test } from "vitest";
import { chooseVersion, removeDocument, sendFact } from "@/data/writing.ts";
import { html, problem } from "./answers.ts";
import { SUPERVISOR } from "./fake_server.ts";
import { words } from "./phone.ts";
import { openPhone, phone, server } from "./stage.ts";

const waiting = () => phone.account.counts.value.waiting;

test("E3 'Bewaard' comes only after the server's receipt for the revision", async () => {
  const doc = await phone.save(words("Soep gekookt"));
  expect(phone.state(doc)).toBe("on_phone");
  server.fault = () => "lost_request";
  await phone.sync();
  expect(phone.state(doc)).toBe("on_phone");
  server.fault = () => null;
  await phone.sync();
  expect(phone.state(doc)).toBe("stored");
});

test("E3 'Verstuurd' comes only after the receipt for the submission", async () => {
  const doc = await phone.save(words("Soep gekookt"));
  await phone.sync();
  await phone.submit(doc);
  server.fault = (call) => (call.path === "/api/sync/facts" ? "lost_request" : null);
  await phone.sync();
  expect(phone.state(doc)).toBe("stored");
  server.fault = () => null;
  await phone.sync();
  expect(phone.state(doc)).toBe("sent");
});

test("E3 a receipt is enough for 'Bewaard', also when the pull after it fails", async () => {
  const doc = await phone.save(words("Soep gekookt"));
  server.fault = (call) => (call.path === "/api/sync/pull" ? "lost_request" : null);
  await phone.sync();
  expect(phone.state(doc)).toBe("stored");
  expect(waiting()).toBe(0);
});

test("E1 every keystroke before saving is a Concept that no server sees", async () => {
  const doc = await phone.write(words("Soep"));
  await phone.sync();
  expect(phone.state(doc)).toBe("draft");
  expect(server.revisionIds()).toEqual([]);
});

test("a lost reply is sent again and stored once", async () => {
  await phone.save(words("Soep gekookt"));
  server.fault = (call) => (call.path === "/api/sync/push" ? "lost_reply" : null);
  await phone.sync();
  expect(waiting()).toBe(1);
  server.fault = () => null;
  await phone.sync();
  expect(waiting()).toBe(0);
  expect(server.revisionIds()).toHaveLength(1);
});

test("a request that arrives twice is stored once", async () => {
  const doc = await phone.save(words("Soep gekookt"));
  await phone.submit(doc);
  server.fault = () => "twice";
  await phone.sync();
  expect(waiting()).toBe(0);
  expect(server.revisionIds()).toHaveLength(1);
  expect(server.factIds()).toHaveLength(1);
});

test("E8 a captive portal's page counts as not sent, whatever its status", async () => {
  const doc = await phone.save(words("Soep gekookt"));
  for (const status of [200, 500, 511]) {
    server.fault = () => () => html(status);
    const report = await phone.sync();
    expect(report.problem).toBe(status === 200 ? "offline" : "server");
    expect(phone.state(doc)).toBe("on_phone");
  }
});

test("E8 JSON that is not a receipt counts as not sent", async () => {
  const doc = await phone.save(words("Soep gekookt"));
  const strange = [{}, { epoch: "e", results: "ok" }, { epoch: "e", results: [{ outcome: "ok" }] }];
  for (const body of strange) {
    server.fault = (call) => (call.path === "/api/sync/push" ? () => Response.json(body) : null);
    await phone.sync();
    expect(phone.state(doc)).toBe("on_phone");
  }
});

test("E8 a receipt with another hash leaves the outbox as it is", async () => {
  const doc = await phone.save(words("Soep gekookt"));
  const rev_id = phone.see(doc).head?.rev_id;
  const results = [{ rev_id, hash: "0".repeat(64), outcome: "ok" }];
  server.fault = (call) =>
    call.path === "/api/sync/push" ? () => Response.json({ epoch: "e", results }) : null;
  await phone.sync();
  expect(waiting()).toBe(1);
});

test("E8 a 500 that the server calls unexpected harms no other item", async () => {
  const docs = [];
  for (const title of ["een", "twee", "drie", "vier", "vijf"]) {
    docs.push(await phone.save(words(title)));
  }
  const poison = phone.see(docs[2] ?? "").head?.rev_id;
  server.fault = ({ body }) =>
    body?.items?.some((item) => item.rev_id === poison) ? () => problem(500, "unexpected") : null;
  const report = await phone.sync();
  expect(report.problem).toBe("server");
  expect(docs.map((doc) => phone.state(doc))).toEqual([
    "stored",
    "stored",
    "needs_fixing",
    "stored",
    "stored",
  ]);
});

test("E10 what is too large stays, says so, and blocks no other", async () => {
  const small = await phone.save(words("klein"));
  const large = await phone.save(words("groot".repeat(1000)));
  const tooLarge = phone.see(large).head?.rev_id;
  server.fault = ({ body }) =>
    body?.items?.some((item) => item.rev_id === tooLarge) ? () => problem(413, "too_large") : null;
  await phone.sync();
  expect(phone.state(small)).toBe("stored");
  expect(phone.see(large).problem?.code).toBe("too_large");
  expect(waiting()).toBe(1);
});

test("E10 a quarantined version shows its words and 'Verbeteren', and is mended by saving", async () => {
  server.inspect = (revision) => (revision.content?.title === "fout" ? "not_canonical" : null);
  const good = await phone.save(words("goed"));
  const doc = await phone.save(words("fout"));
  await phone.sync();
  expect(phone.state(good)).toBe("stored");
  expect(phone.state(doc)).toBe("needs_fixing");
  expect(phone.see(doc).content.title).toBe("fout");
  await phone.save(words("beter"), doc);
  await phone.sync();
  expect(phone.state(doc)).toBe("stored");
  expect(phone.see(doc).content.title).toBe("beter");
});

test("E10 a refused fact stays visible with its reason on every device of its author", async () => {
  server.judge = () => "incomplete";
  const doc = await phone.save(words("Soep gekookt"));
  await phone.submit(doc);
  await phone.sync();
  expect(phone.see(doc).problem?.code).toBe("incomplete");
  const other = await openPhone();
  await other.sync();
  expect(other.see(doc).problem?.code).toBe("incomplete");
  server.judge = () => null;
  await phone.submit(doc);
  await phone.sync();
  expect(phone.state(doc)).toBe("sent");
});

test("E11 the same entry edited on two devices keeps both texts until one is chosen", async () => {
  const other = await openPhone();
  const doc = await phone.save(words("begin"));
  await phone.sync();
  await other.sync();
  await phone.save(words("op de bus"), doc);
  await other.save(words("aan tafel"), doc);
  await phone.sync();
  await other.sync();
  await phone.sync();
  expect(phone.state(doc)).toBe("two_versions");
  const texts = [phone.see(doc).head, ...phone.see(doc).siblings].map((r) => r?.content?.title);
  expect(texts.sort()).toEqual(["aan tafel", "op de bus"]);
});

test("E11 deleted on one device and edited on another is two versions, in sight, to choose from", async () => {
  const other = await openPhone();
  const doc = await phone.save(words("begin"));
  await phone.sync();
  await other.sync();
  await removeDocument(phone.account, doc);
  await other.save(words("elders bewerkt"), doc);
  await phone.sync();
  await other.sync();
  await phone.sync();
  expect(phone.account.removed.value).toEqual([]);
  expect(phone.account.documents.value.map(({ state }) => state)).toEqual(["two_versions"]);
  await chooseVersion(phone.account, doc, words("elders bewerkt"), phone.shown(doc));
  await phone.sync();
  expect(phone.state(doc)).toBe("stored");
});

test("E11 what is typed builds on the version that was on the screen, not on a newer one", async () => {
  const other = await openPhone();
  const doc = await phone.save(words("begin"));
  await phone.sync();
  await other.sync();
  phone.account.view(doc);
  await other.save(words("van het andere toestel"), doc);
  await other.sync();
  await phone.sync();
  await phone.save(words("wat hier getypt werd"), doc);
  expect(phone.state(doc)).toBe("two_versions");
});

test("E13 an expired login deletes nothing and says so", async () => {
  const doc = await phone.save(words("Soep gekookt"));
  server.fault = () => () => problem(401, "not_signed_in");
  expect((await phone.sync()).problem).toBe("login");
  expect(phone.state(doc)).toBe("on_phone");
  server.fault = () => null;
  await phone.sync();
  expect(phone.state(doc)).toBe("stored");
});

test("somebody else's login in another tab gets none of this person's text", async () => {
  await phone.save(words("Soep gekookt"));
  server.cookieOf = SUPERVISOR;
  expect((await phone.sync()).problem).toBe("login");
  expect(server.revisionIds()).toEqual([]);
});

test("nor does a login in the middle of a sync", async () => {
  await phone.save(words("Soep gekookt"));
  server.fault = ({ path }) => {
    if (path === "/api/me")
      queueMicrotask(() => {
        server.cookieOf = SUPERVISOR;
      });
    return null;
  };
  expect((await phone.sync()).problem).toBe("login");
  expect(server.revisionIds()).toEqual([]);
  expect(server.calls.map(({ path }) => path)).toContain("/api/sync/push");
});

test("a server that calls the app too old keeps the outbox and may still be read", async () => {
  const doc = await phone.save(words("Soep gekookt"));
  server.fault = ({ path }) =>
    path === "/api/sync/push" ? () => problem(426, "outdated_client") : null;
  const report = await phone.sync();
  expect(report.problem).toBe("upgrade");
  expect(phone.state(doc)).toBe("on_phone");
  expect(server.calls.at(-1)?.path).toBe("/api/sync/pull");
});

test("a busy server's Retry-After is handed on and stops the round", async () => {
  await phone.save(words("Soep gekookt"));
  server.fault = ({ path }) =>
    path === "/api/sync/push" ? () => problem(503, "overloaded", { "retry-after": "7" }) : null;
  const before = server.calls.length;
  expect(await phone.sync()).toMatchObject({ problem: "server", retryAfter: 7, waiting: 1 });
  expect(server.calls.length - before).toBe(2);
});

test("a pull of many pages brings everything, in one order", async () => {
  for (let n = 0; n < 7; n += 1) await phone.save(words(`entry ${n}`));
  await phone.sync();
  server.pageSize = 2;
  const other = await openPhone();
  await other.sync();
  expect(other.account.documents.value).toHaveLength(7);
});

test("a supervisor sees the submitted version, and what they write arrives", async () => {
  const supervisor = await openPhone(SUPERVISOR);
  const doc = await phone.save(words("Soep gekookt"));
  await phone.sync();
  await supervisor.sync();
  expect(supervisor.account.documents.value).toHaveLength(0);
  await phone.submit(doc);
  await phone.sync();
  await supervisor.sync();
  const shown = supervisor.see(doc);
  expect(shown.mine).toBe(false);
  await sendFact(supervisor.account, "sign_off", shown, { comment: "", name: "M", function: "" });
  await supervisor.sync();
  await phone.sync();
  expect(phone.state(doc)).toBe("signed");
});
