/** The address of a picture: its bytes on this device, or else the server's. */

import { useEffect, useState } from "preact/hooks";
import type { Attachment } from "../../attachments.ts";
import { account, attempt } from "../../data/live.ts";
import { photoBytes } from "../../data/photos.ts";
import { isShowable } from "../../rules/files.ts";

export interface Picture {
  /** "" until it is known, and when there is nothing to show. */
  src: string;
  missing: boolean;
  /** For `onError`: the browser could not show it. */
  failed: () => void;
}

export function usePicture(placementId: string, { sha256 }: Attachment): Picture {
  const [src, setSrc] = useState("");
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    let mine = "";
    let current = true;
    setMissing(false);
    void localAddress(placementId, sha256).then((address) => {
      if (address && !current) return URL.revokeObjectURL(address);
      mine = address;
      setSrc(address || remoteAddress(placementId, sha256));
    });
    return () => {
      current = false;
      if (mine) URL.revokeObjectURL(mine);
    };
  }, [placementId, sha256]);
  // What was still on its way may have come with the last exchange.
  const idle = !attempt.value.running;
  useEffect(() => {
    if (!idle || !missing) return;
    setSrc(remoteAddress(placementId, sha256));
    setMissing(false);
  }, [idle]);
  const failed = () => {
    setSrc("");
    setMissing(true);
  };
  return { src, missing, failed };
}

export function remoteAddress(placementId: string, sha256: string): string {
  return `/api/blobs/${placementId}/${sha256}`;
}

/** To be given back by its user. "" when the bytes are not here or no browser shows them. */
export async function localAddress(placementId: string, sha256: string): Promise<string> {
  const here = account.peek();
  const found = here && (await photoBytes(here, placementId, sha256).catch(() => undefined));
  if (!found || !canOpen(found.row.media_type)) return "";
  return URL.createObjectURL(new Blob([found.bytes], { type: found.row.media_type }));
}

function canOpen(mediaType: string): boolean {
  return isShowable(mediaType) || mediaType === "application/pdf";
}
