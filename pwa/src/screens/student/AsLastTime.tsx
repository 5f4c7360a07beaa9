/** One tap for what usually stays the same: how long it took, and what it was about. */

import repeat from "lucide:repeat-2";
import { t, tn } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { formatMinutes } from "../../parts/format.ts";
import type { EntryContent } from "../../types.ts";
import type { PartProps } from "./entryDraft.ts";
import { entries } from "./log.ts";

export function AsLastTime({ docId, draft }: Pick<PartProps, "docId" | "draft">) {
  const last = entries.value.find(
    ({ view, entry }) => view.docId !== docId && aboutOf(entry).length > 0,
  )?.entry;
  const { content, set } = draft;
  if (!last || aboutOf(content).length > 0) return null;
  const { goals, work_processes, life_domains } = last;
  const minutes = content.minutes ?? last.minutes;
  return (
    <div class="stack stack-tight">
      <div>
        <Button icon={repeat} onClick={() => set({ goals, work_processes, life_domains, minutes })}>
          {t("Hetzelfde als vorige keer")}
        </Button>
      </div>
      <p class="soft small">{summary(last)}</p>
    </div>
  );
}

function aboutOf({ goals, work_processes }: EntryContent): string[] {
  return [...goals, ...work_processes];
}

function summary({ minutes, goals, work_processes }: EntryContent): string {
  return [
    minutes === null ? "" : formatMinutes(minutes),
    goals.length ? tn("{n} leerdoel", "{n} leerdoelen", goals.length) : "",
    work_processes.length ? tn("{n} werkproces", "{n} werkprocessen", work_processes.length) : "",
  ]
    .filter(Boolean)
    .join(" · ");
}
