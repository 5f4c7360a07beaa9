/** The words that the privacy guard marked in one field, why, and what to write instead. */

import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import type { GuardHit } from "../../types.ts";
import { canBeAllowed, otherWords, reasonOf } from "./guardWords.ts";

export interface Mend {
  replace: (hit: GuardHit, words: string) => void;
  allow: (hit: GuardHit) => void;
}

export function GuardLine({ hits, mend }: { hits: GuardHit[]; mend: Mend }) {
  return (
    <div aria-live="polite">
      {hits.length > 0 && (
        <div class="guard">
          <ul>
            {hits.map((hit) => (
              <li key={`${hit.rule}-${hit.start}-${hit.excerpt}`}>
                <p>
                  <mark>{hit.excerpt}</mark> {reasonOf(hit)}
                </p>
                <GuardActions hit={hit} mend={mend} />
              </li>
            ))}
          </ul>
          <p class="small">{t("Controleer zelf ook. De app ziet niet alles.")}</p>
        </div>
      )}
    </div>
  );
}

function GuardActions({ hit, mend }: { hit: GuardHit; mend: Mend }) {
  const words = otherWords(hit);
  return (
    <div class="row">
      {words && (
        <Button onClick={() => mend.replace(hit, words)}>
          {t("Vervang door “{words}”", { words })}
        </Button>
      )}
      {canBeAllowed(hit) && (
        <Button
          kind="quiet"
          label={t("Dit is geen cliënt: {words}", { words: hit.excerpt })}
          onClick={() => mend.allow(hit)}
        >
          {t("Dit is geen cliënt")}
        </Button>
      )}
    </div>
  );
}
