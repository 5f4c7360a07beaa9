/** A friendly question when a purpose only names an activity; fixed rules, never a score. */

import { Notice } from "../../parts/Notice.tsx";
import { purposeHint } from "../../rules/entries.ts";

export function PurposeHint({ purpose }: { purpose: string }) {
  const hint = purposeHint(purpose);
  return <div aria-live="polite">{hint && <Notice>{hint}</Notice>}</div>;
}
