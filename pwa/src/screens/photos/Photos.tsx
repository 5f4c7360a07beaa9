/**
 * `<Photos placementId attachments mine title />`: what goes along with an activity, to look at.
 * A tap makes a picture large; a PDF is a row with its name and size.
 */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Attachment } from "../../attachments.ts";
import { account, sync } from "../../data/live.ts";
import { photoId } from "../../data/naming.ts";
import { t, tn } from "../../i18n.ts";
import { announce } from "../../page.ts";
import { isPicture } from "../../rules/files.ts";
import { altOf } from "./alt.ts";
import { FileRow } from "./FileRow.tsx";
import { LargePicture } from "./LargePicture.tsx";
import { RefusedFiles } from "./RefusedFiles.tsx";
import { Thumbnail } from "./Thumbnail.tsx";
import { Whereabouts } from "./Whereabouts.tsx";
import "../../styles/photos.css";

export interface PhotosProps {
  placementId: string;
  attachments: Attachment[];
  /** Whose they are decides what is said about those that are not here. */
  mine: boolean;
  /** "small" beside an answer on the check page: no heading, no list of problems. */
  small?: boolean;
  /** Where the owner can take one away or choose another. */
  editHref?: string;
}

export function Photos({ placementId, attachments, mine, small = false, editHref }: PhotosProps) {
  const [open, setOpen] = useState<number | null>(null);
  const pictures = attachments.filter(({ media_type }) => isPicture(media_type));
  const files = attachments.filter(({ media_type }) => !isPicture(media_type));
  const body = (
    <>
      {pictures.length > 0 && (
        <ul class={small ? "pictures pictures-small" : "pictures"}>
          {pictures.map((attachment, index) => {
            const alt = altOf(attachment, index, pictures.length);
            return (
              <li key={attachment.sha256}>
                <button type="button" class="picture-button" onClick={() => setOpen(index)}>
                  <Thumbnail
                    {...{ placementId, attachment, mine }}
                    alt={t("Vergroot: {picture}", { picture: alt })}
                  />
                </button>
                {!small && attachment.alt && <p class="small">{attachment.alt}</p>}
                {mine && <Whereabouts placementId={placementId} attachment={attachment} />}
              </li>
            );
          })}
        </ul>
      )}
      {files.length > 0 && (
        <ul class="files">
          {files.map((attachment) => (
            <FileRow key={attachment.sha256} {...{ placementId, attachment, mine }} />
          ))}
        </ul>
      )}
      {open !== null && (
        <LargePicture
          {...{ placementId, pictures, mine }}
          at={open}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
  if (small) return <div class="stack stack-tight">{body}</div>;
  return (
    <section class="stack" aria-labelledby="photos">
      <h2 class="section-title" id="photos">
        {t("Foto's en bestanden")}
      </h2>
      {mine && <OnTheirWay placementId={placementId} attachments={attachments} />}
      {mine && <RefusedFiles {...{ placementId, attachments, editHref }} />}
      {body}
    </section>
  );
}

/** Said once when the last one has come, not for every part. */
function OnTheirWay({
  placementId,
  attachments,
}: Pick<PhotosProps, "placementId" | "attachments">) {
  const rows = account.value?.photos.value;
  const waiting = attachments.filter(
    ({ sha256 }) => rows?.get(photoId(placementId, sha256))?.state === "waiting",
  ).length;
  const before = useRef(waiting);
  useEffect(() => {
    if (before.current > 0 && waiting === 0) announce(t("Alles is op de server aangekomen."));
    before.current = waiting;
  }, [waiting]);
  if (waiting === 0) return null;
  return (
    <p class="soft">
      {sync.value.problem === "offline"
        ? tn(
            "{n} bestand staat nog op dit toestel. Het gaat vanzelf zodra er internet is.",
            "{n} bestanden staan nog op dit toestel. Ze gaan vanzelf zodra er internet is.",
            waiting,
          )
        : tn("{n} bestand is nog onderweg.", "{n} bestanden zijn nog onderweg.", waiting)}
    </p>
  );
}
