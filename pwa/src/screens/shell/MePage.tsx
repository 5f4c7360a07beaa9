/** "/ik" for roles that have no such page of their own. */

import { t } from "../../i18n.ts";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { AccountPanel } from "./AccountPanel.tsx";

export function MePage() {
  return (
    <div class="stack stack-wide">
      <PageHeading title={t("Ik")} />
      <AccountPanel />
    </div>
  );
}
