/** Makes photos smaller beside the page, which stays quick meanwhile. One answer for each file. */

import { shrunk } from "../../rules/files.ts";
import { withoutMetadata } from "../../rules/jpeg.ts";

/** Null when this browser cannot read it as a picture. */
export type Shrunk = { bytes: ArrayBuffer; width: number; height: number } | null;

const QUALITY = 0.82;

self.onmessage = async ({ data }: MessageEvent<Blob>) => {
  // What goes wrong in here reaches nobody: an answer there must be.
  const result = await shrink(data).catch(() => null);
  self.postMessage(result, { transfer: result ? [result.bytes] : [] });
};

/** Drawn anew: place, time and camera cannot come along. Turned as its photographer held it. */
async function shrink(file: Blob): Promise<Shrunk> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return null;
  }
  const { width, height } = shrunk(picture.width, picture.height);
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d", { alpha: false });
  if (!pen) return null;
  // Where a picture is see-through it becomes paper, not black.
  pen.fillStyle = "white";
  pen.fillRect(0, 0, width, height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, width, height);
  picture.close();
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
  const bytes = withoutMetadata(new Uint8Array(await blob.arrayBuffer()));
  return { bytes: bytes.slice().buffer, width, height };
}
