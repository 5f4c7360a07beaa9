import { afterEach, expect, test, vi } from "vitest";
import { Account } from "@/data/account.ts";
import { commit } from "@/data/keeping.ts";
import { keepPhoto, photoBytes, type ReadyFile } from "@/data/photos.ts";
import { outboxOf } from "@/data/problems.ts";
import { serverNow } from "@/data/serverClock.ts";
import { takeout } from "@/data/takeout.ts";
import { saveDocument, writeDraft } from "@/data/writing.ts";
import { newId } from "@/rules/uuid.ts";
import { PLACEMENT, STUDENT } from "./fake_server.ts";
import { firstVersion } from "./first_version.ts";
import { Phone, words } from "./phone.ts";
import { device, phone, server } from "./stage.ts";

afterEach(() => vi.restoreAllMocks());

/** Every handle that is open dies, as Safari's do in the background. */
function killHandles() {
  const original = IDBDatabase.prototype.transaction;
  const dead = new WeakSet<IDBDatabase>();
  let first = true;
  return vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(function (
    this: IDBDatabase,
    ...args: Parameters<IDBDatabase["transaction"]>
  ) {
    if (first) dead.add(this);
    first = false;
    if (dead.has(this))
      throw new DOMException("The database connection is closing.", "InvalidStateError");
    return original.apply(this, args);
  });
}

function failWith(name: string) {
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
    throw new DOMException("no", name);
  });
}

test("E17 a keystroke that was stored is there when the app opens again", async () => {
  const doc = await phone.write(words("half een zin"));
  const again = await Phone.open(server, STUDENT, device);
  expect(again.see(doc).content.title).toBe("half een zin");
  expect(again.state(doc)).toBe("draft");
});

test("E4 saved work survives the app being killed, without any network", async () => {
  server.fault = () => "lost_request";
  const doc = await phone.save(words("Soep gekookt"));
  const again = await Phone.open(server, STUDENT, device);
  expect(again.state(doc)).toBe("on_phone");
  server.fault = () => null;
  await again.sync();
  expect(again.state(doc)).toBe("stored");
});

test("a dead handle is opened again and nobody notices", async () => {
  killHandles();
  const doc = await phone.save(words("Soep gekookt"));
  expect(phone.state(doc)).toBe("on_phone");
  expect(phone.account.storage.value).toBe("");
});

test("a save that died between commit and answer is not stored twice", async () => {
  const doc = await phone.write(words("Soep gekookt"));
  await saveDocument(phone.account, doc);
  await commit(phone.account, await phone.account.store.run(outboxOf));
  await phone.sync();
  expect(server.revisionIds()).toHaveLength(1);
});

test("a change that was taken back leaves no draft behind", async () => {
  const doc = await phone.save(words("Soep"));
  await phone.write(words("Soepe"), doc);
  await phone.write(words("Soep"), doc);
  expect(await saveDocument(phone.account, doc)).toEqual({ ok: true });
  expect(phone.account.counts.value.drafts).toBe(0);
  expect(phone.state(doc)).toBe("on_phone");
  expect(await saveDocument(phone.account, doc)).toEqual({ ok: true });
  expect(phone.account.local(doc).outbox).toHaveLength(1);
});

test("E15 a full device says so and keeps what it had", async () => {
  const kept = await phone.save(words("eerste"));
  const doc = await phone.write(words("tweede"));
  failWith("QuotaExceededError");
  expect(await saveDocument(phone.account, doc)).toEqual({ ok: false, reason: "storage" });
  expect(phone.account.storage.value).toBe("full");
  vi.restoreAllMocks();
  expect(phone.state(doc)).toBe("draft");
  expect(phone.state(kept)).toBe("on_phone");
  expect(await saveDocument(phone.account, doc)).toEqual({ ok: true });
  expect(phone.account.storage.value).toBe("");
});

const photo = (size: number): ReadyFile => ({
  bytes: new ArrayBuffer(size),
  media_type: "image/jpeg",
});

