/** One picture, small; where there is nothing to show yet it says why. */

import image from "lucide:image";
import type { Attachment } from "../../attachments.ts";
import { sync } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { Icon } from "../../parts/Icon.tsx";
import { usePicture } from "./usePicture.ts";

interface Props {
  placementId: string;
  attachment: Attachment;
  alt: string;
  mine: boolean;
  large?: boolean;
}

export function Thumbnail({ placementId, attachment, alt, mine, large = false }: Props) {
  const { src, missing, failed } = usePicture(placementId, attachment);
  if (missing) {
    return (
      <span class="picture-missing">
        <Icon of={image} />
        <span>{why(attachment, mine)}</span>
      </span>
    );
  }
  if (!src) return <span class="picture" />;
  const { width, height } = attachment;
  return (
    <img
      class={large ? "picture-large" : "picture"}
      src={src}
      alt={alt}
      loading={large ? "eager" : "lazy"}
      decoding="async"
      {...(width && height ? { width, height } : {})}
      onError={failed}
    />
  );
}

function why({ media_type }: Attachment, mine: boolean): string {
  if (sync.value.problem === "offline") return t("Geen verbinding. De foto komt later.");
  if (mine && media_type === "image/heic") return t("De server zet deze foto nog om.");
  if (mine) return t("Deze foto staat nog op je andere toestel.");
  return t("Deze foto is nog onderweg.");
}
