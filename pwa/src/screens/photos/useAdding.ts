/** From a chosen file to a photo in the activity: made ready, asked about, kept, and then named. */

import { useSignal } from "@preact/signals";
import type { Attachment } from "../../attachments.ts";
import { account } from "../../data/live.ts";
import { keepPhoto, type ReadyFile } from "../../data/photos.ts";
import { t, tn } from "../../i18n.ts";
import { showToast } from "../../parts/toasts.ts";
import type { Draft } from "../../parts/useDraft.ts";
import { attachmentsOf } from "../../rules/content.ts";
import { MOST_FILES } from "../../rules/files.ts";
import type { EntryContent, Placement } from "../../types.ts";
import { safeName } from "./names.ts";
import { type FileProblem, Preparing } from "./prepare.ts";

export function useAdding(placement: Placement, draft: Draft<EntryContent>) {
  /** Made ready and not kept yet; null while nothing is asked. */
  const asked = useSignal<ReadyFile[] | null>(null);
  const busy = useSignal<{ at: number; count: number } | null>(null);
  const problems = useSignal<string[]>([]);

  const choose = async (files: File[]) => {
    problems.value = [];
    const room = MOST_FILES - attachmentsOf(draft.content).length;
    const ready: ReadyFile[] = [];
    const said: string[] = [];
    if (files.length > room) {
      said.push(
        t("Er passen {most} foto's en bestanden bij een activiteit.", { most: MOST_FILES }),
      );
    }
    const taken = files.slice(0, Math.max(room, 0));
    const preparing = new Preparing();
    try {
      for (const [index, file] of taken.entries()) {
        busy.value = { at: index + 1, count: taken.length };
        const made = await preparing.prepare(file);
        if ("problem" in made) said.push(sentence(file.name, made.problem));
        else ready.push(named(made.file));
      }
    } finally {
      preparing.end();
      busy.value = null;
      problems.value = said;
      asked.value = ready.length > 0 ? ready : null;
    }
  };

  const named = (file: ReadyFile): ReadyFile => {
    if (!file.name) return file;
    return { ...file, name: safeName(file.name, placement.allow_names) };
  };

  /** Words first: what was typed lies on the device before a photo takes room. */
  const keep = async () => {
    const files = asked.value ?? [];
    const here = account.peek();
    asked.value = null;
    if (!here) return;
    await draft.flush();
    const kept: Attachment[] = [];
    for (const file of files) {
      const result = await keepPhoto(here, placement.id, file);
      if (result.ok) kept.push(result.attachment);
      else {
        problems.value = [
          result.reason === "full"
            ? t("Er is geen plek meer voor foto's op dit toestel. Je tekst is bewaard.")
            : t("De foto is NIET bewaard. Je tekst wel. Probeer het opnieuw."),
        ];
        break;
      }
    }
    if (kept.length === 0) return;
    draft.set(({ attachments }) => ({
      attachments: [...attachments, ...fresh(attachments, kept)],
    }));
    if (!(await draft.flush())) return;
    showToast(tn("{n} bestand toegevoegd", "{n} bestanden toegevoegd", kept.length));
  };

  return { asked, busy, problems, choose, keep };
}

/** The same photo twice is one photo. */
function fresh(present: Attachment[], more: Attachment[]): Attachment[] {
  const known = new Set(present.map(({ sha256 }) => sha256));
  return more.filter(({ sha256 }) => !known.has(sha256) && known.add(sha256));
}

function sentence(name: string, problem: FileProblem): string {
  switch (problem) {
    case "too_large":
      return t("{name} is te groot. Een foto mag 20 MB zijn, een pdf 10 MB.", { name });
    case "unsupported_type":
      return t("{name} kan niet mee. Kies een foto of een pdf.", { name });
    case "not_ready":
      return t("{name} is niet gelukt. Laad de pagina opnieuw en kies het nog een keer.", { name });
    case "unreadable":
      return t("{name} kan nu niet worden gelezen. Staat het online? Wacht dan op internet.", {
        name,
      });
    case "broken_file":
      return t("{name} kan niet open. Het bestand is beschadigd.", { name });
  }
}
