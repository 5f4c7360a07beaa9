/** Which files may go along with an activity, by what is in them rather than by their name. */

const MIB = 1_048_576;
export const LARGEST_PHOTO = 20 * MIB;
export const LARGEST_PDF = 10 * MIB;
/** A photo travels in parts of this many bytes. */
export const PART = 262_144;
export const MOST_FILES = 20;
/** The longest side of a photo, in pixels: enough to read a whiteboard, small enough to send. */
export const LONGEST_SIDE = 1600;

/** `heic`: iPhone's own kind, which only some browsers can read. */
export function kindOf(head: Uint8Array): "pdf" | "heic" | "other" {
  const text = String.fromCharCode(...head.subarray(0, 16));
  if (text.startsWith("%PDF-")) return "pdf";
  const heic = /^ftyp(hei[cmsx]|hev[cmsx]|mif1|msf1)/.test(text.slice(4));
  return heic ? "heic" : "other";
}

export function shrunk(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

export function isPicture(mediaType: string): boolean {
  return mediaType.startsWith("image/");
}

/** Every browser shows these; of a HEIC photo only the server's version can be shown. */
export function isShowable(mediaType: string): boolean {
  return ["image/jpeg", "image/png", "image/webp"].includes(mediaType);
}
