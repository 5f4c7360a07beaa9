/** Back to the student with a question: what is still missing. */

import { useState } from "preact/hooks";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { Dialog } from "../../parts/Dialog.tsx";
import { ErrorSummary, errorOf, useErrors } from "../../parts/ErrorSummary.tsx";
import { TextArea } from "../../parts/TextArea.tsx";
import { guardSays, tooLong } from "../reading/guarded.ts";
import { callName } from "../reading/others.ts";
import { answer } from "./answer.ts";
import type { DecideProps } from "./Decide.tsx";
import { gapQuestion } from "./gapWords.ts";

type Props = DecideProps & { missing: string[]; onClose: () => void };

export function RequestSheet({ view, placement, remark, missing, onClose }: Props) {
  const { errors, attempt, fail } = useErrors();
  const [busy, setBusy] = useState(false);
  const { request, text } = remark.content;
  const name = callName(placement);
  const send = async () => {
    const words = request.trim();
    const problem = words
      ? guardSays(words, placement)
      : t("Schrijf in een paar woorden wat er mist.");
    if (problem) return fail([{ id: "request-text", message: problem }]);
    const held = guardSays(text, placement);
    if (held) return fail([{ id: "remark-text", message: held }]);
    setBusy(true);
    if (await answer("request_changes", view, { text: words }, remark)) return;
    setBusy(false);
    fail([{ id: "request-text", message: t("NIET bewaard. Probeer het nog een keer.") }]);
  };
  const add = (words: string) =>
    remark.set({ request: request.trim() ? `${request.trim()} ${words}` : words });
  return (
    <Dialog
      title={t("Vraag {name} om een aanvulling", { name })}
      onClose={onClose}
      actions={
        <Button kind="main" disabled={busy} onClick={() => void send()}>
          {t("Vraag aanvulling")}
        </Button>
      }
    >
      <div class="sheet stack">
        <ErrorSummary errors={errors} attempt={attempt} />
        <TextArea
          id="request-text"
          label={t("Wat mist u nog?")}
          value={request}
          error={tooLong(request) || errorOf(errors, "request-text")}
          onInput={(value) => remark.set({ request: value })}
          below={
            <fieldset class="quick-picks">
              <legend class="visually-hidden">{t("Vraag met één tik")}</legend>
              {picks(missing).map((words) => (
                <button type="button" class="chip" key={words} onClick={() => add(words)}>
                  {words}
                </button>
              ))}
            </fieldset>
          }
        />
        {text.trim() && <p>{t("Uw reactie gaat mee: “{words}”", { words: text.trim() })}</p>}
        <p class="soft">{t("{name} krijgt hier een mail over en stuurt het opnieuw.", { name })}</p>
      </div>
    </Dialog>
  );
}

/** What is missing comes first; the classic question is always at hand. */
function picks(missing: string[]): string[] {
  const usual = [...missing.map(gapQuestion), t("Je beschrijft wat je deed, niet waarom.")];
  return missing.length > 0 ? usual : [...usual, gapQuestion("effect")];
}
