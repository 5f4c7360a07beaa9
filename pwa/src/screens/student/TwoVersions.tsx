import { useSignal } from "@preact/signals";
import { chooseVersion } from "../../data/acting.ts";
import { documentById } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { formatInstant } from "../../parts/format.ts";
import { Notice } from "../../parts/Notice.tsx";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { showToast } from "../../parts/toasts.ts";
import { navigate } from "../../router.ts";
import { entryContent } from "../../rules/content.ts";
import { marked } from "../../rules/diff.ts";
import type { DocumentView, EntryContent, Revision } from "../../types.ts";
import { type ComparedField, comparedFields } from "./fieldWords.ts";
import { JoinVersions } from "./JoinVersions.tsx";
import { NotHere } from "./NotHere.tsx";

/** Both texts were kept; nothing is merged without the student. */
export function TwoVersions({ docId }: { docId: string }) {
  const view = documentById(docId);
  const [sibling] = view?.siblings ?? [];
  if (!view?.head || !sibling) return <NotHere />;
  return <Compare view={view} left={view.head} right={sibling} />;
}

function Compare({ view, left, right }: { view: DocumentView; left: Revision; right: Revision }) {
  const joining = useSignal(false);
  const failed = useSignal("");
  const one = entryContent(left.content ?? {});
  const two = entryContent(right.content ?? {});
  const different = comparedFields().filter((field) => field.text(one) !== field.text(two));

  const choose = async (content: EntryContent) => {
    const result = await chooseVersion(view.docId, content);
    if (result.ok) {
      showToast(t("Gekozen. De andere tekst blijft in de geschiedenis."));
      navigate(`/logboek/${view.docId}`, { replace: true });
    } else {
      failed.value =
        result.reason === "held_back"
          ? t("Er staan woorden in die zeggen wie iemand is. Pas die eerst aan.")
          : t("NIET bewaard. Probeer het nog een keer.");
    }
  };

  return (
    <>
      <PageHeading
        title={t("Twee versies")}
        back={{ href: `/logboek/${view.docId}`, label: t("Terug") }}
        intro={t("Je hebt dit op twee apparaten veranderd. Wat verschilt, is gemarkeerd.")}
      />
      <div class="stack stack-wide">
        {failed.value && <Notice tone="attention">{failed.value}</Notice>}
        {view.siblings.length > 1 && (
          <Notice>{t("Er zijn meer versies. Na deze keuze zijn de andere ook afgerond.")}</Notice>
        )}
        {joining.value ? (
          <JoinVersions one={one} two={two} different={different} onDone={choose} />
        ) : (
          <>
            <div class="versions">
              <Version
                title={t("Eerste versie")}
                revision={left}
                entry={one}
                other={two}
                fields={different}
                onChoose={() => void choose(one)}
              />
              <Version
                title={t("Tweede versie")}
                revision={right}
                entry={two}
                other={one}
                fields={different}
                onChoose={() => void choose(two)}
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

interface VersionProps {
  title: string;
  revision: Revision;
  entry: EntryContent;
  other: EntryContent;
  fields: ComparedField[];
  onChoose: () => void;
}

function Version({ title, revision, entry, other, fields, onChoose }: VersionProps) {
  return (
    <section class="card" aria-label={title}>
      <div class="card-head">
        <strong>{title}</strong>
        <span>{formatInstant(revision.device_time)}</span>
      </div>
      <div class="card-body">
        {revision.deleted && <p>{t("In deze versie is de activiteit verwijderd.")}</p>}
        <dl class="facts-list">
          {fields.map((field) => (
            <div key={field.name}>
              <dt>{field.label}</dt>
              <dd class="prose">
                <Marked text={field.text(entry)} other={field.text(other)} />
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
