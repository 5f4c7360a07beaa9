/** The way out of two versions, on the page where the document stands. */

import { t } from "../../i18n.ts";
import { LinkButton } from "../../parts/Button.tsx";
import type { DocumentView } from "../../types.ts";

interface Props {
  view: DocumentView;
  /** What it is, where more than one document stands on the page. */
  what?: string;
}

export function ChooseVersion({ view, what }: Props) {
  const action = t("Versie kiezen");
  return (
    <>
      <p>{t("Je hebt dit op twee apparaten veranderd. Kies wat blijft.")}</p>
      <div>
        <LinkButton
          kind={what ? "plain" : "main"}
          href={`/logboek/${view.docId}/versies`}
          label={what && t("{action}: {title}", { action, title: what })}
        >
          {action}
        </LinkButton>
      </div>
    </>
  );
}
