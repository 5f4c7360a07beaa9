/** Photos and files in the form: taken or chosen, asked about, described, and taken away again. */

import camera from "lucide:camera";
import images from "lucide:images";
import { useRef } from "preact/hooks";
import type { Attachment } from "../../attachments.ts";
import type { Account } from "../../data/account.ts";
import { account } from "../../data/live.ts";
import { photoId } from "../../data/naming.ts";
import { notePhoto } from "../../data/photos.ts";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { showToast } from "../../parts/toasts.ts";
import { attachmentsOf } from "../../rules/content.ts";
import { changeEntry, type PartProps } from "../student/entryDraft.ts";
import { ChosenFile } from "./ChosenFile.tsx";
import { PeopleQuestion } from "./PeopleQuestion.tsx";
import { useAdding } from "./useAdding.ts";
import "../../styles/photos.css";

const ADD = "add-file";
const PICTURES = "image/*";
const ANYTHING = "image/*,application/pdf";

export function PhotosPart({ docId, draft, placement }: PartProps) {
  const adding = useAdding(placement, draft);
  const fromCamera = useRef<HTMLInputElement>(null);
  const fromFiles = useRef<HTMLInputElement>(null);
  const attachments = attachmentsOf(draft.content);
  const isHandheld = matchMedia("(pointer: coarse)").matches;
  const remove = (attachment: Attachment) => {
    const at = attachments.indexOf(attachment);
    const isIt = ({ sha256 }: Attachment) => sha256 === attachment.sha256;
    const here = account.peek();
    draft.set((now) => ({ attachments: now.attachments.filter((one) => !isIt(one)) }));
    const undo = () =>
      changeEntry(here, placement.id, docId, ({ attachments: now }) => ({
        attachments: now.some(isIt) ? now : now.toSpliced(at, 0, attachment),
      }));
    showToast(t("Weggehaald"), { undo });
    if (here) void stillWanted(here, placement.id, attachment.sha256).catch(() => {});
    // Its button is gone: the next one that makes sense.
    document.getElementById(ADD)?.focus();
  };
  const ask = adding.asked.value;
  const busy = adding.busy.value;
  return (
    <>
      {attachments.length > 0 && (
        <ul class="chosen-files">
          {attachments.map((attachment, index) => (
            <ChosenFile
              key={attachment.sha256}
              {...{ attachment, draft, placement, index }}
              onRemove={() => remove(attachment)}
            />
          ))}
        </ul>
      )}
      <div aria-live="polite">
        {busy && <p class="soft">{t("Bezig met klaarmaken: {at} van {count}", { ...busy })}</p>}
        {adding.problems.value.length > 0 && (
          <Notice tone="attention">
            {adding.problems.value.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </Notice>
        )}
      </div>
      <div class="row">
        {isHandheld && (
          <Button
            icon={camera}
            disabled={busy !== null}
            onClick={() => fromCamera.current?.click()}
          >
            {t("Foto maken")}
          </Button>
        )}
        <Button
          id={ADD}
          icon={images}
          disabled={busy !== null}
          onClick={() => fromFiles.current?.click()}
        >
          {t("Foto of bestand kiezen")}
        </Button>
      </div>
      <Chooser input={fromCamera} accept={PICTURES} capture onChoose={adding.choose} />
      <Chooser input={fromFiles} accept={ANYTHING} onChoose={adding.choose} />
      {ask && (
        <PeopleQuestion
          files={ask}
          onLeaveOut={(file) => {
            adding.asked.value = ask.filter((one) => one !== file);
          }}
          onAdd={() => void adding.keep()}
          onOther={() => {
            adding.asked.value = null;
            fromFiles.current?.click();
          }}
          onClose={() => {
            adding.asked.value = null;
          }}
        />
      )}
    </>
  );
}

/** Its bytes are not tidied away while it can be put back, however long ago it was added. */
async function stillWanted(here: Account, placementId: string, sha256: string): Promise<void> {
  const row = here.photos.peek().get(photoId(placementId, sha256));
  if (row) await notePhoto(here, row, { added_at: here.now().toISOString() });
}

interface ChooserProps {
  input: preact.RefObject<HTMLInputElement | null>;
  accept: string;
  capture?: boolean;
  onChoose: (files: File[]) => Promise<void>;
}

/** The browser's own chooser, behind a button that says what it does. */
function Chooser({ input, accept, capture = false, onChoose }: ChooserProps) {
  return (
    <input
      ref={input}
      type="file"
      hidden
      accept={accept}
      multiple={!capture}
      {...(capture ? { capture: "environment" } : {})}
      onChange={({ currentTarget }) => {
        const files = [...(currentTarget.files ?? [])];
        // So that the same file can be chosen again after "weghalen".
        currentTarget.value = "";
        if (files.length > 0) void onChoose(files);
      }}
    />
  );
}
