/** What stands where a page broke. */

import { account } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { Button, LinkButton } from "../../parts/Button.tsx";
import { ErrorPage } from "../../parts/ErrorPage.tsx";
import { DownloadMine } from "./DownloadMine.tsx";

export function Crash({ error, again }: { error: unknown; again: () => void }) {
  return (
    <ErrorPage
      title={t("Deze pagina ging stuk")}
      code={`crash-${fingerprint(error)}`}
      action={
        <>
          <Button kind="main" onClick={again}>
            {t("Opnieuw proberen")}
          </Button>
          <LinkButton href="/">{t("Naar het begin")}</LinkButton>
          {account.value && <DownloadMine />}
        </>
      }
    >
      <p>{t("Dat ligt aan Vakwerk. Wat op dit toestel staat, blijft bewaard.")}</p>
    </ErrorPage>
  );
}

/** The same for the same fault in the same version; nothing that somebody wrote can be read in it. */
function fingerprint(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  let hash = 0;
  for (const letter of text) hash = (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
  return hash.toString(36);
}
