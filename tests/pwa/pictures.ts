/** Photos to send: bytes that no two of them share. */

import type { Attachment } from "@/attachments.ts";
import { keepPhoto, type ReadyFile } from "@/data/photos.ts";
import type { Content } from "@/types.ts";
import { PLACEMENT } from "./fake_server.ts";
import { type Phone, words } from "./phone.ts";

export const PART = 262_144;
let seed = 0;

/** Three parts, the last of ten bytes, unless told otherwise. */
export function picture(size = 2 * PART + 10): ReadyFile {
  seed += 1;
  const bytes = new Uint8Array(size).map((_, index) => (index * 31 + seed * 7) % 251);
  return { bytes: bytes.buffer, media_type: "image/jpeg", width: 1600, height: 1200 };
}

export async function addPicture(phone: Phone, file = picture()): Promise<Attachment> {
  const kept = await keepPhoto(phone.account, PLACEMENT, file);
  if (!kept.ok) throw new Error(kept.reason);
  return kept.attachment;
}

export function withPhotos(title: string, ...attachments: Attachment[]): Content {
  return { ...words(title), attachments };
}
