/** Akkoord, said once more with what it is about. Who says it is asked the first time only. */

import { useState } from "preact/hooks";
import { documents, session } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { Dialog } from "../../parts/Dialog.tsx";
import { ErrorSummary, errorOf, useErrors } from "../../parts/ErrorSummary.tsx";
import { TextField } from "../../parts/Field.tsx";
import { formatMinutes } from "../../parts/format.ts";
import { formatFullDate } from "../../parts/formatFull.ts";
import { lastSigner } from "../../rules/review.ts";
import type { Placement } from "../../types.ts";
import { guardSays } from "../reading/guarded.ts";
import { titleOf } from "../reading/others.ts";
import { answer } from "./answer.ts";
import type { DecideProps } from "./Decide.tsx";

export function SignSheet(props: DecideProps & { onClose: () => void }) {
  const { view, entry, placement, remark, onClose } = props;
  const before = lastSigner(documents.value, session.value?.personId ?? "");
  const [asking, setAsking] = useState(before === undefined);
  const [signer, setSigner] = useState(before ?? known(placement));
  const { errors, attempt, fail } = useErrors();
  const [busy, setBusy] = useState(false);
  const sign = async () => {
    const name = signer.name.trim();
    if (!name) return fail([{ id: "signer-name", message: t("Vul uw naam in.") }]);
    const who = { "signer-name": name, "signer-function": signer.function };
    for (const [id, words] of Object.entries(who)) {
      const message = guardSays(words, placement, true);
      if (!message) continue;
      setAsking(true);
      return fail([{ id, message }]);
    }
    const held = guardSays(remark.content.text, placement);
    if (held) return fail([{ id: "remark-text", message: held }]);
    setBusy(true);
    const body = { comment: "", name, function: signer.function.trim() };
    if (await answer("sign_off", view, body, remark)) return;
    setBusy(false);
    fail([{ id: "signer-name", message: t("NIET bewaard. Probeer het nog een keer.") }]);
  };
  return (
    <Dialog
      title={t("Akkoord geven")}
      onClose={onClose}
      actions={
        <Button kind="main" disabled={busy} onClick={() => void sign()}>
          {t("Ja, akkoord geven")}
        </Button>
      }
    >
      <div class="sheet stack">
        <ErrorSummary errors={errors} attempt={attempt} />
        <div class="sheet-what">
          <p class="sheet-title">{titleOf(view)}</p>
          <p>
            {[
              placement?.student.name ?? "",
              formatFullDate(entry.date),
              entry.minutes === null ? t("zonder uren") : formatMinutes(entry.minutes),
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </div>
        {remark.content.text.trim() && (
          <p>{t("Uw reactie gaat mee: “{words}”", { words: remark.content.text.trim() })}</p>
        )}
        {asking ? (
          <>
            <TextField
              id="signer-name"
              label={t("Uw naam")}
              autocomplete="name"
              value={signer.name}
              error={errorOf(errors, "signer-name")}
              onInput={(name) => setSigner({ ...signer, name })}
            />
            <TextField
              id="signer-function"
              label={t("Uw functie")}
              optional
              autocomplete="organization-title"
              value={signer.function}
              error={errorOf(errors, "signer-function")}
              onInput={(role) => setSigner({ ...signer, function: role })}
            />
          </>
        ) : (
          <div class="row row-apart">
            <p>
              {signer.function
                ? t("U geeft akkoord als {name}, {role}.", {
                    name: signer.name,
                    role: signer.function,
                  })
                : t("U geeft akkoord als {name}.", { name: signer.name })}
            </p>
            <Button kind="quiet" onClick={() => setAsking(true)}>
              {t("Wijzigen")}
            </Button>
          </div>
        )}
        <p class="soft">
          {t("U zegt hiermee: zo is het gegaan. De school geeft het oordeel.")}{" "}
          {t("U kunt het tien minuten lang ongedaan maken.")}
        </p>
      </div>
    </Dialog>
  );
}

function known(placement: Placement | undefined): { name: string; function: string } {
  const me = session.value;
  const here = placement?.supervisors.find(({ id }) => id === me?.personId);
  return { name: here?.name || me?.me.person.display_name || "", function: here?.function ?? "" };
}
