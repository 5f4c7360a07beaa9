import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { saveDocument } from "../../data/acting.ts";
import { documentById } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { ErrorSummary, errorOf, type FormError } from "../../parts/ErrorSummary.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { showToast } from "../../parts/toasts.ts";
import { navigate, query } from "../../router.ts";
import type { Placement } from "../../types.ts";
import { AdjustPart, EffectPart } from "./AfterParts.tsx";
import { DraftLine } from "./DraftLine.tsx";
import { EditAside, PlacementChoice, StartNotices } from "./EditAround.tsx";
import {
  isBlank,
  type PartProps,
  STEPS,
  type Step,
  startContent,
  useEntryDraft,
} from "./entryDraft.ts";
import { FilesPart } from "./FilesPart.tsx";
import { GoalsPart } from "./GoalsPart.tsx";
import { HoursPart } from "./HoursPart.tsx";
import { OnlyHere } from "./OnlyHere.tsx";
import { likelyPlacement, placements } from "./placements.ts";
import { useStepMode } from "./stepMode.ts";
import { WhatPart, WhyPart } from "./WhatParts.tsx";

const PARTS: Record<Step, (props: PartProps) => preact.JSX.Element> = {
  wat: WhatPart,
  waarom: WhyPart,
  leerdoelen: GoalsPart,
  effect: EffectPart,
  bijstellen: AdjustPart,
  uren: HoursPart,
  fotos: FilesPart,
};

/** A new activity as well as an old one: `?na=` starts a follow-up, `?stap=` opens at a question. */
export function EditEntry({ docId }: { docId: string }) {
  return (
    <OnlyHere
      key={docId}
      docId={docId}
      heading={
        <PageHeading
          title={t("Activiteit aanpassen")}
          back={{ href: "/logboek", label: t("Logboek") }}
        />
      }
    >
      {() => <Chosen docId={docId} />}
    </OnlyHere>
  );
}

function Chosen({ docId }: { docId: string }) {
  const after = new URLSearchParams(query.value).get("na") ?? "";
  const first = useRef(startContent(docId, after));
  const known = documentById(docId)?.placementId;
  const chosen = useSignal(known ?? likelyPlacement(first.current.date)?.id ?? "");
  const placement = placements.value.find(({ id }) => id === chosen.value);
  if (!placement) return <NoPlacement />;
  return (
    <Form
      docId={docId}
      placement={placement}
      first={first.current}
      choosePlacement={
        known
          ? undefined
          : (id) => {
              chosen.value = id;
            }
      }
    />
  );
}

function NoPlacement() {
  return (
    <>
      <PageHeading
        title={t("Nieuwe activiteit")}
        back={{ href: "/logboek", label: t("Logboek") }}
      />
      <Notice title={t("Er staat nog geen stage voor je klaar")}>
        <p>{t("Vraag je school om je stage in Vakwerk te zetten.")}</p>
      </Notice>
    </>
  );
}

interface FormProps {
  docId: string;
  placement: Placement;
  first: ReturnType<typeof startContent>;
  choosePlacement: ((id: string) => void) | undefined;
}