test("E15 a photo that does not fit is said to be lost, and the words before it are kept", async () => {
  const doc = await phone.write(words("Soep"));
  failWith("QuotaExceededError");
  const kept = await keepPhoto(phone.account, PLACEMENT, photo(1000));
  expect(kept).toEqual({ ok: false, reason: "full" });
  vi.restoreAllMocks();
  expect(phone.see(doc).content.title).toBe("Soep");
  expect(phone.account.photos.value.size).toBe(0);
  expect((await keepPhoto(phone.account, PLACEMENT, photo(1000))).ok).toBe(true);
});

test("E15 a photo may not take the last room: that is for words", async () => {
  const estimate = async () => ({ quota: 100_000_000, usage: 85_000_000 });
  vi.stubGlobal("navigator", { storage: { estimate } });
  const kept = await keepPhoto(phone.account, PLACEMENT, photo(1000));
  vi.unstubAllGlobals();
  expect(kept).toEqual({ ok: false, reason: "full" });
});

test("E15 on a full device a photo that the server holds makes room for words", async () => {
  const kept = await keepPhoto(phone.account, PLACEMENT, photo(300_000));
  const attachments = kept.ok ? [kept.attachment] : [];
  const sha256 = attachments[0]?.sha256 ?? "";
  await phone.save({ ...words("Soep"), attachments });
  await phone.sync();
  const original = IDBObjectStore.prototype.put;
  let full = true;
  vi.spyOn(IDBObjectStore.prototype, "delete").mockImplementationOnce(function (
    this: IDBObjectStore,
    key,
  ) {
    full = false;
    return this.delete(key);
  });
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (
    this: IDBObjectStore,
    ...args
  ) {
    if (full) throw new DOMException("no", "QuotaExceededError");
    return original.apply(this, args);
  });
  const doc = await phone.write(words("Nog een zin"));
  expect(phone.see(doc).content.title).toBe("Nog een zin");
  expect(phone.account.storage.value).toBe("");
  expect(await photoBytes(phone.account, PLACEMENT, sha256)).toBeUndefined();
});

test("a database of the first version opens with everything in it, and keeps photos from then on", async () => {
  const old = await firstVersion(`${device}-v1`);
  const base = { placement_id: PLACEMENT, kind: "entry", base_rev: null, hits: [] };
  const draft = { ...base, doc_id: newId(), updated_at: "", stamp: "1", content: words("Soep") };
  await old.put("drafts", draft);
  await old.put("meta", "2026-09-08T10:00:00Z", "last_sent");
  old.close();
  const again = await Phone.open(server, STUDENT, `${device}-v1`);
  expect(again.see(draft.doc_id).content.title).toBe("Soep");
  expect(again.account.lastSent.value).toBe("2026-09-08T10:00:00Z");
  const kept = await keepPhoto(again.account, PLACEMENT, photo(1000));
  expect(kept.ok).toBe(true);
  expect(again.account.photos.value.size).toBe(1);
});

test("a device that stays broken answers NIET bewaard and the draft is still a draft", async () => {
  const doc = await phone.write(words("Soep"));
  failWith("UnknownError");
  expect(await saveDocument(phone.account, doc)).toEqual({ ok: false, reason: "storage" });
  expect(phone.account.storage.value).toBe("broken");
});

test("a draft that cannot be kept is said to be lost, not silently dropped", async () => {
  failWith("QuotaExceededError");
  const write = writeDraft(phone.account, PLACEMENT, "entry", newId(), words("Soep"));
  await expect(write).rejects.toThrow("storage: full");
});

