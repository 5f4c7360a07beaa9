/** What the privacy guard says about a whole document, as it stands now. */

import { useEffect, useState } from "preact/hooks";
import { loadGuard } from "../../data/guard.ts";
import type { DocumentView, GuardHit, Placement } from "../../types.ts";

export function useHits(view: DocumentView, placement: Placement | undefined): GuardHit[] {
  const [hits, setHits] = useState<GuardHit[]>(view.hits);
  useEffect(() => {
    let current = true;
    void loadGuard().then(({ scanContent }) => {
      if (current) setHits(scanContent(view.content, placement?.allow_names ?? []));
    });
    return () => {
      current = false;
    };
  }, [view.content, placement]);
  return hits;
}
