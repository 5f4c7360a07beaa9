/** A reaction in one or two taps: what kind it is, the words, and phrases of one's own. */

import bookmark from "lucide:bookmark-plus";
import compass from "lucide:compass";
import { useRef } from "preact/hooks";
import { sendFact } from "../../data/acting.ts";
import { t } from "../../i18n.ts";
import { announce } from "../../page.ts";
import { Button } from "../../parts/Button.tsx";
import { ErrorSummary, errorOf, useErrors } from "../../parts/ErrorSummary.tsx";
import { Icon } from "../../parts/Icon.tsx";
import { once } from "../../parts/once.ts";
import { TextArea } from "../../parts/TextArea.tsx";
import type { DocumentView, Placement } from "../../types.ts";
import { guardSays, tooLong } from "./guarded.ts";
import { usePhrases } from "./phrases.ts";
import type { Remark } from "./useRemark.ts";

interface Props {
  view: DocumentView;
  placement: Placement | undefined;
  remark: Remark;
}

type Done = () => Promise<void>;

export const TONES = ["top", "tip", "question"] as const;
export type Tone = (typeof TONES)[number];

export function RemarkForm({ view, placement, remark }: Props) {
  const { errors, attempt, fail } = useErrors();
  const { tone, text } = remark.content;
  const chosen = TONES.find((one) => one === tone);
  const mend = (message: string) => fail([{ id: "remark-text", message }]);
  const busy = useRef(false);
  const send = once(busy, async (body: Pick<Remark["content"], "tone" | "text">, done: Done) => {
    fail([]);
    const result = await sendFact("remark", view, body);
    if (!result.ok) return mend(t("NIET bewaard. Probeer het nog een keer."));
    await done();
    announce(t("Uw reactie staat erbij."));
  });
  const post = async () => {
    const problem = text.trim() ? guardSays(text, placement) : t("Schrijf eerst een paar woorden.");
    if (problem) return mend(problem);
    await send({ tone, text: text.trim() }, () => remark.keep({ tone: "", text: "" }));
  };
  return (
    <section class="stack remark" aria-labelledby="remark">
      <h2 class="section-title" id="remark">
        {t("Uw reactie")}
      </h2>
      <ErrorSummary errors={errors} attempt={attempt} />
      <fieldset class="remark-tones">
        <legend class="visually-hidden">{t("Soort reactie")}</legend>
        {TONES.map((one) => (
          <button
            type="button"
            class="chip"
            key={one}
            aria-pressed={one === chosen}
            onClick={() => remark.set({ tone: one === chosen && !text ? "" : one })}
          >
            {toneWord(one)}
          </button>
        ))}
      </fieldset>
      {chosen && (
        <Words
          tone={chosen}
          text={text}
          error={tooLong(text) || errorOf(errors, "remark-text")}
          onInput={(value) => remark.set({ text: value })}
          onPost={() => void post()}
        />
      )}
      {!hasPurposeGap(view) && (
        <button
          type="button"
          class="chip chip-wide"
          onClick={() => void send({ tone: "purpose_gap", text: "" }, async () => {})}
        >
          <Icon of={compass} /> {t("Je beschrijft wat je deed, niet waarom")}
        </button>
      )}
    </section>
  );
}

interface WordsProps {
  tone: Tone;
  text: string;
  error: string | undefined;
  onInput: (text: string) => void;
  onPost: () => void;
}

function Words({ tone, text, error, onInput, onPost }: WordsProps) {
  const phrases = usePhrases(tone);
  const trimmed = text.trim();
  return (
    <>
      <TextArea
        id="remark-text"
        label={toneQuestion(tone)}
        value={text}
        error={error}
        rows={2}
        onInput={onInput}
        below={
          phrases.list.length > 0 && (
            <fieldset class="quick-picks">
              <legend class="field-hint">{t("Uw eigen zinnen")}</legend>
              {phrases.list.map((phrase) => (
                <button
                  type="button"
                  class="chip"
                  key={phrase}
                  onClick={() => onInput(trimmed ? `${trimmed} ${phrase}` : phrase)}
                >
                  {phrase}
                </button>
              ))}
            </fieldset>
          )
        }
      />
      <div class="row">
        <Button onClick={onPost}>{t("Reactie plaatsen")}</Button>
        {trimmed && !phrases.list.includes(trimmed) && (
          <Button kind="quiet" icon={bookmark} onClick={() => void phrases.add(trimmed)}>
            {t("Bewaar als eigen zin")}
          </Button>
        )}
        {phrases.list.includes(trimmed) && (
          <Button kind="quiet" onClick={() => void phrases.remove(trimmed)}>
            {t("Vergeet deze zin")}
          </Button>
        )}
      </div>
    </>
  );
}

export function toneWord(tone: Tone): string {
  switch (tone) {
    case "top":
      return t("Top");
    case "tip":
      return t("Tip");
    case "question":
      return t("Vraag");
  }
}

function toneQuestion(tone: Tone): string {
  switch (tone) {
    case "top":
      return t("Wat ging er goed?");
    case "tip":
      return t("Wat kan er anders?");
    case "question":
      return t("Wat wilt u vragen?");
  }
}

function hasPurposeGap({ facts, waiting, submitted }: DocumentView): boolean {
  return [...facts, ...waiting].some(
    ({ body, rev_id }) => body.tone === "purpose_gap" && rev_id === submitted?.rev_id,
  );
}
