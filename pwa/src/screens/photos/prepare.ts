/**
 * A chosen file as it will travel. A photo is drawn anew and smaller; what this browser cannot read
 * goes as it is, and the server does the rest.
 */

import type { ReadyFile } from "../../data/photos.ts";
import { isShowable, kindOf, LARGEST_PDF, LARGEST_PHOTO } from "../../rules/files.ts";
import { trustedScript } from "../../trusted.ts";
import type { Shrunk } from "./shrink.worker.ts";
import address from "./shrink.worker.ts?worker&url";

export type FileProblem =
  | "too_large"
  | "unsupported_type"
  | "broken_file"
  | "not_ready"
  | "unreadable";
export type Prepared = { file: ReadyFile } | { problem: FileProblem };

const HEAD = 32;

/** One worker for a row of files, one file at a time: a photo takes a lot of memory. */
export class Preparing {
  private readonly worker = new Worker(trustedScript(address));

  /** A file that lies in a cloud cannot be read without a network. */
  prepare(chosen: File): Promise<Prepared> {
    return this.prepared(chosen).catch(() => ({ problem: "unreadable" }));
  }

  end(): void {
    this.worker.terminate();
  }

  private async prepared(chosen: File): Promise<Prepared> {
    const kind = kindOf(new Uint8Array(await chosen.slice(0, HEAD).arrayBuffer()));
    if (kind === "pdf") {
      if (chosen.size > LARGEST_PDF) return { problem: "too_large" };
      const bytes = await chosen.arrayBuffer();
      return { file: { bytes, media_type: "application/pdf", name: chosen.name } };
    }
    const photo = await this.shrink(chosen);
    if (photo === "not_ready") return { problem: photo };
    if (photo) return { file: { ...photo, media_type: "image/jpeg" } };
    if (kind === "heic") {
      if (chosen.size > LARGEST_PHOTO) return { problem: "too_large" };
      return { file: { bytes: await chosen.arrayBuffer(), media_type: "image/heic" } };
    }
    return { problem: isShowable(chosen.type) ? "broken_file" : "unsupported_type" };
  }

  private shrink(file: File): Promise<Shrunk | "not_ready"> {
    return new Promise((resolve) => {
      this.worker.onmessage = ({ data }: MessageEvent<Shrunk>) => resolve(data);
      this.worker.onerror = () => resolve("not_ready");
      this.worker.postMessage(file);
    });
  }
}
