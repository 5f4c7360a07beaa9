/** "Bijstellen" comes back as a card, until an activity follows from it. */

import turn from "lucide:corner-down-right";
import { t } from "../../i18n.ts";
import { LinkButton } from "../../parts/Button.tsx";
import { nextTries } from "./log.ts";

const SHOWN = 3;

export function NextTries() {
  const tries = nextTries.value.slice(0, SHOWN);
  if (tries.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="next-tries">
      <div class="section-title">
        <h2 id="next-tries">{t("Volgende keer")}</h2>
      </div>
      <ul class="cards">
        {tries.map(({ view, entry }) => (
          <li key={view.docId}>
            <article class="card">
              <div class="card-body">
                <p class="lead">{entry.adjust}</p>
                <p class="soft small">{t("Uit: {title}", { title: entry.title })}</p>
                <div class="row">
                  <LinkButton
                    href={`/logboek/nieuw?na=${view.docId}`}
                    icon={turn}
                    label={t("Dit ga ik doen: {text}", { text: entry.adjust })}
                  >
                    {t("Dit ga ik doen")}
                  </LinkButton>
                </div>
              </div>
            </article>
          </li>
        ))}
      </ul>
    </section>
  );
}
