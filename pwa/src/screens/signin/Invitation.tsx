/**
 * From the mail: opening this changes nothing and shows nobody's name, because mail scanners open
 * links too. One tap sends a code to the address that the school already knows.
 */

import { useState } from "preact/hooks";
import { session } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { useMistake } from "../../page.ts";
import { Button, LinkButton } from "../../parts/Button.tsx";
import { ErrorPage } from "../../parts/ErrorPage.tsx";
import { Motif } from "../../parts/Motif.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { CallProblem } from "../../sync/api.ts";
import { call } from "../../sync/server.ts";
import { CodeForm } from "./CodeForm.tsx";
import { callError } from "./errors.ts";

const HOME = "/beoordelen";

export function Invitation() {
  // A fragment never reaches a server by itself; it goes out with these two calls only.
  const [token] = useState(() => location.hash.slice(1));
  const [step, setStep] = useState<"start" | "code" | "expired" | "renewed">("start");
  const [hint, setHint] = useState("");
  const [reference, setReference] = useState("");
  const [error, setError] = useState("");
  const [busy, setBusy] = useState(false);
  useMistake(error !== "");
  const askCode = async () => {
    const path = "/api/invitation/code";
    try {
      const { address_hint } = await call<{ address_hint: string }>("POST", path, { token });
      setHint(address_hint);
      setStep("code");
    } catch (problem) {
      if (!(problem instanceof CallProblem) || problem.code !== "link_expired") throw problem;
      setReference(problem.reference);
      setStep("expired");
    }
  };
  const attempt = async (work: () => Promise<void>) => {
    setError("");
    setBusy(true);
    await work().catch((problem) => setError(callError(problem)));
    setBusy(false);
  };
  const renew = async () => {
    await call("POST", "/api/invitation/renew", { token });
    setStep("renewed");
  };
  if (!token) return <Incomplete />;
  switch (step) {
    case "start":
      return <Start error={error} busy={busy} onCode={() => void attempt(askCode)} />;
    case "code":
      return (
        <CodeForm
          sentTo={t("De code staat in de mail aan {address}.", { address: hint })}
          again={askCode}
          to={HOME}
        />
      );
    case "expired":
      return <Expired {...{ reference, error, busy }} onRenew={() => void attempt(renew)} />;
    case "renewed":
      return <Renewed />;
  }
}

interface StartProps {
  error: string;
  busy: boolean;
  onCode: () => void;
}

function Start({ error, busy, onCode }: StartProps) {
  const signedIn = session.value !== null;
  return (
    <div class="stack">
      <Motif />
      <PageHeading title={t("Welkom bij Vakwerk")} />
      <p>{t("Een stagiair vraagt u om mee te kijken in het stagelogboek.")}</p>
      <p>{t("U krijgt een code op uw eigen mailadres. Een wachtwoord is niet nodig.")}</p>
      {error && <Notice tone="attention">{error}</Notice>}
      {signedIn && (
        <LinkButton kind="main" wide href={HOME}>
          {t("Bekijk wat er klaarstaat")}
        </LinkButton>
      )}
      <Button kind={signedIn ? "plain" : "main"} wide disabled={busy} onClick={onCode}>
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

/** A mail program cut the link short. */
function Incomplete() {
  return (
    <ErrorPage
      title={t("Deze link is niet compleet")}
      code="link-cut"
      action={
        <LinkButton kind="main" wide href={`/inloggen?terug=${HOME}`}>
          {t("Inloggen met mijn mailadres")}
        </LinkButton>
      }
    >
      <p>{t("Open de link nog een keer vanuit de mail. Of log in met uw mailadres.")}</p>
    </ErrorPage>
  );
}

interface ExpiredProps {
  /** The server's log has it too. */
  reference: string;
  error: string;
  busy: boolean;
  onRenew: () => void;
}

function Expired({ reference, error, busy, onRenew }: ExpiredProps) {
  return (
    <ErrorPage
      title={t("Deze link werkt niet meer")}
      code={`link-expired-${reference}`}
      action={
        <Button kind="main" wide disabled={busy} onClick={onRenew}>
          {t("Stuur een nieuwe link")}
        </Button>
      }
    >
      <p>{t("De nieuwe link gaat alleen naar het mailadres dat de school van u kent.")}</p>
      {error && <Notice tone="attention">{error}</Notice>}
    </ErrorPage>
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
