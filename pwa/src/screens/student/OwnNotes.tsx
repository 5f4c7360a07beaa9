/** Two documents of their own beside an entry, read by their author alone unless shared. */

import lock from "lucide:lock";
import { useSignal } from "@preact/signals";
import { saveDocument, writeDraft } from "../../data/acting.ts";
import { documents } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { ErrorSummary, errorOf, useErrors } from "../../parts/ErrorSummary.tsx";
import { Icon } from "../../parts/Icon.tsx";
import { TextArea } from "../../parts/TextArea.tsx";
import { showToast } from "../../parts/toasts.ts";
import { useDraft } from "../../parts/useDraft.ts";
import { newId } from "../../rules/uuid.ts";
import type { DocumentView } from "../../types.ts";
import { OnlyHere } from "./OnlyHere.tsx";

type NoteKind = "private_note" | "lived_experience";

export function OwnNotes({ view }: { view: DocumentView }) {
  return (
    <section class="stack" aria-labelledby="own-notes">
      <div class="section-title">
        <h2 id="own-notes">{t("Alleen voor jou")}</h2>
        <span class="soft small">
          <Icon of={lock} /> {t("Niemand leest mee")}
        </span>
      </div>
      <Note
        about={view}
        kind="private_note"
        label={t("Aantekening")}
        hint={t("Wat je voor jezelf wilt onthouden.")}
      />
      <Note
        about={view}
        kind="lived_experience"
        label={t("Eigen ervaring")}
        hint={t("Herken je iets uit je eigen leven? Jij kiest later of je dit deelt.")}
      />
    </section>
  );
}

interface NoteProps {
  about: DocumentView;
  kind: NoteKind;
  label: string;
  hint: string;
}

function Note({ about, kind, label, hint }: NoteProps) {
  const known = documents.value.find(
    (other) => other.kind === kind && other.content.about === about.docId && other.mine,
  );
  const fresh = useSignal("");
  const open = useSignal(false);
  const id = known?.docId ?? fresh.value;
  const text = String(known?.content.text ?? "");
  if (!open.value) {
    return (
      <div class="stack stack-tight">
        {text && (
          <>
            <h3>{label}</h3>
            <p class="prose">{text}</p>
          </>
        )}
        <div>
          <Button
            label={text ? t("Aanpassen: {what}", { what: label }) : undefined}
            onClick={() => {
              if (!id) fresh.value = newId();
              open.value = true;
            }}
          >
            {text ? t("Aanpassen") : t("{what} maken", { what: label })}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <OnlyHere key={id} docId={id}>
      {() => (
        <NoteForm
          docId={id}
          about={about}
          kind={kind}
          label={label}
          hint={hint}
          text={text}
          close={() => {
            open.value = false;
          }}
        />
      )}
    </OnlyHere>
  );
}

function NoteForm(props: NoteProps & { docId: string; text: string; close: () => void }) {
  const { about, kind, docId, close } = props;
  const field = `note-${kind}`;
  const { errors, attempt, fail } = useErrors();
  const draft = useDraft({ text: props.text }, ({ text }) => {
    const extra = kind === "lived_experience" ? { in_pdf: false } : {};
    return writeDraft(about.placementId, kind, docId, { about: about.docId, text, ...extra });
  });
  const save = async () => {
    await draft.flush();
    const result = await saveDocument(docId);
    if (!result.ok && result.reason !== "empty") {
      return fail([{ id: field, message: refusal(result.reason) }]);
    }
    if (result.ok) showToast(t("Bewaard op deze telefoon"));
    close();
  };
  return (
    <div class="stack stack-tight">
      <ErrorSummary errors={errors} attempt={attempt} />
      <TextArea
        id={field}
        label={props.label}
        hint={props.hint}
        error={errorOf(errors, field)}
        value={draft.content.text}
        onInput={(text) => draft.set({ text })}
      />
      <div>
        <Button onClick={() => void save()}>{t("Bewaren")}</Button>
      </div>
    </div>
  );
}

function refusal(reason: "held_back" | "storage" | "choose_version_first"): string {
  return reason === "held_back"
    ? t("Hier staan woorden die zeggen wie iemand is. Schrijf het zonder die woorden.")
    : t("NIET bewaard. Er is geen plek op dit apparaat.");
}
