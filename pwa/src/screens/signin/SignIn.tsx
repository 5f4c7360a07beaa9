/** Two small steps: the address, then the six figures from the mail. No passwords. */

import { useState } from "preact/hooks";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { ErrorSummary, errorOf, useErrors } from "../../parts/ErrorSummary.tsx";
import { TextField } from "../../parts/Field.tsx";
import { Motif } from "../../parts/Motif.tsx";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { query } from "../../router.ts";
import { requestCode } from "../../sync/signing.ts";
import { CodeForm } from "./CodeForm.tsx";
import { callError } from "./errors.ts";

export function SignIn() {
  const [address, setAddress] = useState("");
  const [asked, setAsked] = useState(false);
  if (asked) {
    return (
      <CodeForm
        sentTo={t("Als {address} bij ons bekend is, staat er een mail met zes cijfers klaar.", {
          address,
        })}
        again={() => requestCode(address)}
        otherWay={{ label: t("Een ander adres gebruiken"), go: () => setAsked(false) }}
        to={returnPath(query.value)}
      />
    );
  }
  return <AddressForm address={address} setAddress={setAddress} done={() => setAsked(true)} />;
}

interface AddressProps {
  address: string;
  setAddress: (address: string) => void;
  done: () => void;
}

function AddressForm({ address, setAddress, done }: AddressProps) {
  const { errors, attempt, fail: failAt } = useErrors();
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    const message = addressError(address);
    if (message) return fail(message);
    setBusy(true);
    try {
      await requestCode(address.trim());
      done();
    } catch (error) {
      fail(callError(error));
    } finally {
      setBusy(false);
    }
  };
  const fail = (message: string) => failAt([{ id: "adres", message }]);
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <Motif />
      <PageHeading title={t("Inloggen")} />
      <ErrorSummary errors={errors} attempt={attempt} />
      <TextField
        id="adres"
        label={t("Je e-mailadres")}
        hint={t("Gebruik het adres dat je school of stage kent.")}
        type="email"
        inputMode="email"
        autocomplete="email"
        value={address}
        error={errorOf(errors, "adres")}
        onInput={setAddress}
      />
      <Button kind="main" type="submit" wide disabled={busy}>
        {t("Stuur mij een code")}
      </Button>
    </form>
  );
}

function addressError(address: string): string {
  if (!address.trim()) return t("Vul je e-mailadres in.");
  const complete = /^\S+@\S+\.\S+$/.test(address.trim());
  return complete ? "" : t("Vul een heel e-mailadres in, zoals naam@school.nl.");
}

/** Only pages of our own: an address in a link must not lead elsewhere. */
function returnPath(search: string): string {
  const wanted = new URLSearchParams(search).get("terug") ?? "/";
  return /^\/(?!\/)[\w/-]*$/.test(wanted) ? wanted : "/";
}
