/** What a JPEG says about itself: markers FF xx with a length, until the picture begins. */

const START_OF_SCAN = 0xda;
const JFIF = 0xe0;
/** The other application markers: place, camera, thumbnail, editor. */
const FIRST_APPLICATION = 0xe1;
const LAST_APPLICATION = 0xef;
const COMMENT = 0xfe;

/** The same picture without EXIF, GPS, XMP, colour profile or comment; unchanged when it has none. */
export function withoutMetadata(bytes: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let at = 2;
  while (bytes[at] === 0xff && at + 4 <= bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === START_OF_SCAN) break;
    const next = at + 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
    if (!tellsTales(marker)) kept.push(bytes.subarray(at, next));
    at = next;
  }
  kept.push(bytes.subarray(at));
  const size = kept.reduce((total, piece) => total + piece.length, 0);
  if (size === bytes.length) return bytes;
  const result = new Uint8Array(size);
  let end = 0;
  for (const piece of kept) {
    result.set(piece, end);
    end += piece.length;
  }
  return result;
}

function tellsTales(marker: number): boolean {
  const application = marker >= FIRST_APPLICATION && marker <= LAST_APPLICATION;
  return marker !== JFIF && (application || marker === COMMENT);
}