test("R12 two tabs see each other's work, and a draft open in both is kept twice", async () => {
  const channels: { onmessage: ((event: MessageEvent) => void) | null }[] = [];
  const channel = () => {
    const own = {
      onmessage: null as ((event: MessageEvent) => void) | null,
      postMessage: (data: unknown) => {
        for (const other of channels)
          if (other !== own) other.onmessage?.({ data } as MessageEvent);
      },
      close: () => {},
    };
    channels.push(own);
    return own;
  };
  const open = () =>
    Account.open(STUDENT, { now: () => new Date(), database: `${device}-tabs`, channel });
  const [left, right] = [await open(), await open()];
  const doc = newId();
  await writeDraft(left, PLACEMENT, "entry", doc, words("begin"));
  await vi.waitFor(() => expect(right.view(doc)?.content.title).toBe("begin"));
  left.view(doc);
  await writeDraft(left, PLACEMENT, "entry", doc, words("links"));
  await saveDocument(left, doc);
  await vi.waitFor(() => expect(right.local(doc).draft).toBeUndefined());
  await writeDraft(right, PLACEMENT, "entry", doc, words("rechts"));
  await saveDocument(right, doc);
  const view = right.view(doc);
  const texts = [view?.head, ...(view?.siblings ?? [])].map((item) => item?.content?.title);
  expect(texts.sort()).toEqual(["links", "rechts"]);
});

test("a device clock ten years off changes nothing", async () => {
  const doc = await phone.save(words("nu"));
  await phone.sync();
  const ahead = new Date(Date.UTC(2036, 0, 1));
  vi.spyOn(phone.account, "now").mockReturnValue(ahead);
  await phone.save(words("straks"), doc);
  await phone.sync();
  expect(Math.abs(serverNow(ahead).getTime() - Date.now())).toBeLessThan(5000);
  vi.spyOn(phone.account, "now").mockReturnValue(new Date(Date.UTC(2016, 0, 1)));
  await phone.save(words("toen"), doc);
  await phone.sync();
  expect(phone.see(doc).content.title).toBe("toen");
  expect(phone.state(doc)).toBe("stored");
  expect(server.documents.get(doc)?.revisions.size).toBe(3);
});

test("a thousand entries open at once", async () => {
  for (let n = 0; n < 1000; n += 1) {
    const content = words(`entry ${n}`);
    const base = { placement_id: PLACEMENT, kind: "entry" as const, content, base_rev: null };
    const draft = { ...base, doc_id: newId(), updated_at: "", stamp: String(n), hits: [] };
    await phone.account.store.run((db) => db.put("drafts", draft));
  }
  const started = performance.now();
  const again = await Phone.open(server, STUDENT, device);
  expect(again.account.documents.value).toHaveLength(1000);
  expect(performance.now() - started).toBeLessThan(2000);
});

test("no document is unknown while many are read again", async () => {
  const doc = await phone.write(words("half een zin"));
  const { account } = phone;
  const seen: unknown[] = [];
  const look = () => seen.push(account.view(doc)?.content.title, account.counts.value.drafts);
  const { allMeta, photos, loadAll } = Object.getPrototypeOf(account.store);
  const watched = { allMeta, photos, loadAll };
  for (const [name, read] of Object.entries(watched)) {
    vi.spyOn(account.store, name as keyof typeof watched).mockImplementation(async () => {
      look();
      const found = await read.call(account.store);
      look();
      return found;
    });
  }
  await account.changed(Array.from({ length: 101 }, newId));
  expect(new Set(seen)).toEqual(new Set(["half een zin", 1]));
  expect(seen).toHaveLength(12);
});

test("E16 the own download holds the words and the photos, without any network", async () => {
  server.fault = () => "lost_request";
  const bytes = new Uint8Array([1, 2, 250]).buffer;
  const kept = await keepPhoto(phone.account, PLACEMENT, { bytes, media_type: "image/jpeg" });
  await phone.save({ ...words("Soep"), attachments: kept.ok ? [kept.attachment] : [] });
  const file = JSON.parse(await (await takeout(phone.account)).text());
  expect(file.texts[0].content.title).toBe("Soep");
  expect(file.files).toEqual([
    { placement_id: PLACEMENT, sha256: file.photos[0].sha256, base64: "AQL6" },
  ]);
});