function Form({ docId, placement, first, choosePlacement }: FormProps) {
  const draft = useEntryDraft(placement.id, docId, first);
  const mode = useStepMode();
  const step = useSignal<Step>(stepOfQuery());
  const errors = useSignal<FormError[]>([]);
  const attempt = useSignal(0);
  const unread = useSignal("");
  const view = documentById(docId);
  const isNew = !view?.head;
  const at = STEPS.indexOf(step.value);
  const parts: readonly Step[] = mode.steps ? [step.value] : STEPS;

  useEffect(() => {
    if (mode.steps || step.value === "wat") return;
    document.getElementById(`part-${step.value}`)?.scrollIntoView();
  }, []);

  /** On the way only what stands on this page; before saving everything, and on its own page. */
  const check = (asked: readonly Step[]) => {
    const found = mistakes(draft.content.date, unread.value !== "").filter((it) =>
      asked.includes(it.step),
    );
    errors.value = found;
    attempt.value += 1;
    const [first] = found;
    if (first && !parts.includes(first.step)) step.value = first.step;
    return !first;
  };
  const go = (to: Step) => {
    step.value = to;
    window.scrollTo(0, 0);
    setTimeout(() => document.getElementById(`heading-${to}`)?.focus({ preventScroll: true }), 0);
  };
  const next = () => check(parts) && go(STEPS[at + 1] ?? "fotos");
  const notKept = () => {
    errors.value = [{ id: "title", message: t("NIET bewaard. Er is geen plek op dit apparaat.") }];
    attempt.value += 1;
  };
  const save = async (to: string) => {
    if (!check(STEPS)) return;
    // Saving after this would store older words than the ones on the screen.
    if (!(await draft.flush())) return notKept();
    if (isBlank(draft.content) && isNew) return navigate("/logboek", { replace: true });
    const result = await saveDocument(docId);
    if (result.ok) {
      showToast(t("Bewaard op deze telefoon"));
      navigate(to, { replace: true });
    } else if (result.reason === "held_back") navigate(`/logboek/${docId}/nakijken`);
    else if (result.reason === "choose_version_first") navigate(`/logboek/${docId}/versies`);
    else notKept();
  };

  const last = !mode.steps || at === STEPS.length - 1;
  return (
    <>
      <PageHeading
        title={isNew ? t("Nieuwe activiteit") : t("Activiteit aanpassen")}
        back={{ href: isNew ? "/logboek" : `/logboek/${docId}`, label: t("Terug") }}
      />
      <div class="columns">
        <form
          class={mode.steps ? "form form-steps" : "form"}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (last) void save(`/logboek/${docId}/nakijken`);
            else next();
          }}
        >
          <ErrorSummary errors={errors.value} attempt={attempt.value} />
          {(!mode.steps || at === 0) && <StartNotices docId={docId} draft={draft} isNew={isNew} />}
          {choosePlacement && (!mode.steps || at === 0) && (
            <PlacementChoice chosen={placement.id} onChoose={choosePlacement} />
          )}
          {mode.steps && <StepLine at={at} />}
          {parts.map((name) => {
            const Part = PARTS[name];
            return (
              <section class="form-section" id={`part-${name}`} key={name}>
                <Part
                  docId={docId}
                  draft={draft}
                  placement={placement}
                  unread={unread}
                  errorOf={(id) => errorOf(errors.value, id)}
                />
              </section>
            );
          })}
          <DraftLine kept={draft.kept} view={view} />
          <div class="form-foot form-foot-sticky">
            {mode.steps && at > 0 && (
              <Button onClick={() => go(STEPS[at - 1] ?? "wat")}>{t("Vorige")}</Button>
            )}
            <Button kind="main" type="submit">
              {last ? t("Nakijken en versturen") : t("Verder")}
            </Button>
            <Button onClick={() => void save(`/logboek/${docId}`)}>{t("Bewaren")}</Button>
          </div>
          <div>
            <Button kind="quiet" onClick={mode.toggle}>
              {mode.steps ? t("Alles op één pagina") : t("Eén vraag per keer")}
            </Button>
          </div>
        </form>
        <EditAside docId={docId} draft={draft} />
      </div>
    </>
  );
}

function StepLine({ at }: { at: number }) {
  return (
    <div>
      <p class="soft small">
        {t("Vraag {step} van {total}", { step: at + 1, total: STEPS.length })}
      </p>
      <ol class="steps" aria-hidden="true">
        {STEPS.map((name, index) => (
          <li key={name} class={index <= at ? "done" : undefined} />
        ))}
      </ol>
    </div>
  );
}

/** Empty is fine; only what would be lost without a word is stopped here. */
function mistakes(date: string, unreadDuration: boolean): (FormError & { step: Step })[] {
  const found: (FormError & { step: Step })[] = [];
  if (!date) found.push({ step: "wat", id: "date", message: t("Kies de dag waarop het was.") });
  if (unreadDuration) {
    const message = t("Schrijf de duur als 1,5 of als 1:30.");
    found.push({ step: "uren", id: "minutes", message });
  }
  return found;
}

function stepOfQuery(): Step {
  const wanted = new URLSearchParams(query.value).get("stap");
  return STEPS.find((name) => name === wanted) ?? "wat";
}
