/** One photo or file in the form: what it shows in words, and "weghalen". */

import trash from "lucide:trash";
import type { Attachment } from "../../attachments.ts";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { TextField } from "../../parts/Field.tsx";
import { isPicture } from "../../rules/files.ts";
import type { PartProps } from "../student/entryDraft.ts";
import { notClientWords, replaced, useGuard } from "../student/Guarded.tsx";
import { GuardLine, type Mend } from "../student/GuardLine.tsx";
import { FileRow, fileName } from "./FileRow.tsx";
import { Thumbnail } from "./Thumbnail.tsx";
import { Whereabouts } from "./Whereabouts.tsx";

interface Props extends Pick<PartProps, "draft" | "placement"> {
  attachment: Attachment;
  index: number;
  onRemove: () => void;
}

export function ChosenFile({ attachment, draft, placement, index, onRemove }: Props) {
  const { media_type, sha256, alt = "" } = attachment;
  const placementId = placement.id;
  const notClient = notClientWords(draft.content);
  const hits = useGuard("alt", alt, notClient, placement.allow_names);
  const describe = (words: string) =>
    draft.set(({ attachments }) => ({
      attachments: attachments.map((one) => (one.sha256 === sha256 ? { ...one, alt: words } : one)),
    }));
  const mend: Mend = {
    replace: (hit, words) => describe(replaced(alt, hit, words)),
    allow: (hit) => draft.set({ not_client: [...notClient, hit.excerpt] }),
  };
  const picture = isPicture(media_type);
  const name = picture ? t("foto {n}", { n: index + 1 }) : fileName(attachment);
  return (
    <li class={picture ? "chosen-file" : "chosen-file chosen-file-row"}>
      {picture ? (
        <div class="stack stack-tight">
          <Thumbnail {...{ placementId, attachment }} alt={alt || name} mine />
          <Whereabouts {...{ placementId, attachment }} writing />
        </div>
      ) : (
        <ul class="files">
          <FileRow {...{ placementId, attachment }} mine writing />
        </ul>
      )}
      <div class="stack stack-tight">
        {picture && (
          <TextField
            id={`alt-${sha256.slice(0, 12)}`}
            label={t("Wat is erop te zien?")}
            hint={t("Voor wie de foto niet kan zien.")}
            optional
            value={alt}
            onInput={describe}
            below={<GuardLine hits={hits} mend={mend} />}
          />
        )}
        <div>
          <Button
            kind="quiet"
            icon={trash}
            label={t("Weghalen: {name}", { name })}
            onClick={onRemove}
          >
            {t("Weghalen")}
          </Button>
        </div>
      </div>
    </li>
  );
}
