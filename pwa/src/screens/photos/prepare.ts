/**
 * A chosen file as it will travel. A photo is drawn anew and smaller, so that place, time and
 * camera cannot come along; what this browser cannot read goes as it is and the server does that.
 */

import type { ReadyFile } from "../../data/photos.ts";
import { isShowable, kindOf, LARGEST_PDF, LARGEST_PHOTO, shrunk } from "../../rules/files.ts";
import { withoutMetadata } from "../../rules/jpeg.ts";

export type FileProblem = "too_large" | "unsupported_type" | "broken_file";
export type Prepared = { file: ReadyFile } | { problem: FileProblem };

const QUALITY = 0.82;
const HEAD = 32;

export async function prepare(chosen: File): Promise<Prepared> {
  const kind = kindOf(new Uint8Array(await chosen.slice(0, HEAD).arrayBuffer()));
  if (kind === "pdf") {
    if (chosen.size > LARGEST_PDF) return { problem: "too_large" };
    const bytes = await chosen.arrayBuffer();
    return { file: { bytes, media_type: "application/pdf", name: chosen.name } };
  }
  const picture = await decoded(chosen);
  if (picture) return { file: await drawnSmaller(picture) };
  if (kind === "heic") {
    if (chosen.size > LARGEST_PHOTO) return { problem: "too_large" };
    return { file: { bytes: await chosen.arrayBuffer(), media_type: "image/heic" } };
  }
  return { problem: isShowable(chosen.type) ? "broken_file" : "unsupported_type" };
}

/** Off the main thread; turned as its photographer held it. */
async function decoded(chosen: File): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(chosen, { imageOrientation: "from-image" });
  } catch {
    return null;
  }
}

async function drawnSmaller(picture: ImageBitmap): Promise<ReadyFile> {
  const { width, height } = shrunk(picture.width, picture.height);
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d", { alpha: false });
  if (!pen) throw new Error("no canvas");
  // Where a picture is see-through it becomes paper, not black.
  pen.fillStyle = "white";
  pen.fillRect(0, 0, width, height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, width, height);
  picture.close();
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
  const bytes = withoutMetadata(new Uint8Array(await blob.arrayBuffer()));
  return { bytes: bytes.slice().buffer, media_type: "image/jpeg", width, height };
}
