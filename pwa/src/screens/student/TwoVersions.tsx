import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { chooseVersion } from "../../data/acting.ts";
import { documentById } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { formatInstant } from "../../parts/format.ts";
import { Notice } from "../../parts/Notice.tsx";
import { once } from "../../parts/once.ts";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { showToast } from "../../parts/toasts.ts";
import { navigate } from "../../router.ts";
import { marked } from "../../rules/diff.ts";
import type { Content, DocumentView, Revision } from "../../types.ts";
import { type ComparedField, comparedFields, contentOf } from "./fieldWords.ts";
import { JoinVersions } from "./JoinVersions.tsx";
import { NotHere } from "./NotHere.tsx";
import { placementOf } from "./placements.ts";
import { type Pair, pairOf } from "./versionPair.ts";

/** Both texts were kept; nothing is merged without the student. */
export function TwoVersions({ docId }: { docId: string }) {
  const view = documentById(docId);
  const shown = useRef<Pair | null>(null);
  shown.current = view ? pairOf(view, shown.current) : null;
  if (!view || !shown.current) return <NotHere />;
  const [left, right] = shown.current;
  return <Compare key={left.rev_id + right.rev_id} view={view} left={left} right={right} />;
}

function Compare({ view, left, right }: { view: DocumentView; left: Revision; right: Revision }) {
  const joining = useSignal(false);
  const failed = useSignal("");
  const { docId, kind } = view;
  const one = contentOf(kind, left.content);
  const two = contentOf(kind, right.content);
  const fields = comparedFields(kind, placementOf(view));
  const different = fields.filter((field) => field.text(one) !== field.text(two));

  const busy = useRef(false);
  const choose = once(busy, async (content: Content, deleted: boolean) => {
    const result = await chooseVersion(docId, content, [left.rev_id, right.rev_id], deleted);
    if (!result.ok) {
      failed.value =
        result.reason === "held_back"
          ? t("Er staan woorden in die zeggen wie iemand is. Pas die eerst aan.")
          : t("NIET bewaard. Probeer het nog een keer.");
      return;
    }
    showToast(t("Gekozen. De andere tekst blijft in de geschiedenis."));
    // What is left to choose from is on the screen by now.
    if (documentById(docId)?.siblings.length) window.scrollTo(0, 0);
    else navigate(deleted ? listOf(view) : homeOf(view), { replace: true });
  });

  return (
    <>
      <PageHeading
        title={t("Twee versies")}
        back={{ href: homeOf(view), label: t("Terug") }}
        intro={t("Je hebt dit op twee apparaten veranderd. Wat verschilt, is gemarkeerd.")}
      />
      <div class="stack stack-wide">
        {failed.value && <Notice tone="attention">{failed.value}</Notice>}
        {view.siblings.length > 1 && <Notice>{t("Er is nog een versie. Die komt hierna.")}</Notice>}
        {joining.value ? (
          <JoinVersions
            one={one}
            two={two}
            different={different}
            onDone={(joined) => choose(joined, false)}
          />
        ) : (
          <>
            <div class="versions">
              <Version
                title={t("Eerste versie")}
                revision={left}
                content={one}
                other={two}
                fields={different}
                onChoose={() => void choose(one, left.deleted)}
              />
              <Version
                title={t("Tweede versie")}
                revision={right}
                content={two}
                other={one}
                fields={different}
                onChoose={() => void choose(two, right.deleted)}
              />
            </div>
            <div>
              <Button
                onClick={() => {
                  joining.value = true;
                }}
              >
                {t("Samenvoegen: kies per vraag")}
              </Button>
            </div>
          </>
        )}
      </div>
    </>
  );
}

/** Where the reader came from: a note stands on the page of what it is about. */
function homeOf({ kind, docId, content }: DocumentView): string {
  return kind === "learning_goal" ? `/doelen/${docId}` : `/logboek/${content.about ?? docId}`;
}

/** Where a document stood that is there no more. */
function listOf({ kind, content }: DocumentView): string {
  if (kind === "learning_goal") return "/doelen";
  return content.about ? `/logboek/${content.about}` : "/logboek";
}

interface VersionProps {
  title: string;
  revision: Revision;
  content: Content;
  other: Content;
  fields: ComparedField[];
  onChoose: () => void;
}

function Version({ title, revision, content, other, fields, onChoose }: VersionProps) {
  return (
    <section class="card" aria-label={title}>
      <div class="card-head">
        <strong>{title}</strong>
        <span>{formatInstant(revision.device_time)}</span>
      </div>
      <div class="card-body">
        {revision.deleted && <p>{t("In deze versie is het verwijderd.")}</p>}
        <dl class="facts-list">
          {fields.map((field) => (
            <div key={field.name}>
              <dt>{field.label}</dt>
              <dd class="prose">
                <Marked text={field.text(content)} other={field.text(other)} />
              </dd>
            </div>
          ))}
        </dl>
        {fields.length === 0 && <p>{t("Er is geen verschil in de tekst.")}</p>}
        <div>
          <Button
            kind="main"
            label={t("Deze kiezen: {version}", { version: title })}
            onClick={onChoose}
          >
            {t("Deze kiezen")}
          </Button>
        </div>
      </div>
    </section>
  );
}

function Marked({ text, other }: { text: string; other: string }) {
  if (!text) return <span class="soft">{t("leeg")}</span>;
  return marked(text, other).map((piece) => {
    if (piece.same) return piece.text;
    const words = piece.text.trimEnd();
    return [<mark key={words}>{words}</mark>, piece.text.slice(words.length)];
  });
}
