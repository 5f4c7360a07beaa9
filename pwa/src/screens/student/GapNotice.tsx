/** Gaps by name, kindly: with gaps it goes as a question for feedback. */

import { t } from "../../i18n.ts";
import { Notice } from "../../parts/Notice.tsx";
import type { Gap } from "../../rules/entries.ts";

export function GapNotice({ gaps, name }: { gaps: Gap[]; name: string }) {
  if (gaps.length === 0) {
    return <p>{t("Alles staat erin. {name} kan akkoord geven.", { name })}</p>;
  }
  return (
    <Notice title={t("Dit staat er nog niet")}>
      <ul>
        {gaps.map((gap) => (
          <li key={gap}>{gapWord(gap)}</li>
        ))}
      </ul>
      <p>{t("Je kunt het toch versturen. {name} denkt dan met je mee.", { name })}</p>
      <p>{t("Akkoord kan pas als deze punten erin staan.")}</p>
    </Notice>
  );
}

function gapWord(gap: Gap): string {
  switch (gap) {
    case "need":
      return t("de behoefte: wat was er nodig?");
    case "purpose":
      return t("je doel: wat wilde je bereiken?");
    case "effect":
      return t("het effect: wat leverde het op?");
  }
}
