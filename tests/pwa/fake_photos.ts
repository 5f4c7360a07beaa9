/** The server's side of photos and files, in memory: parts, a verdict, and its own version. */

import type { FileAnswer, StoredFile } from "@/attachments.ts";
import { sha256Of } from "@/rules/canonical.ts";
import { json, problem } from "./answers.ts";

const PART = 262_144;

interface Blob {
  size: number;
  parts: Map<number, Uint8Array>;
  stored: StoredFile | null;
  problem: string;
}
/** "" keeps the bytes; `changed` stores others in their place; anything else refuses. */
export type Verdict = "" | "changed" | (string & {});

export class FakePhotos {
  blobs = new Map<string, Blob>();
  /** Every part that came in, by number, in order. */
  received: number[] = [];
  judge: (sha256: string) => Verdict = () => "";
  /** Every time that all parts are there: they stay, and nobody looks into them. */
  dies = false;

  bytesOf(sha256: string): number | undefined {
    return this.blobs.get(sha256)?.stored?.size;
  }

  async handle(method: string, url: URL, body: Uint8Array | undefined): Promise<Response> {
    const [, , , , sha256 = "", last] = url.pathname.split("/");
    if (sha256 === "lacking") {
      const asked: string[] = JSON.parse(new TextDecoder().decode(body)).sha256;
      const kept = new Set(
        [...this.blobs].flatMap(([name, { stored }]) => (stored ? [name, stored.sha256] : [])),
      );
      return json({ lacking: asked.filter((name) => !kept.has(name)) });
    }
    const blob = this.blobs.get(sha256) ?? { size: 0, parts: new Map(), stored: null, problem: "" };
    if (method === "GET") return json(answer(blob));
    const size = Number(url.searchParams.get("size"));
    const part = Number(last);
    const expected = Math.min(PART, size - part * PART);
    if (!body || body.length !== expected) return problem(422, "invalid_fields");
    this.blobs.set(sha256, blob);
    this.received.push(part);
    if (blob.stored) return json(answer(blob));
    Object.assign(blob, { size, problem: "" });
    blob.parts.set(part, body);
    if (blob.parts.size * PART >= size && !this.dies) await this.judgeIt(sha256, blob);
    return json(answer(blob));
  }

  private async judgeIt(sha256: string, blob: Blob): Promise<void> {
    const bytes = new Uint8Array(blob.size);
    for (const [part, piece] of blob.parts) bytes.set(piece, part * PART);
    blob.parts.clear();
    const verdict = (await sha256Of(bytes)) === sha256 ? this.judge(sha256) : "wrong_hash";
    const shape = { media_type: "image/jpeg", size: blob.size, width: 1600, height: 1200 };
    if (verdict === "") blob.stored = { sha256, ...shape };
    else if (verdict === "changed") blob.stored = { sha256: changedName(sha256), ...shape };
    else blob.problem = verdict;
  }
}

export function changedName(sha256: string): string {
  return sha256.split("").reverse().join("");
}

function answer({ parts, stored, problem: refused }: Blob): FileAnswer {
  const complete = stored !== null || refused !== "";
  return { parts: [...parts.keys()].sort(), complete, stored, problem: refused };
}
