/**
 * `<Chain views={[earlier, this, later]} here={docId} href={(view) => …} />`: activities that
 * follow from each other, oldest first, as linked cards. Renders nothing for a chain of one.
 */

import type { DocumentView } from "../types.ts";
import { EntryCard } from "./EntryCard.tsx";

interface Props {
  views: DocumentView[];
  here: string;
  href: (view: DocumentView) => string;
}

export function Chain({ views, here, href }: Props) {
  if (views.length < 2) return null;
  return (
    <ol class="chain">
      {views.map((view) => (
        <li
          key={view.docId}
          class={view.docId === here ? "chain-here" : undefined}
          aria-current={view.docId === here ? "true" : undefined}
        >
          <EntryCard view={view} href={href(view)} />
        </li>
      ))}
    </ol>
  );
}
