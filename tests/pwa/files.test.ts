import { expect, test } from "vitest";
import { kindOf, shrunk } from "@/rules/files.ts";
import { withoutMetadata } from "@/rules/jpeg.ts";
import { textAt, withTextAt } from "@/rules/texts.ts";

/** A marker with its length and `text` in it. */
function segment(marker: number, text: string): number[] {
  const body = [...new TextEncoder().encode(text)];
  return [0xff, marker, 0, body.length + 2, ...body];
}
const START = [0xff, 0xd8];
const PICTURE = [...segment(0xdb, "tables"), 0xff, 0xda, 0, 2, 9, 8, 7, 0xff, 0xd9];
const bytes = (...parts: number[][]) => new Uint8Array(parts.flat());

test("a JPEG loses its place, its camera and every remark, and not a byte of its picture", () => {
  const told = [segment(0xe1, "Exif GPS 52"), segment(0xed, "Photoshop"), segment(0xfe, "Samira")];
  const jfif = segment(0xe0, "JFIF");
  expect(withoutMetadata(bytes(START, jfif, ...told, PICTURE))).toEqual(
    bytes(START, jfif, PICTURE),
  );
});

test("a JPEG that tells nothing is left as it is", () => {
  const plain = bytes(START, segment(0xe0, "JFIF"), PICTURE);
  expect(withoutMetadata(plain)).toBe(plain);
});

test.each([
  ["%PDF-1.7", "pdf"],
  ["\0\0\0\x18ftypheic", "heic"],
  ["\0\0\0\x18ftypmif1", "heic"],
  ["\0\0\0\x18ftypmp42", "other"],
  ["foto van %PDF-1.7", "other"],
])("what a file is stands in its first bytes: %j", (head, kind) => {
  expect(kindOf(new TextEncoder().encode(head))).toBe(kind);
});

test.each([
  [4000, 3000, 1600, 1200],
  [3000, 4000, 1200, 1600],
  [800, 600, 800, 600],
  [20000, 3, 1600, 1],
])("a photo of %i by %i becomes %i by %i", (width, height, toWidth, toHeight) => {
  expect(shrunk(width, height)).toEqual({ width: toWidth, height: toHeight });
});

test("a marked word is mended where it stands, however deep", () => {
  const content = { title: "Soep", attachments: [{ sha256: "1", alt: "mevrouw Jansen roert" }] };
  expect(textAt(content, "attachments.0.alt")).toBe("mevrouw Jansen roert");
  const mended = withTextAt(content, "attachments.0.alt", "een vrouw roert");
  expect(mended).toEqual({ title: "Soep", attachments: [{ sha256: "1", alt: "een vrouw roert" }] });
  expect(content.attachments[0]?.alt).toBe("mevrouw Jansen roert");
});
