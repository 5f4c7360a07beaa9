/** `<Code of="not-here" />`: what to quote to whoever is called for help. */

import { t } from "../i18n.ts";

/** What each means stands in docs/refusals.md. */
type Situation =
  | "no-page"
  | "no-network"
  | "no-storage"
  | "not-loaded"
  | "not-here"
  | "link-cut"
  | "link-expired"
  | "crash";
/** After a dash comes what differs each time. */
export type ErrorCode = Situation | `${Situation}-${string}`;

export function Code({ of }: { of: ErrorCode }) {
  return (
    <p class="soft small">
      {t("Code om te noemen:")} <code>{of}</code>
    </p>
  );
}
