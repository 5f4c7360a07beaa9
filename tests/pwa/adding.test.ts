/** Choosing photos and files, and taking them away: what goes wrong is said, and nothing hangs. */

import { h } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { account } from "@/data/live.ts";
import { keepPhoto, tidyPhotos } from "@/data/photos.ts";
import { saveDocument } from "@/data/writing.ts";
import { toasts } from "@/parts/toasts.ts";
import { attachmentsOf, emptyEntry } from "@/rules/content.ts";
import { newId } from "@/rules/uuid.ts";
import { PhotosPart } from "@/screens/photos/PhotosPart.tsx";
import { useAdding } from "@/screens/photos/useAdding.ts";
import { type PartProps, useEntryDraft } from "@/screens/student/entryDraft.ts";
import type { EntryContent, Placement } from "@/types.ts";
import { PLACEMENT, SUPERVISOR } from "./fake_server.ts";
import { picture } from "./pictures.ts";
import { Screen } from "./screen.ts";
import { openPhone, phone } from "./stage.ts";

const placement = { id: PLACEMENT, allow_names: [] as string[] } as Placement;
let screen: Screen;
let docId: string;
let adding: ReturnType<typeof useAdding>;
let draft: PartProps["draft"];
let ended: number;

beforeEach(() => {
  screen = new Screen();
  docId = newId();
  ended = 0;
  account.value = phone.account;
  vi.stubGlobal("Worker", FakeWorker);
  vi.stubGlobal(
    "URL",
    Object.assign(URL, { createObjectURL: () => "blob:1", revokeObjectURL() {} }),
  );
});

afterEach(async () => {
  await draft?.flush();
  toasts.value = [];
  screen.draw(null);
});

/** Every file that it is given becomes a small picture. */
class FakeWorker {
  onmessage = (_: { data: unknown }) => {};

  postMessage(): void {
    const bytes = Uint8Array.of(0xff, 0xd8, 0xff).buffer;
    setTimeout(() => this.onmessage({ data: { bytes, width: 4, height: 3 } }));
  }

  terminate(): void {
    ended += 1;
  }
}

function Form({ first, part }: { first: EntryContent; part: boolean }) {
  draft = useEntryDraft(PLACEMENT, docId, first);
  adding = useAdding(placement, draft);
  const props = { docId, draft, placement, unread: undefined as never, errorOf: () => undefined };
  return part ? h(PhotosPart, props) : null;
}

const open = (first = emptyEntry("2026-09-08"), part = false) =>
  screen.draw(h(Form, { first, part, key: newId() }));

test("a file that cannot be read is named, the others are asked about, and another can be chosen", async () => {
  open();
  const fine = new File([Uint8Array.of(0xff, 0xd8, 0xff)], "soep.jpg", { type: "image/jpeg" });
  const away = new File(["%PDF-1.7"], "verslag.pdf", { type: "application/pdf" });
  Object.assign(away, {
    arrayBuffer: () => Promise.reject(new DOMException("in the cloud", "NotReadableError")),
  });
  await adding.choose([fine, away, fine]);
  expect(adding.busy.value).toBeNull();
  expect(adding.asked.value).toHaveLength(2);
  expect(adding.problems.value).toEqual([
    "verslag.pdf kan nu niet worden gelezen. Staat het online? Wacht dan op internet.",
  ]);
  expect(ended).toBe(1);
});

test("a picture that breaks while it is drawn gets an answer", async () => {
  const answered = vi.fn();
  const worker: Record<string, (event: unknown) => Promise<void>> = {};
  vi.stubGlobal("self", Object.assign(worker, { postMessage: answered }));
  vi.stubGlobal("createImageBitmap", async () => ({ width: 4, height: 3, close() {} }));
  vi.stubGlobal(
    "OffscreenCanvas",
    class {
      getContext() {
        throw new RangeError("too little memory");
      }
    },
  );
  await import("@/screens/photos/shrink.worker.ts");
  await worker.onmessage?.({ data: new Blob() });
  expect(answered).toHaveBeenCalledWith(null, { transfer: [] });
});

async function withPhoto(): Promise<EntryContent> {
  const kept = await keepPhoto(phone.account, PLACEMENT, picture(40));
  if (!kept.ok) throw new Error(kept.reason);
  return { ...emptyEntry("2026-09-08"), title: "Soep", attachments: [kept.attachment] };
}

async function takeAway(): Promise<() => void | Promise<void>> {
  await vi.waitFor(() => screen.press("Weghalen"));
  await vi.waitFor(() => expect(toasts.value).toHaveLength(1));
  const { undo } = toasts.value[0] ?? {};
  if (!undo) throw new Error("no undo");
  await draft.flush();
  return undo;
}

const onDisk = () => attachmentsOf(phone.see(docId).content).length;

test("a photo that was taken away comes back in the form that is open by then", async () => {
  open(await withPhoto(), true);
  const undo = await takeAway();
  expect(onDisk()).toBe(0);
  const again = { ...emptyEntry("2026-09-08"), title: "Soep met brood" };
  open(again);
  await vi.waitFor(() => expect(draft.content.title).toBe("Soep met brood"));
  draft.set({ title: "Soep met brood en kaas" });
  await undo();
  await draft.flush();
  expect(phone.see(docId).content.title).toBe("Soep met brood en kaas");
  expect(onDisk()).toBe(1);
});

test("also when no form is open, over the words that stand there", async () => {
  open(await withPhoto(), true);
  const undo = await takeAway();
  screen.draw(null);
  await phone.write({ ...emptyEntry("2026-09-08"), title: "Later getypt" }, docId);
  await new Promise((go) => setTimeout(go, 100));
  await undo();
  expect(phone.see(docId).content.title).toBe("Later getypt");
  expect(onDisk()).toBe(1);
});

test("a photo that was taken away is gone at once: whoever saves in the same breath saves without", async () => {
  open(await withPhoto(), true);
  await vi.waitFor(() => screen.button("Weghalen"));
  screen.press("Weghalen");
  expect(await draft.flush()).toBe(true);
  expect(onDisk()).toBe(0);
  await saveDocument(phone.account, docId);
  screen.draw(null);
  await new Promise((go) => setTimeout(go, 100));
  expect(phone.see(docId)).toMatchObject({ hasDraft: false, content: { title: "Soep" } });
  expect(onDisk()).toBe(0);
});

test("whoever signed in meanwhile gets nothing of it by an undo", async () => {
  open(await withPhoto(), true);
  const undo = await takeAway();
  screen.draw(null);
  const next = await openPhone(SUPERVISOR);
  account.value = next.account;
  await undo();
  expect(next.account.counts.value.drafts).toBe(0);
  account.value = phone.account;
});

test("its bytes stay while it can be put back, however long ago it was added", async () => {
  const first = await withPhoto();
  const days = (count: number) => new Date(Date.now() + count * 86_400_000);
  const now = vi.spyOn(phone.account, "now").mockReturnValue(days(3));
  open(first, true);
  await takeAway();
  await tidyPhotos(phone.account, "");
  expect(phone.account.photos.value.size).toBe(1);
  now.mockReturnValue(days(5));
  await tidyPhotos(phone.account, "");
  expect(phone.account.photos.value.size).toBe(0);
});
