/** The last question. What it takes to add a photo is fetched when somebody comes here. */

import { t } from "../../i18n.ts";
import { Optional } from "../../parts/Field.tsx";
import { lazy } from "../../parts/lazy.tsx";
import type { PartProps } from "./entryDraft.ts";

const PhotosPart = lazy(() =>
  import("../photos/PhotosPart.tsx").then((module) => module.PhotosPart),
);

export function FilesPart(props: PartProps) {
  return (
    <>
      <h2 id="heading-fotos" tabIndex={-1}>
        {t("Foto's en bestanden")} <Optional />
      </h2>
      <p class="soft">{t("Laat zien wat je maakte of deed. Mensen hoeven er niet op.")}</p>
      <PhotosPart {...props} />
    </>
  );
}
