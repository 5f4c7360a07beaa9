/** One form for each thing that can be added; what was typed stays until it is really there. */

import { useEffect, useState } from "preact/hooks";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { DateField } from "../../parts/DateField.tsx";
import { ErrorSummary, errorOf, type FormError } from "../../parts/ErrorSummary.tsx";
import { SelectField, TextField } from "../../parts/Field.tsx";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { showToast } from "../../parts/toasts.ts";
import { navigate } from "../../router.ts";
import { CallProblem } from "../../sync/api.ts";
import { call } from "../../sync/session.ts";
import { callError } from "../signin/errors.ts";
import { type Question, questionsOf } from "./forms.ts";
import { addLabel, type Kind, Trouble } from "./School.tsx";
import { askSchool, school } from "./school.ts";

export function AddPage({ kind }: { kind: Kind }) {
  useEffect(() => {
    if (!school.peek()) void askSchool();
  }, []);
  if (!school.value) return <Trouble />;
  return <Form key={kind} kind={kind} questions={questionsOf(kind, school.value)} />;
}

function Form({ kind, questions }: { kind: Kind; questions: Question[] }) {
  const [values, setValues] = useState<Record<string, string>>({});
  const [errors, setErrors] = useState<FormError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const fail = (found: FormError[]) => {
    setErrors(found);
    setAttempt(attempt + 1);
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    const found = questions.flatMap((question) => mistake(question, values));
    if (found.length > 0) return fail(found);
    setBusy(true);
    try {
      await call("POST", `/api/school/${kind}`, bodyOf(values));
      await askSchool();
      showToast(t("Toegevoegd"));
      navigate(`/school?lijst=${kind}`);
    } catch (error) {
      fail([{ id: questions[0]?.id ?? "", message: refusal(error) }]);
      setBusy(false);
    }
  };
  return (
    <form class="form stack" noValidate onSubmit={submit}>
      <PageHeading
        title={addLabel(kind)}
        back={{ href: `/school?lijst=${kind}`, label: t("School") }}
        hasErrors={errors.length > 0}
      />
      <ErrorSummary errors={errors} attempt={attempt} />
      {questions.map((question) => (
        <Answer
          key={question.id}
          question={question}
          value={values[question.id] ?? ""}
          error={errorOf(errors, question.id)}
          onChange={(value) => setValues({ ...values, [question.id]: value })}
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
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

function Answer({ question, value, error, onChange }: AnswerProps) {
  const { id, label, hint, optional, type, options } = question;
  const shared = { id, label, hint, optional, value, error };
  if (options) {
    const choices = [{ value: "", label: t("Maak een keuze") }, ...options];
    return <SelectField {...shared} options={choices} onChange={onChange} />;
  }
  if (type === "date") return <DateField {...shared} onChange={onChange} />;
  return <TextField {...shared} type={type ?? "text"} onInput={onChange} />;
}

function mistake(question: Question, values: Record<string, string>): FormError[] {
  const value = (values[question.id] ?? "").trim();
  if (!value && !question.optional) return [{ id: question.id, message: t("Vul dit veld in.") }];
  const fits = !value || !question.form || question.form.test(value);
  return fits ? [] : [{ id: question.id, message: question.wrong ?? "" }];
}

function bodyOf({ hours, ...values }: Record<string, string>): object {
  return hours === undefined ? values : { ...values, planned_minutes: Number(hours) * 60 };
}

function refusal(error: unknown): string {
  if (error instanceof CallProblem && error.code === "invalid_fields") {
    return t("Dit klopt niet met wat er al is. Kijk naar het nummer, het adres en de periode.");
  }
  return callError(error);
}
