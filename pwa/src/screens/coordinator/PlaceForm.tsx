/** Puts somebody beside a student: the school knows them already. */

import { useState } from "preact/hooks";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { ErrorSummary, errorOf, useErrors } from "../../parts/ErrorSummary.tsx";
import { TextField } from "../../parts/Field.tsx";
import { Picker } from "../../parts/Picker.tsx";
import { showToast } from "../../parts/toasts.ts";
import { call } from "../../sync/server.ts";
import type { Role } from "../../types.ts";
import { roleLabel } from "../shell/roleWords.ts";
import { callError } from "../signin/errors.ts";
import { askSchool, type SchoolPlacement, school } from "./school.ts";

const ROLES: Role[] = ["workplace_supervisor", "school_coach"];
const WHO = "erbij";

export function PlaceForm({ placement }: { placement: SchoolPlacement }) {
  const [who, setWho] = useState("");
  const [work, setWork] = useState("");
  const [busy, setBusy] = useState(false);
  const { errors, attempt, fail } = useErrors();
  const [role = "", personId = ""] = who.split(" ");
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!who) return fail([{ id: WHO, message: t("Kies wie erbij komt.") }]);
    setBusy(true);
    try {
      const body = { person_id: personId, role, function: work };
      await call("POST", `/api/school/placements/${placement.id}/people`, body);
      await askSchool();
      showToast(t("Toegevoegd"));
    } catch (error) {
      fail([{ id: WHO, message: callError(error) }]);
      setBusy(false);
    }
  };
  return (
    <form class="form" noValidate onSubmit={submit}>
      <h2>{t("Iemand erbij")}</h2>
      <ErrorSummary errors={errors} attempt={attempt} />
      <Picker
        id={WHO}
        legend={t("Wie komt erbij?")}
        options={candidates(placement)}
        values={who ? [who] : []}
        onChange={([value = ""]) => setWho(value)}
        error={errorOf(errors, WHO)}
      />
      {role === "workplace_supervisor" && (
        <TextField id="functie" label={t("Functie")} optional value={work} onInput={setWork} />
      )}
      <div>
        <Button type="submit" disabled={busy}>
          {t("Erbij zetten")}
        </Button>
      </div>
      <p class="soft">
        {t("Staat iemand er niet bij?")}{" "}
        <a href="/school/toevoegen/people">{t("Voeg die eerst toe aan de school.")}</a>
      </p>
    </form>
  );
}

/** Everybody with that role at this school who does not stand there already. */
function candidates(placement: SchoolPlacement) {
  const there = placement.beside.filter(({ present }) => present);
  return ROLES.flatMap((role) =>
    (school.value?.people ?? [])
      .filter(({ id, roles }) => {
        const taken = there.some((place) => place.person_id === id && place.role === role);
        return roles.includes(role) && !taken;
      })
      .map(({ id, name, address }) => ({
        value: `${role} ${id}`,
        label: name,
        hint: `${roleLabel(role)}, ${address}`,
      })),
  );
}
