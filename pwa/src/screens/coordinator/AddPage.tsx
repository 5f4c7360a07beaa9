/** One form for each thing that can be added; what was typed stays until it is really there. */

import { useEffect, useState } from "preact/hooks";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { Checklist } from "../../parts/Checklist.tsx";
import { DateField } from "../../parts/DateField.tsx";
import { ErrorSummary, errorOf, type FormError, useErrors } from "../../parts/ErrorSummary.tsx";
import { TextField } from "../../parts/Field.tsx";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { Picker } from "../../parts/Picker.tsx";
import { SelectField } from "../../parts/SelectField.tsx";
import { showToast } from "../../parts/toasts.ts";
import { navigate } from "../../router.ts";
import { CallProblem } from "../../sync/api.ts";
import { call } from "../../sync/server.ts";
import { callError } from "../signin/errors.ts";
import { Awaited } from "./Awaited.tsx";
import { type Answers, bodyOf, type Question, questionsOf, startOf } from "./forms.ts";
import { addLabel, KINDS, type Kind } from "./kinds.ts";
import { askSchool, type SchoolOverview, school } from "./school.ts";

export function AddPage({ kind: asked }: { kind: string }) {
  useEffect(() => {
    if (!school.peek()) void askSchool();
  }, []);
  const kind = KINDS.find((name) => name === asked) ?? "people";
  if (!school.value) return <Awaited title={addLabel(kind)} back={backTo(kind)} />;
  return <Form key={kind} kind={kind} all={school.value} />;
}

function backTo(kind: Kind) {
  return { href: `/school?lijst=${kind}`, label: t("School") };
}

function Form({ kind, all }: { kind: Kind; all: SchoolOverview }) {
  const [answers, setAnswers] = useState<Answers>(() => startOf(kind, all));
  const { errors, attempt, fail } = useErrors();
  const [busy, setBusy] = useState(false);
  const questions = questionsOf(kind, all, answers);
  const submit = async (event: Event) => {
    event.preventDefault();
    const found = questions.flatMap((question) => mistake(question, answers[question.id] ?? []));
    if (found.length > 0) return fail(found);
    setBusy(true);
    try {
      await call("POST", `/api/school/${kind}`, bodyOf(kind, answers));
      await askSchool();
      showToast(t("Toegevoegd"));
      navigate(backTo(kind).href);
    } catch (error) {
      fail(refusals(error, questions));
      setBusy(false);
    }
  };
  return (
    <form class="form" noValidate onSubmit={submit}>
      <PageHeading title={addLabel(kind)} back={backTo(kind)} />
      <ErrorSummary errors={errors} attempt={attempt} />
      {questions.map((question) => (
        <Answer
          key={question.id}
          question={question}
          values={answers[question.id] ?? []}
          error={errorOf(errors, question.id)}
          onChange={(values) => setAnswers({ ...answers, [question.id]: values })}
        />
      ))}
      <div>
        <Button kind="main" type="submit" disabled={busy}>
          {addLabel(kind)}
        </Button>
      </div>
    </form>
  );
}

interface AnswerProps {
  question: Question;
  values: string[];
  error: string | undefined;
  onChange: (values: string[]) => void;
}

function Answer({ question, values, error, onChange }: AnswerProps) {
  const { id, label, hint, optional, type, options = [], many } = question;
  const shared = { id, label, hint, optional, error };
  if (type === "pick") {
    return <Picker {...shared} legend={label} multiple={many} {...{ options, values, onChange }} />;
  }
  if (type === "checks") {
    const groups = [{ options }];
    return <Checklist {...shared} legend={label} two {...{ groups, values, onChange }} />;
  }
  const single = {
    ...shared,
    value: values[0] ?? "",
    onChange: (value: string) => onChange([value]),
  };
  if (type === "select") {
    return (
      <SelectField {...single} options={[{ value: "", label: t("Maak een keuze") }, ...options]} />
    );
  }
  if (type === "date") return <DateField {...single} />;
  const { onChange: onInput, ...text } = single;
  return <TextField {...text} onInput={onInput} type={type} inputMode={question.inputMode} />;
}

function mistake(question: Question, values: string[]): FormError[] {
  const { id, optional, missing, form, wrong } = question;
  const value = (values[0] ?? "").trim();
  if (!value) return optional ? [] : [{ id, message: missing }];
  return !form || form.test(value) ? [] : [{ id, message: wrong ?? missing }];
}

/** What the server says of a field stands at that field; the rest stands on top. */
function refusals(error: unknown, questions: Question[]): FormError[] {
  const fields = error instanceof CallProblem ? error.fields : [];
  const found = fields.flatMap(({ field, message }) => {
    const question = questions.find(({ id, sentAs }) => (sentAs ?? id) === field.split(".")[0]);
    return question ? [{ id: question.id, message }] : [];
  });
  if (found.length > 0) return found;
  return [{ id: questions[0]?.id ?? "", message: callError(error) }];
}
