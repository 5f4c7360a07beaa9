/**
 * `<EntryCard view={documentView} href foot />`: an activity as an index card. The whole card
 * is the link; `who` names the student where several are listed.
 */

import type { ComponentChildren } from "preact";
import { t } from "../i18n.ts";
import { entryContent } from "../rules/content.ts";
import { activityKindWord } from "../rules/words.ts";
import type { DocumentView } from "../types.ts";
import { formatDate, formatMinutes } from "./format.ts";
import { needsAttention, StateBadge } from "./StateBadge.tsx";

interface Props {
  view: DocumentView;
  href: string;
  who?: string | undefined;
  foot?: ComponentChildren;
}

export function EntryCard({ view, href, who, foot }: Props) {
  const entry = entryContent(view.content);
  const plan = entry.description === "" && entry.effect === "";
  const classes = ["card", needsAttention(view.state) && "card-attention", plan && "card-plan"];
  return (
    <article class={classes.filter(Boolean).join(" ")}>
      <div class="card-head">
        <span>{formatDate(entry.date)}</span>
        <span>
          {activityKindWord(entry.activity_kind)}
          {entry.minutes !== null && ` · ${formatMinutes(entry.minutes)}`}
        </span>
      </div>
      <div class="card-body">
        <h3 class="card-title">
          <a class="card-link" href={href}>
            {entry.title || t("Nog zonder titel")}
          </a>
        </h3>
        {who && <p class="soft">{who}</p>}
        {entry.purpose && <p class="clamp">{entry.purpose}</p>}
        <div class="card-foot">
          <StateBadge state={view.state} />
          {foot}
        </div>
      </div>
    </article>
  );
}
