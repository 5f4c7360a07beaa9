/** One choice per question that differs: the first text, the second, or both after each other. */

import { useSignal } from "@preact/signals";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { ChoiceCards } from "../../parts/ChoiceCards.tsx";
import type { Content } from "../../types.ts";
import type { ComparedField } from "./fieldWords.ts";

interface Props {
  one: Content;
  two: Content;
  different: ComparedField[];
  onDone: (joined: Content) => Promise<void>;
}

type Pick = "one" | "two" | "both";

export function JoinVersions({ one, two, different, onDone }: Props) {
  const picks = useSignal<Record<string, Pick>>({});
  const joined = () => {
    const result: Content = { ...two, ...one };
    for (const field of different) {
      const pick = picks.value[field.name] ?? "one";
      if (pick === "two") result[field.name] = two[field.name];
      if (pick !== "both") continue;
      const { name, text, join } = field;
      result[name] = join ? join(one, two) : both(text(one), text(two));
    }
    return result;
  };
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void onDone(joined());
      }}
    >
      {different.map((field) => (
        <ChoiceCards
          key={field.name}
          id={`join-${field.name}`}
          legend={field.label}
          options={options(field, one, two)}
          value={picks.value[field.name] ?? "one"}
          onChange={(pick) => {
            picks.value = { ...picks.value, [field.name]: pick || "one" };
          }}
        />
      ))}
      <div class="form-foot">
        <Button kind="main" type="submit">
          {t("Samengevoegde versie bewaren")}
        </Button>
      </div>
    </form>
  );
}

function options(field: ComparedField, one: Content, two: Content) {
  const choices: { value: Pick; label: string }[] = [
    { value: "one", label: field.text(one) || t("leeg") },
    { value: "two", label: field.text(two) || t("leeg") },
  ];
  if (field.joinable && field.text(one) && field.text(two)) {
    const label = field.join ? t("Allebei") : t("Beide teksten onder elkaar");
    choices.push({ value: "both", label });
  }
  return choices;
}

function both(one: string, two: string): string {
  return `${one}\n${two}`;
}
