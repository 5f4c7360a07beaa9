/** Under one's own photo: how far it has come, in words and as a bar. Silent once it has arrived. */

import type { Attachment } from "../../attachments.ts";
import { account, sync } from "../../data/live.ts";
import { photoId } from "../../data/naming.ts";
import { PART } from "../../rules/files.ts";
import { whereabouts } from "./photoWords.ts";

interface Props {
  placementId: string;
  attachment: Attachment;
  /** In the form: what only waits goes with its text, and is not worth a word yet. */
  writing?: boolean;
}

export function Whereabouts({ placementId, attachment, writing = false }: Props) {
  const row = account.value?.photos.value.get(photoId(placementId, attachment.sha256));
  if (!row || (writing && row.state === "waiting" && row.parts === 0)) return null;
  const words = whereabouts(row, sync.value.problem === "offline");
  if (!words) return null;
  const refused = row.state !== "waiting";
  return (
    <div class={refused ? "whereabouts state-attention" : "whereabouts"}>
      {!refused && row.parts > 0 && (
        <span class="whereabouts-bar" aria-hidden="true">
          <span style={{ inlineSize: `${(100 * row.parts * PART) / row.size}%` }} />
        </span>
      )}
      <span>{words}</span>
    </div>
  );
}
