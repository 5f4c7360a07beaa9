import { afterEach, expect, test, vi } from "vitest";
import type { Attachment } from "@/attachments.ts";
import { offerAgain, photoBytes, tidyPhotos } from "@/data/photos.ts";
import { sendFact } from "@/data/writing.ts";
import { problem } from "./answers.ts";
import { PLACEMENT, STUDENT, SUPERVISOR } from "./fake_server.ts";
import { Phone, words } from "./phone.ts";
import { addPicture, PART, picture, withPhotos } from "./pictures.ts";
import { device, phone, server } from "./stage.ts";

afterEach(() => vi.restoreAllMocks());

const add = (file = picture()) => addPicture(phone, file);
const waits = () => phone.account.counts.value.photos;
const row = (one: Attachment) => phone.account.photos.value.get(`${PLACEMENT}/${one.sha256}`);
const isPart = (path: string) => /\/\d+$/.test(path);

test("a photo goes after the text that names it, and is confirmed by the server alone", async () => {
  const photo = await add();
  const doc = await phone.save(withPhotos("Soep", photo));
  expect(waits()).toBe(1);
  await phone.sync();
  const order = server.calls.map(({ path }) => path);
  expect(order.indexOf("/api/sync/push")).toBeLessThan(order.findIndex(isPart));
  expect(server.photos.bytesOf(photo.sha256)).toBe(photo.size);
  expect(row(photo)).toMatchObject({ state: "arrived", stored: { sha256: photo.sha256 } });
  expect(phone.state(doc)).toBe("stored");
  expect(waits()).toBe(0);
});

test("what only a draft names stays on the phone with it", async () => {
  await phone.write(withPhotos("Soep", await add()));
  await phone.sync();
  expect(server.photos.blobs.size).toBe(0);
  expect(waits()).toBe(0);
});

test("a photo waits for its text: without a receipt for the words nothing of it goes", async () => {
  await phone.save(withPhotos("Soep", await add()));
  server.inspect = () => "wrong_placement";
  await phone.sync();
  expect(server.photos.blobs.size).toBe(0);
});

test.each([0, 1, 2, 3])("cut off at part %i it goes on where it stopped", async (cut) => {
  const photo = await add(picture(4 * PART));
  await phone.save(withPhotos("Soep", photo));
  server.fault = ({ path }) => (path.endsWith(`/${cut}`) ? "lost_request" : null);
  expect((await phone.sync()).problem).toBe("offline");
  expect(row(photo)).toMatchObject({ state: "waiting", parts: cut });
  const again = await Phone.open(server, STUDENT, device);
  server.fault = () => null;
  await again.sync();
  expect(server.photos.received).toEqual([0, 1, 2, 3]);
  expect(again.account.counts.value.photos).toBe(0);
});

test.each([0, 1, 2])("the lost reply to part %i sends nothing twice", async (lost) => {
  await phone.save(withPhotos("Soep", await add()));
  server.fault = ({ path }) => (path.endsWith(`/${lost}`) ? "lost_reply" : null);
  await phone.sync();
  server.fault = () => null;
  await phone.sync();
  expect(server.photos.received).toEqual([0, 1, 2]);
  expect(waits()).toBe(0);
});

test("over a line that drops every third call a photo arrives in one go", async () => {
  const photo = await add(picture(4 * PART));
  await phone.save(withPhotos("Soep", photo));
  let calls = 0;
  server.fault = ({ path }) => {
    if (!path.startsWith("/api/blobs/")) return null;
    calls += 1;
    return calls % 3 === 1 ? "lost_request" : null;
  };
  expect((await phone.sync()).problem).toBe("");
  expect(server.photos.received).toEqual([0, 1, 2, 3]);
  expect(waits()).toBe(0);
});

test("a line that is gone is not tried for ever", async () => {
  await phone.save(withPhotos("Soep", await add()));
  let calls = 0;
  server.fault = ({ path }) => {
    if (isPart(path)) calls += 1;
    return isPart(path) ? "lost_request" : null;
  };
  expect((await phone.sync()).problem).toBe("offline");
  expect(calls).toBe(3);
});

test("parts that arrive twice make one photo", async () => {
  const photo = await add();
  await phone.save(withPhotos("Soep", photo));
  server.fault = ({ path }) => (isPart(path) ? "twice" : null);
  await phone.sync();
  await phone.sync();
  expect(server.photos.bytesOf(photo.sha256)).toBe(photo.size);
  expect(waits()).toBe(0);
});

test("a server that died before its verdict is asked for it again", async () => {
  const photo = await add();
  await phone.save(withPhotos("Soep", photo));
  server.photos.dies = true;
  await phone.sync();
  expect(row(photo)).toMatchObject({ state: "waiting", parts: 3 });
  server.photos.dies = false;
  await phone.sync();
  expect(server.photos.received).toEqual([0, 1, 2, 2]);
  expect(row(photo)?.state).toBe("arrived");
});

test("a captive portal's page is no receipt for a photo", async () => {
  await phone.save(withPhotos("Soep", await add()));
  const portal = () => new Response("<h1>wifi</h1>", { headers: { "content-type": "text/html" } });
  server.fault = ({ path }) => (path.includes("/blobs/") ? portal : null);
  expect((await phone.sync()).problem).toBe("offline");
  expect(waits()).toBe(1);
});

