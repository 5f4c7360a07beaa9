/** Photos that the server confirmed and does not have any more: asked about, and sent again. */

import { expect, test } from "vitest";
import { PLACEMENT } from "./fake_server.ts";
import { addPicture, picture, withPhotos } from "./pictures.ts";
import { phone, server } from "./stage.ts";

const add = (file = picture()) => addPicture(phone, file);

test("a server that went back to an older backup gets the photos again", async () => {
  const before = server.snapshot();
  const photo = await add();
  await phone.save(withPhotos("Soep", photo));
  await phone.sync();
  server.restore(before);
  server.photos.blobs.clear();
  await phone.sync();
  expect(server.photos.bytesOf(photo.sha256)).toBe(photo.size);
});

test("a silent rollback, without a new epoch, is noticed and mended too", async () => {
  const before = server.snapshot();
  const photo = await add();
  await phone.save(withPhotos("Soep", photo));
  await phone.sync();
  before();
  server.photos.blobs.clear();
  await phone.sync();
  expect(server.photos.bytesOf(photo.sha256)).toBe(photo.size);
});

test("a photo alone that the server lost goes again when the app is opened", async () => {
  const photo = await add();
  await phone.save(withPhotos("Soep", photo));
  await phone.sync();
  server.photos.blobs.clear();
  await (await phone.again()).sync();
  expect(server.photos.bytesOf(photo.sha256)).toBe(photo.size);
});

test("a rollback that was noticed in a sync that broke off is not forgotten by the next", async () => {
  const before = server.snapshot();
  const photo = await add();
  await phone.save(withPhotos("Soep", photo));
  await phone.sync();
  before();
  server.photos.blobs.clear();
  server.fault = ({ path }) => (path.includes("/blobs/") ? "lost_request" : null);
  await phone.sync();
  server.fault = () => null;
  await phone.sync();
  expect(server.photos.bytesOf(photo.sha256)).toBe(photo.size);
});

test("a photo that is added again after its text was erased goes again", async () => {
  const file = picture();
  const photo = await add(file);
  await phone.save(withPhotos("Soep", photo));
  await phone.sync();
  server.photos.blobs.clear();
  await phone.save(withPhotos("Vlees", await add(file)));
  await phone.sync();
  expect(server.photos.bytesOf(photo.sha256)).toBe(photo.size);
});

test("a photo under the server's own name goes again too", async () => {
  server.photos.judge = () => "changed";
  const photo = await add();
  await phone.save(withPhotos("Soep", photo));
  await phone.sync();
  await phone.sync();
  server.photos.blobs.clear();
  await (await phone.again()).sync();
  expect(server.photos.bytesOf(photo.sha256)).toBe(photo.size);
});

test("what neither the server nor this device has is said to be lost, until another brings it", async () => {
  const photo = await add();
  await phone.save(withPhotos("Soep", photo));
  await phone.sync();
  const kept = new Map(server.photos.blobs);
  await phone.account.store.run((db) => db.clear("photo_bytes"));
  server.photos.blobs.clear();
  const later = await phone.again();
  await later.sync();
  expect(later.account.photos.value.get(`${PLACEMENT}/${photo.sha256}`)?.state).toBe("lost");
  expect(later.account.counts.value.photos).toBe(0);
  server.photos.blobs = kept;
  const latest = await phone.again();
  await latest.sync();
  expect(latest.account.photos.value.get(`${PLACEMENT}/${photo.sha256}`)?.state).toBe("arrived");
});
