/** Two documents of their own beside an entry, read by their author alone unless shared. */

import lock from "lucide:lock";
import { useSignal } from "@preact/signals";
import { useRef, useState } from "preact/hooks";
import { saveDocument, writeDraft } from "../../data/acting.ts";
import { account, documentById, documents } from "../../data/live.ts";
import { beginWriting } from "../../data/writing.ts";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { ErrorSummary, errorOf, useErrors } from "../../parts/ErrorSummary.tsx";
import { Icon } from "../../parts/Icon.tsx";
import { StateBadge } from "../../parts/StateBadge.tsx";
import { TextArea } from "../../parts/TextArea.tsx";
import { showToast } from "../../parts/toasts.ts";
import { useDraft } from "../../parts/useDraft.ts";
import { noteContent } from "../../rules/notes.ts";
import { newId } from "../../rules/uuid.ts";
import type { DocumentView, SaveResult } from "../../types.ts";
import { ChooseVersion } from "./ChooseVersion.tsx";
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
      <Notes
        about={view}
        kind="private_note"
        label={t("Aantekening")}
        hint={t("Wat je voor jezelf wilt onthouden.")}
      />
      <Notes
        about={view}
        kind="lived_experience"
        label={t("Eigen ervaring")}
        hint={t("Herken je iets uit je eigen leven? Jij kiest later of je dit deelt.")}
      />
    </section>
  );
}

interface NotesProps {
  about: DocumentView;
  kind: NoteKind;
  label: string;
  hint: string;
}

/** Mostly one; two phones without a network may each have begun one. */
function Notes(props: NotesProps) {
  const { about, kind } = props;
  const fresh = useRef(newId());
  const known = documents.value.filter(
    (other) => other.kind === kind && other.content.about === about.docId && other.mine,
  );
  if (known.length === 0) return <Note key={fresh.current} docId={fresh.current} {...props} />;
  return known.map((note) => <Note key={note.docId} docId={note.docId} note={note} {...props} />);
}

type NoteProps = NotesProps & { docId: string; note?: DocumentView };

function Note({ note, docId, about, kind, label, hint }: NoteProps) {
  const open = useSignal(false);
  const text = String(note?.content.text ?? "");
  const double = note !== undefined && note.siblings.length > 0;
  if (!open.value) {
    return (
      <div class="stack stack-tight">
        {note && text && (
          <>
            <h3>{label}</h3>
            <StateBadge state={note.state} />
            <p class="prose">{text}</p>
          </>
        )}
        {double ? (
          <ChooseVersion view={note} what={label} />
        ) : (
          <div>
            <Button
              label={text ? t("Aanpassen: {what}", { what: label }) : undefined}
              onClick={() => {
                open.value = true;
              }}
            >
              {text ? t("Aanpassen") : t("{what} maken", { what: label })}
            </Button>
          </div>
        )}
      </div>
    );
  }
  return (
    <OnlyHere docId={docId}>
      {() => (
        <NoteForm
          docId={docId}
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

function NoteForm(props: NotesProps & { docId: string; text: string; close: () => void }) {
  const { about, kind, docId, close } = props;
  useState(() => {
    const here = account.peek();
    if (here) beginWriting(here, docId);
  });
  const field = `note-${docId}`;
  const { errors, attempt, fail } = useErrors();
  const draft = useDraft({ text: props.text }, ({ text }) => {
    const before = documentById(docId)?.content;
    const content = noteContent(kind, before, about.docId, text);
    return writeDraft(about.placementId, kind, docId, content);
  });
  const save = async () => {
    const kept = await draft.flush();
    const result: SaveResult = kept ? await saveDocument(docId) : { ok: false, reason: "storage" };
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
