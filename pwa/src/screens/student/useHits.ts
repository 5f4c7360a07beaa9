/** What the privacy guard says about a whole document, as it stands now. */

import { useMemo } from "preact/hooks";
import { scanContent } from "../../rules/privacy.ts";
import type { DocumentView, GuardHit, Placement } from "../../types.ts";

export function useHits({ content }: DocumentView, placement: Placement | undefined): GuardHit[] {
  return useMemo(() => scanContent(content, placement?.allow_names ?? []), [content, placement]);
}
