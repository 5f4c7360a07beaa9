/** One picture as large as the screen allows, and the way to the next one: buttons or arrow keys. */

import previous from "lucide:arrow-left";
import next from "lucide:arrow-right";
import { useEffect, useState } from "preact/hooks";
import type { Attachment } from "../../attachments.ts";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { Dialog } from "../../parts/Dialog.tsx";
import { altOf } from "./alt.ts";
import { Thumbnail } from "./Thumbnail.tsx";

interface Props {
  placementId: string;
  pictures: Attachment[];
  at: number;
  mine: boolean;
  onClose: () => void;
}

export function LargePicture({ placementId, pictures, at, mine, onClose }: Props) {
  const [shown, setShown] = useState(at);
  const count = pictures.length;
  const go = (step: number) => setShown((now) => (now + step + count) % count);
  useEffect(() => {
    // Wherever the focus is in the dialog.
    const keys = ({ key }: KeyboardEvent) => {
      if (key === "ArrowRight") go(1);
      if (key === "ArrowLeft") go(-1);
    };
    document.addEventListener("keydown", keys);
    return () => document.removeEventListener("keydown", keys);
  }, [count]);
  const attachment = pictures[shown];
  if (!attachment) return null;
  const words = altOf(attachment, shown, count);
  return (
    <Dialog
      title={t("Foto {n} van {count}", { n: shown + 1, count })}
      onClose={onClose}
      actions={
        count > 1 && (
          <>
            <Button icon={previous} onClick={() => go(-1)}>
              {t("Vorige")}
            </Button>
            <Button icon={next} onClick={() => go(1)}>
              {t("Volgende")}
            </Button>
          </>
        )
      }
    >
      <figure class="large" key={attachment.sha256}>
        <Thumbnail {...{ placementId, attachment, mine }} alt={words} large />
        {attachment.alt && <figcaption aria-live="polite">{attachment.alt}</figcaption>}
      </figure>
    </Dialog>
  );
}
