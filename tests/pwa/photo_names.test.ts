import { expect, test } from "vitest";
import { photoBytes } from "@/data/photos.ts";
import { nameStored } from "@/data/renaming.ts";
import { removeDocument, sendFact } from "@/data/writing.ts";
import { attachmentsOf } from "@/rules/content.ts";
import { changedName } from "./fake_photos.ts";
import { PLACEMENT, STUDENT, SUPERVISOR } from "./fake_server.ts";
import { Phone } from "./phone.ts";
import { addPicture, withPhotos } from "./pictures.ts";
import { device, phone, server } from "./stage.ts";

const add = () => addPicture(phone);

test("a photo that the server changed gets its new name in the text, which is sent again", async () => {
  const photo = await add();
  const doc = await phone.save(withPhotos("Soep", photo));
  await phone.submit(doc);
  server.photos.judge = () => "changed";
  await phone.sync();
  const named = attachmentsOf(phone.see(doc).content)[0];
  expect(named).toMatchObject({ sha256: changedName(photo.sha256), width: 1600 });
  const kept = server.documents.get(doc);
  expect(kept?.submitted).toBe(kept?.head);
  expect(phone.state(doc)).toBe("sent");
  expect(kept?.revisions.size).toBe(2);
  await phone.sync();
  expect(kept?.revisions.size).toBe(2);
  const shown = await photoBytes(phone.account, PLACEMENT, changedName(photo.sha256));
  expect(shown?.bytes.byteLength).toBe(photo.size);
});

test("the new name survives a phone that died before it could write it down", async () => {
  const photo = await add();
  const doc = await phone.save(withPhotos("Soep", photo));
  await phone.submit(doc);
  server.photos.judge = () => "changed";
  server.fault = ({ path }) => (path.endsWith("/2") ? "lost_reply" : null);
  await phone.sync();
  server.fault = () => null;
  const again = await Phone.open(server, STUDENT, device);
  await again.sync();
  expect(attachmentsOf(again.see(doc).content)[0]?.sha256).toBe(changedName(photo.sha256));
  expect(again.state(doc)).toBe("sent");
});

test("what was not sent is renamed and stays unsent; a draft keeps its own words", async () => {
  const photo = await add();
  const doc = await phone.save(withPhotos("Soep", photo));
  await phone.write(withPhotos("Soep met brood", photo), doc);
  server.photos.judge = () => "changed";
  await phone.sync();
  expect(server.documents.get(doc)?.submitted).toBeNull();
  const view = phone.see(doc);
  expect(view.content.title).toBe("Soep met brood");
  expect(attachmentsOf(view.content)[0]?.sha256).toBe(changedName(photo.sha256));
  await phone.save(view.content, doc);
  await phone.sync();
  expect(phone.see(doc).siblings).toEqual([]);
});

test("a form that is open while its photo gets another name makes no second version", async () => {
  const photo = await add();
  const doc = await phone.save(withPhotos("Soep", photo));
  phone.see(doc);
  server.photos.judge = () => "changed";
  await phone.sync();
  await phone.write(withPhotos("Soep met brood", photo), doc);
  await phone.save(withPhotos("Soep met brood", photo), doc);
  await phone.sync();
  const view = phone.see(doc);
  expect(view.siblings).toEqual([]);
  expect(attachmentsOf(view.content)[0]?.sha256).toBe(changedName(photo.sha256));
});

test("what a supervisor asked to complete is not sent again by itself", async () => {
  const photo = await add();
  const doc = await phone.save(withPhotos("Soep", photo));
  await phone.submit(doc);
  server.fault = ({ path }) => (path.includes("/blobs/") ? "lost_request" : null);
  await phone.sync();
  const supervisor = await Phone.open(server, SUPERVISOR, `${device}-supervisor`);
  await supervisor.sync();
  const asks = { text: "Wat zag je?", name: "M", function: "" };
  await sendFact(supervisor.account, "request_changes", supervisor.see(doc), asks);
  await supervisor.sync();
  await phone.sync();
  server.fault = () => null;
  server.photos.judge = () => "changed";
  await phone.sync();
  const kept = server.documents.get(doc);
  expect(kept?.submitted).not.toBe(kept?.head);
  expect(phone.state(doc)).toBe("changes_requested");
});

test("a deletion with words typed after it stays one when its photo gets another name", async () => {
  const photo = await add();
  const doc = await phone.save(withPhotos("Soep", photo));
  await phone.sync();
  server.photos.blobs.clear();
  await removeDocument(phone.account, doc);
  await phone.write(withPhotos("Soep, toch", photo), doc);
  const row = [...phone.account.photos.value.values()][0];
  if (!row) throw new Error("no photo");
  const stored = { width: 1, height: 1, ...photo, sha256: changedName(photo.sha256) };
  await phone.account.store.run((db) => db.put("photos", { ...row, stored }));
  await phone.account.photosChanged();
  await nameStored(phone.account);
  expect(attachmentsOf(phone.see(doc).head?.content)[0]?.sha256).toBe(changedName(photo.sha256));
  expect(phone.see(doc).head?.deleted).toBe(true);
});
