/** Photos that the server could not take, or lost: why, and the way forward. */

import type { Attachment } from "../../attachments.ts";
import { account, syncNow } from "../../data/live.ts";
import { offerAgain } from "../../data/photos.ts";
import { t } from "../../i18n.ts";
import { Button, LinkButton } from "../../parts/Button.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { isPicture } from "../../rules/files.ts";
import { fileName } from "./FileRow.tsx";
import { mayTryAgain, refusal } from "./photoWords.ts";

interface Props {
  placementId: string;
  attachments: Attachment[];
  editHref: string | undefined;
}

export function RefusedFiles({ placementId, attachments, editHref }: Props) {
  const rows = [...(account.value?.photos.value.values() ?? [])].filter(
    ({ placement_id, state }) =>
      placement_id === placementId && (state === "refused" || state === "lost"),
  );
  const pictures = attachments.filter(({ media_type }) => isPicture(media_type));
  const refused = attachments.flatMap((attachment) => {
    const row = rows.find(({ sha256, stored }) =>
      [sha256, stored?.sha256].includes(attachment.sha256),
    );
    return row ? [{ attachment, row }] : [];
  });
  if (refused.length === 0) return null;
  const again = async () => {
    const here = account.peek();
    for (const { row } of refused) if (here && mayTryAgain(row)) await offerAgain(here, row);
    await syncNow();
  };
  return (
    <Notice tone="attention" title={t("Dit kwam niet aan")}>
      <ul class="files">
        {refused.map(({ attachment, row }) => (
          <li key={row.sha256}>
            <strong>{called(attachment, pictures)}</strong> {refusal(row)}
          </li>
        ))}
      </ul>
      <p>
        {refused.some(({ row }) => row.state === "lost")
          ? t("Je tekst is wel bewaard.")
          : t("Je tekst is wel bewaard. Het bestand staat nog op dit toestel.")}
      </p>
      <div class="row">
        {refused.some(({ row }) => mayTryAgain(row)) && (
          <Button onClick={() => void again()}>{t("Opnieuw proberen")}</Button>
        )}
        {editHref && <LinkButton href={editHref}>{t("Foto's aanpassen")}</LinkButton>}
      </div>
    </Notice>
  );
}

function called(attachment: Attachment, pictures: Attachment[]): string {
  const place = pictures.indexOf(attachment);
  return place < 0 ? `${fileName(attachment)}:` : t("Foto {n}:", { n: place + 1 });
}
