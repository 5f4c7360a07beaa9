/**
 * From the mail: opening this changes nothing and shows nobody's name, because mail scanners open
 * links too. One tap sends a code to the address that the school already knows.
 */

import { useState } from "preact/hooks";
import { t } from "../../i18n.ts";
import { Button, LinkButton } from "../../parts/Button.tsx";
import { Motif } from "../../parts/Motif.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { navigate } from "../../router.ts";
import { CallProblem } from "../../sync/api.ts";
import { call } from "../../sync/session.ts";
import { CodeForm } from "./CodeForm.tsx";
import { callError } from "./errors.ts";

export function Invitation() {
  // A fragment never reaches a server by itself; it goes out with these two calls only.
  const [token] = useState(() => location.hash.slice(1));
  const [step, setStep] = useState<"start" | "code" | "expired" | "renewed">("start");
  const [hint, setHint] = useState("");
  const [error, setError] = useState("");
  const ask = async (path: string) => {
    setError("");
    try {
      const answer = await call<{ address_hint?: string } | undefined>("POST", path, { token });
      setHint(answer?.address_hint ?? "");
      return true;
    } catch (problem) {
      if (problem instanceof CallProblem && problem.code === "link_expired") setStep("expired");
      else setError(callError(problem));
      return false;
    }
  };
  const sendCode = async () => {
    if (await ask("/api/invitation/code")) setStep("code");
  };
  const renew = async () => {
    if (await ask("/api/invitation/renew")) setStep("renewed");
  };
  switch (step) {
    case "start":
      return <Start error={error} onCode={sendCode} />;
    case "code":
      return (
        <CodeForm
          sentTo={t("De code staat in de mail aan {address}.", { address: hint })}
          again={async () => {
            await ask("/api/invitation/code");
          }}
          done={() => navigate("/", { replace: true })}
        />
      );
    case "expired":
      return <Expired error={error} onRenew={renew} />;
    case "renewed":
      return <Renewed />;
  }
}

function Start({ error, onCode }: { error: string; onCode: () => void }) {
  return (
    <div class="stack">
      <Motif />
      <PageHeading title={t("Welkom bij Vakwerk")} hasErrors={error !== ""} />
      <p>{t("Een stagiair vraagt u om mee te kijken in het stagelogboek.")}</p>
      <p>{t("U krijgt een code op uw eigen mailadres. Een wachtwoord is niet nodig.")}</p>
      {error && <Notice tone="attention">{error}</Notice>}
      <Button kind="main" wide onClick={onCode}>
        {t("Mail mij een code")}
      </Button>
      <p>
        <LinkButton kind="quiet" href="/inloggen">
          {t("Ik wil met mijn mailadres inloggen")}
        </LinkButton>
      </p>
    </div>
  );
}

function Expired({ error, onRenew }: { error: string; onRenew: () => void }) {
  return (
    <div class="stack">
      <PageHeading title={t("Deze link werkt niet meer")} />
      <p>{t("De nieuwe link gaat alleen naar het mailadres dat de school van u kent.")}</p>
      {error && <Notice tone="attention">{error}</Notice>}
      <Button kind="main" wide onClick={onRenew}>
        {t("Stuur een nieuwe link")}
      </Button>
    </div>
  );
}

function Renewed() {
  return (
    <div class="stack">
      <PageHeading title={t("Kijk in uw mail")} />
      <p>{t("Er is een nieuwe link verstuurd. Open de nieuwste mail van Vakwerk.")}</p>
    </div>
  );
}
