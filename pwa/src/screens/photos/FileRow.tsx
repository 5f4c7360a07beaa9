/** A PDF: its name, its size, and a tap that opens it. */

import fileText from "lucide:file-text";
import type { Attachment } from "../../attachments.ts";
import { t } from "../../i18n.ts";
import { Icon } from "../../parts/Icon.tsx";
import { showToast } from "../../parts/toasts.ts";
import { formatSize } from "./photoWords.ts";
import { localAddress, remoteAddress } from "./usePicture.ts";
import { Whereabouts } from "./Whereabouts.tsx";

interface Props {
  placementId: string;
  attachment: Attachment;
  mine: boolean;
  writing?: boolean;
}

export function FileRow({ placementId, attachment, mine, writing = false }: Props) {
  const name = fileName(attachment);
  const open = async (event: MouseEvent) => {
    event.preventDefault();
    const address = await openable(placementId, attachment.sha256);
    if (address) download(address, name);
    else showToast(mine ? t("Dit bestand is hier niet.") : t("Dit bestand is nog onderweg."));
  };
  return (
    <li>
      <a
        class="file-row"
        href={remoteAddress(placementId, attachment.sha256)}
        download={name}
        onClick={(event) => void open(event)}
      >
        <Icon of={fileText} />
        <span class="file-name">{name}</span>
        <span class="soft small">{formatSize(attachment.size)}</span>
      </a>
      {mine && <Whereabouts {...{ placementId, attachment, writing }} />}
    </li>
  );
}

export function fileName({ name }: Attachment): string {
  return name || t("Bestand.pdf");
}

async function openable(placementId: string, sha256: string): Promise<string> {
  const local = await localAddress(placementId, sha256);
  if (local) return local;
  try {
    const response = await fetch(remoteAddress(placementId, sha256));
    return response.ok ? URL.createObjectURL(await response.blob()) : "";
  } catch {
    return "";
  }
}

function download(address: string, name: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser needs the address until it has begun; a minute is ample.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
