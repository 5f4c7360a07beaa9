/** Six figures from a mail. Typed here, because links open in another app than the installed one. */

import { useState } from "preact/hooks";
import { isSharedDevice } from "../../data/device.ts";
import { account } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { ErrorSummary, errorOf, useErrors } from "../../parts/ErrorSummary.tsx";
import { TextField } from "../../parts/Field.tsx";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { showToast } from "../../parts/toasts.ts";
import { navigate } from "../../router.ts";
import { enterCode } from "../../sync/signing.ts";
import { callError } from "./errors.ts";

interface Props {
  /** Where the code went, without saying whether that address is known. */
  sentTo: string;
  again: () => Promise<void>;
  otherWay?: { label: string; go: () => void } | undefined;
  /** The page after the code. */
  to: string;
}

const DIGITS = 6;

export function CodeForm({ sentTo, again, otherWay, to }: Props) {
  const [code, setCode] = useState("");
  const [shared, setShared] = useState(isSharedDevice());
  const { errors, attempt, fail: failAt } = useErrors();
  const [busy, setBusy] = useState(false);
  const fail = (message: string) => failAt([{ id: "code", message }]);
  const submit = async (event: Event) => {
    event.preventDefault();
    const digits = code.replace(/\D/g, "");
    if (digits.length !== DIGITS) return fail(t("Vul de zes cijfers uit de mail in."));
    setBusy(true);
    const before = account.peek();
    try {
      await enterCode(digits, shared);
      // Of somebody else, whose login had ended, nothing may stay in memory.
      if (before && before !== account.peek()) location.replace(to);
      else navigate(to, { replace: true });
    } catch (error) {
      fail(callError(error));
    } finally {
      setBusy(false);
    }
  };
  const resend = async () => {
    try {
      await again();
      showToast(t("Er is een nieuwe code verstuurd."));
    } catch (error) {
      fail(callError(error));
    }
  };
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <PageHeading title={t("Typ de code")} />
      <ErrorSummary errors={errors} attempt={attempt} />
      <p>{sentTo}</p>
      <TextField
        id="code"
        label={t("Code uit de mail")}
        hint={t("Zes cijfers. De code werkt tien minuten.")}
        inputMode="numeric"
        autocomplete="one-time-code"
        width="short"
        value={code}
        error={errorOf(errors, "code")}
        onInput={setCode}
      />
      <label class="choice">
        <input
          type="checkbox"
          checked={shared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
        <span class="choice-text">
          <span>{t("Dit is niet mijn telefoon")}</span>
          <span class="choice-hint">{t("Bij uitloggen wordt hier dan alles gewist.")}</span>
        </span>
      </label>
      <Button kind="main" type="submit" wide disabled={busy}>
        {t("Inloggen")}
      </Button>
      <p class="row">
        <Button kind="quiet" onClick={resend}>
          {t("Stuur een nieuwe code")}
        </Button>
        {otherWay && (
          <Button kind="quiet" onClick={otherWay.go}>
            {otherWay.label}
          </Button>
        )}
      </p>
    </form>
  );
}
