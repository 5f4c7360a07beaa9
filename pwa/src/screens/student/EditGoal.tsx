import { useSignal } from "@preact/signals";
import { saveDocument, writeDraft } from "../../data/acting.ts";
import { documentById } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { Checklist } from "../../parts/Checklist.tsx";
import { ChoiceCards } from "../../parts/ChoiceCards.tsx";
import { ErrorSummary, errorOf, type FormError } from "../../parts/ErrorSummary.tsx";
import { TextField } from "../../parts/Field.tsx";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { TextArea } from "../../parts/TextArea.tsx";
import { showToast } from "../../parts/toasts.ts";
import { useDraft } from "../../parts/useDraft.ts";
import { navigate } from "../../router.ts";
import {
  GOAL_ORIGINS,
  GOAL_STATUSES,
  goalOriginWord,
  goalStatusWord,
} from "../../rules/choices.ts";
import { emptyGoal, goalContent } from "../../rules/goals.ts";
import type { Placement } from "../../types.ts";
import { DraftLine } from "./DraftLine.tsx";
import { NotHere } from "./NotHere.tsx";
import { OnlyHere } from "./OnlyHere.tsx";
import { placementOf, placements, workProcessesOf } from "./placements.ts";

export function EditGoal({ docId }: { docId: string }) {
  const view = documentById(docId);
  const placement =
    (view && placementOf(view)) ??
    placements.value.find(({ active }) => active) ??
    placements.value[0];
  if (!placement) return <NotHere />;
  return (
    <OnlyHere
      key={docId}
      docId={docId}
      heading={
        <PageHeading
          title={t("Leerdoel aanpassen")}
          back={{ href: "/doelen", label: t("Doelen") }}
        />
      }
    >
      {() => <Form docId={docId} placement={placement} />}
    </OnlyHere>
  );
}

function Form({ docId, placement }: { docId: string; placement: Placement }) {
  const view = documentById(docId);
  const draft = useDraft(view ? goalContent(view.content) : emptyGoal(), (content) =>
    writeDraft(placement.id, "learning_goal", docId, content),
  );
  const errors = useSignal<FormError[]>([]);
  const attempt = useSignal(0);
  const { content, set } = draft;
  const refuse = (reason: Refused) => {
    errors.value = [{ id: "goal-text", message: refusal(reason) }];
    attempt.value += 1;
  };
  const save = async () => {
    if (!(await draft.flush())) return refuse("storage");
    const result = await saveDocument(docId);
    if (result.ok) {
      showToast(t("Bewaard op deze telefoon"));
      navigate(`/doelen/${docId}`, { replace: true });
    } else if (result.reason === "choose_version_first") navigate(`/logboek/${docId}/versies`);
    else refuse(result.reason);
  };
  return (
    <>
      <PageHeading
        title={view ? t("Leerdoel aanpassen") : t("Nieuw leerdoel")}
        back={{ href: view ? `/doelen/${docId}` : "/doelen", label: t("Terug") }}
      />
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <ErrorSummary errors={errors.value} attempt={attempt.value} />
        <TextArea
          id="goal-text"
          label={t("Wat wil je leren?")}
          hint={t("Begin met: ik …")}
          value={content.text}
          onInput={(text) => set({ text })}
          error={errorOf(errors.value, "goal-text")}
        />
        <ChoiceCards
          id="origin"
          legend={t("Van wie komt het?")}
          options={GOAL_ORIGINS.map((value) => ({ value, label: goalOriginWord(value) }))}
          value={content.origin}
          onChange={(origin) => set({ origin: origin || "personal" })}
        />
        <TextArea
          id="how_seen"
          label={t("Waaraan zie je dat het lukt?")}
          hint={t("Bijvoorbeeld: bewoners vertellen mij meer dan eerst.")}
          optional
          value={content.how_seen}
          onInput={(how_seen) => set({ how_seen })}
        />
        <TextField
          id="period"
          label={t("Wanneer werk je eraan?")}
          hint={t("Bijvoorbeeld: tot de kerstvakantie.")}
          optional
          value={content.period}
          onInput={(period) => set({ period })}
        />
        <Checklist
          id="goal_processes"
          legend={t("Werkprocessen")}
          hint={t("Een werkproces is een stuk van je beroep.")}
          optional
          groups={workProcessesOf(placement).map((task) => ({
            title: task.title,
            options: task.work_processes.map(({ code, title }) => ({
              value: code,
              label: title,
              hint: code,
            })),
          }))}
          values={content.work_processes}
          onChange={(work_processes) => set({ work_processes })}
        />
        <ChoiceCards
          id="status"
          legend={t("Hoe staat het ervoor?")}
          options={GOAL_STATUSES.map((value) => ({ value, label: goalStatusWord(value) }))}
          value={content.status}
          onChange={(status) => set({ status: status || "concept" })}
          two
        />
        <TextArea
          id="outcome"
          label={t("Wat leverde het op?")}
          hint={t("Dit komt in je portfolio.")}
          optional
          value={content.outcome}
          onInput={(outcome) => set({ outcome })}
        />
        <DraftLine kept={draft.kept} view={view} />
        <div class="form-foot form-foot-sticky">
          <Button kind="main" type="submit">
            {t("Bewaren")}
          </Button>
        </div>
      </form>
    </>
  );
}

type Refused = "held_back" | "storage" | "empty";

function refusal(reason: Refused): string {
  switch (reason) {
    case "held_back":
      return t("Er staan woorden in die zeggen wie iemand is. Schrijf het zonder die woorden.");
    case "empty":
      return t("Schrijf op wat je wilt leren.");
    default:
      return t("NIET bewaard. Er is geen plek op dit apparaat.");
  }
}
