import send from "lucide:send";
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { submitDocument, writeDraft } from "../../data/acting.ts";
import { documentById } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { Button, LinkButton } from "../../parts/Button.tsx";
import { ChoiceCards } from "../../parts/ChoiceCards.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { once } from "../../parts/once.ts";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { navigate } from "../../router.ts";
import { entryContent } from "../../rules/content.ts";
import { gaps as gapsOf } from "../../rules/entries.ts";
import { textAt, withTextAt } from "../../rules/texts.ts";
import type { Content, DocumentView, GuardHit, SaveResult } from "../../types.ts";
import { CheckAnswers } from "./CheckAnswers.tsx";
import { GapNotice } from "./GapNotice.tsx";
import { notClientWords, replaced } from "./Guarded.tsx";
import { GuardLine } from "./GuardLine.tsx";
import { firstName } from "./log.ts";
import { NotHere } from "./NotHere.tsx";
import { placementOf, supervisorName } from "./placements.ts";
import { useHits } from "./useHits.ts";

/** Every answer once more, gaps by name, then one button. */
export function CheckEntry({ docId }: { docId: string }) {
  const view = documentById(docId);
  return view ? <Check view={view} /> : <NotHere />;
}

function Check({ view }: { view: DocumentView }) {
  const { docId } = view;
  const placement = placementOf(view);
  const entry = entryContent(view.content);
  const hits = useHits(view, placement);
  const blocking = hits.filter(({ severity }) => severity === "block");
  const refused = useSignal<Exclude<SaveResult, { ok: true }>["reason"] | "">("");
  const to = useSignal(placement?.supervisors[0]?.id ?? "");
  const chosen = placement?.supervisors.find(({ id }) => id === to.value);
  const name = chosen ? firstName(chosen.name) : supervisorName(placement);
  const gaps = gapsOf(entry);

  const submit = once(useRef(false), async () => {
    const ask = gaps.length > 0 ? "feedback" : "sign_off";
    const result = await submitDocument(docId, { ask, to: to.value });
    if (result.ok) navigate(`/logboek/${docId}/verstuurd`, { replace: true });
    else if (result.reason === "choose_version_first") navigate(`/logboek/${docId}/versies`);
    else refused.value = result.reason;
  });

  return (
    <>
      <PageHeading
        title={t("Kijk het nog even na")}
        back={{ href: `/logboek/${docId}/bewerken`, label: t("Terug naar schrijven") }}
        intro={placement && t("Voor je stage bij {company}", { company: placement.company.name })}
      />
      <div class="columns">
        <div class="stack">
          {refused.value === "storage" && (
            <Notice tone="attention" title={t("NIET bewaard")}>
              <p>{t("Dit apparaat heeft geen plek meer. Laat deze pagina open.")}</p>
            </Notice>
          )}
          {hits.length > 0 && <HeldBack view={view} hits={hits} blocking={blocking.length > 0} />}
          <CheckAnswers docId={docId} entry={entry} placement={placement} hits={hits} />
        </div>
        <aside class="stack edit-aside" aria-label={t("Versturen")}>
          <GapNotice gaps={gaps} name={name} />
          {placement && placement.supervisors.length > 1 && (
            <ChoiceCards
              id="to"
              legend={t("Naar wie gaat het?")}
              options={placement.supervisors.map((person) => ({
                value: person.id,
                label: person.name,
                hint: person.function,
              }))}
              value={to.value}
              onChange={(id) => {
                to.value = id;
              }}
            />
          )}
          <Button kind="main" wide icon={send} disabled={blocking.length > 0} onClick={submit}>
            {view.submitted
              ? t("Opnieuw versturen naar {name}", { name })
              : t("Versturen naar {name}", { name })}
          </Button>
          {blocking.length > 0 && (
            <p class="soft">{t("Pas eerst de gemarkeerde woorden aan. Dan kun je versturen.")}</p>
          )}
          <LinkButton kind="plain" wide href={`/logboek/${docId}`}>
            {t("Nog niet versturen")}
          </LinkButton>
        </aside>
      </div>
    </>
  );
}

function HeldBack({
  view,
  hits,
  blocking,
}: {
  view: DocumentView;
  hits: GuardHit[];
  blocking: boolean;
}) {
  const { docId, placementId, content } = view;
  const write = (changed: Content) => void writeDraft(placementId, "entry", docId, changed);
  const mend = {
    replace: (hit: GuardHit, words: string) => {
      const text = replaced(textAt(content, hit.field), hit, words);
      write(withTextAt(content, hit.field, text));
    },
    allow: (hit: GuardHit) =>
      write({ ...content, not_client: [...notClientWords(content), hit.excerpt] }),
  };
  return (
    <Notice
      tone="attention"
      title={blocking ? t("Tegengehouden: dit blijft op je telefoon") : t("Kijk hier nog naar")}
    >
      <p>
        {blocking
          ? t("Deze woorden zeggen wie iemand is. School heeft dat niet nodig.")
          : t("Deze woorden zeggen misschien wie iemand is. Jij beslist.")}
      </p>
      <GuardLine hits={hits} mend={mend} />
    </Notice>
  );
}