test("a busy server's Retry-After stops the photos too, and keeps them", async () => {
  await phone.save(withPhotos("Soep", await add(), await add()));
  const busy = () => problem(503, "overloaded", { "retry-after": "9" });
  server.fault = ({ path }) => (isPart(path) ? busy : null);
  expect(await phone.sync()).toMatchObject({ problem: "server", retryAfter: 9, photos: 2 });
  expect(server.calls.filter(({ path }) => isPart(path))).toHaveLength(1);
});

test("one photo that breaks the server blocks no other", async () => {
  const [bad, good] = [await add(), await add()];
  await phone.save(withPhotos("Soep", bad, good));
  const broken = () => problem(500, "unexpected");
  server.fault = ({ path }) => (path.includes(bad.sha256) ? broken : null);
  expect((await phone.sync()).problem).toBe("server");
  expect(row(good)?.state).toBe("arrived");
  expect(row(bad)?.state).toBe("waiting");
});

test("a text that the server cannot take keeps no photo of another text from going", async () => {
  const stuck = await phone.save(words("Veel te lang"));
  const photo = await add();
  await phone.save(withPhotos("Soep", photo));
  const tooLarge = () => problem(413, "too_large");
  const has = (body: unknown) => JSON.stringify(body ?? "").includes(stuck);
  server.fault = ({ path, body }) => (path === "/api/sync/push" && has(body) ? tooLarge : null);
  expect((await phone.sync()).problem).toBe("server");
  expect(row(photo)?.state).toBe("arrived");
});

test("new words do not wait for the rest of a photo", async () => {
  await phone.save(withPhotos("Soep", await add(picture(6 * PART))));
  const handle = server.photos.handle.bind(server.photos);
  vi.spyOn(server.photos, "handle").mockImplementation(async (method, url, body) => {
    if (url.pathname.endsWith("/1")) await phone.save(words("Tussendoor"));
    return handle(method, url, body);
  });
  await phone.sync();
  expect(server.photos.received).toEqual([0, 1]);
  await phone.sync();
  const texts = server.calls.map(({ path }) => path).lastIndexOf("/api/sync/push");
  expect(server.calls.slice(texts).filter(({ path }) => isPart(path))).toHaveLength(4);
  expect(waits()).toBe(0);
});

test("a refused photo stays, says why, and can be offered again", async () => {
  const photo = await add();
  await phone.save(withPhotos("Soep", photo));
  server.photos.judge = () => "storage_quota";
  await phone.sync();
  expect(row(photo)).toMatchObject({ state: "refused", code: "storage_quota" });
  expect(phone.account.counts.value).toMatchObject({ photos: 0, refusedPhotos: 1 });
  await phone.sync();
  expect(server.photos.received).toHaveLength(3);
  server.photos.judge = () => "";
  await offerAgain(phone.account, row(photo) as never);
  await phone.sync();
  expect(row(photo)?.state).toBe("arrived");
});

test("bytes that were damaged on the way are sent once more from the start", async () => {
  const photo = await add();
  await phone.save(withPhotos("Soep", photo));
  server.photos.judge = () => "wrong_hash";
  expect((await phone.sync()).problem).toBe("server");
  server.photos.judge = () => "";
  await phone.sync();
  expect(row(photo)?.state).toBe("arrived");
});

test("bytes that were damaged on the phone are not sent, and it says so", async () => {
  const photo = await add();
  await phone.save(withPhotos("Soep", photo));
  const other = new ArrayBuffer(photo.size);
  await phone.account.store.run((db) => db.put("photo_bytes", other, [PLACEMENT, photo.sha256]));
  await phone.sync();
  expect(row(photo)).toMatchObject({ state: "refused", code: "damaged" });
  expect(server.photos.received).toEqual([]);
});

test("a supervisor's akkoord waits for the photo and goes by itself", async () => {
  const doc = await phone.save(withPhotos("Soep", await add()));
  await phone.submit(doc);
  server.judge = ({ kind }) =>
    kind === "sign_off" && server.photos.received.length < 3 ? "attachments_pending" : null;
  server.fault = ({ path }) => (path.includes("/blobs/") ? "lost_request" : null);
  await phone.sync();
  const supervisor = await Phone.open(server, SUPERVISOR, `${device}-supervisor`);
  await supervisor.sync();
  const body = { comment: "", name: "M", function: "" };
  await sendFact(supervisor.account, "sign_off", supervisor.see(doc), body);
  expect((await supervisor.sync()).waiting).toBe(1);
  server.fault = () => null;
  await phone.sync();
  expect((await supervisor.sync()).waiting).toBe(0);
  await phone.sync();
  expect(phone.state(doc)).toBe("signed");
});

test("what nothing names any more is tidied away, and only after a day", async () => {
  const photo = await add();
  await tidyPhotos(phone.account, "");
  expect(row(photo)).toBeDefined();
  const tomorrow = new Date(Date.now() + 90_000_000);
  vi.spyOn(phone.account, "now").mockReturnValue(tomorrow);
  await tidyPhotos(phone.account, "");
  expect(row(photo)).toBeUndefined();
});

test("an arrived photo's bytes leave after the days that texts are held, its name stays", async () => {
  const photo = await add();
  await phone.save(withPhotos("Soep", photo));
  await phone.sync();
  await tidyPhotos(phone.account, new Date(Date.now() - 1000).toISOString().slice(0, 10));
  expect(await photoBytes(phone.account, PLACEMENT, photo.sha256)).toBeDefined();
  await tidyPhotos(phone.account, new Date(Date.now() + 5000).toISOString());
  expect(await photoBytes(phone.account, PLACEMENT, photo.sha256)).toBeUndefined();
  expect(row(photo)?.state).toBe("arrived");
});
