/** One placement: who stands beside the student, who comes and who goes. */

import { useEffect, useState } from "preact/hooks";
import { t } from "../../i18n.ts";
import { Button, LinkButton } from "../../parts/Button.tsx";
import { Dialog } from "../../parts/Dialog.tsx";
import { ErrorPage } from "../../parts/ErrorPage.tsx";
import { formatFullDate } from "../../parts/formatFull.ts";
import { Notice } from "../../parts/Notice.tsx";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { showToast } from "../../parts/toasts.ts";
import { call } from "../../sync/server.ts";
import { roleLabel } from "../shell/roleWords.ts";
import { callError } from "../signin/errors.ts";
import { Awaited, Trouble } from "./Awaited.tsx";
import { PlaceForm } from "./PlaceForm.tsx";
import { askSchool, type Place, type SchoolPlacement, school } from "./school.ts";

export function PlacementPage({ id }: { id: string }) {
  useEffect(() => {
    void askSchool();
  }, []);
  if (!school.value) return <Awaited title={t("Stage")} back={toAll()} />;
  const placement = school.value.placements.find((one) => one.id === id);
  return placement ? <Shown placement={placement} /> : <NotHere />;
}

function toAll() {
  return { href: "/school?lijst=placements", label: t("Stages") };
}

function Shown({ placement }: { placement: SchoolPlacement }) {
  const [ending, setEnding] = useState<Place | null>(null);
  const now = placement.beside.filter(({ present }) => present);
  const before = placement.beside.filter(({ present }) => !present);
  const isAlone = !now.some(({ role }) => role === "workplace_supervisor");
  return (
    <div class="stack">
      <PageHeading title={placement.student} back={toAll()} />
      <p>
        {placement.company}
        <br />
        {formatFullDate(placement.starts_on)} – {formatFullDate(placement.ends_on)}
      </p>
      <Trouble />
      <section class="stack">
        <h2>{t("Wie begeleidt er nu")}</h2>
        {isAlone && (
          <Notice tone="attention" title={t("Niemand kan nu akkoord geven")}>
            <p>{t("Er staat geen praktijkbegeleider bij deze stage.")}</p>
          </Notice>
        )}
        {now.length > 0 && <Places places={now} onEnd={setEnding} />}
      </section>
      <PlaceForm key={placement.beside.length} placement={placement} />
      {before.length > 0 && (
        <section class="stack">
          <h2>{t("Wie er eerder was")}</h2>
          <Places places={before} />
        </section>
      )}
      {ending && <End place={ending} placement={placement} onClose={() => setEnding(null)} />}
    </div>
  );
}

function Places({ places, onEnd }: { places: Place[]; onEnd?: (place: Place) => void }) {
  return (
    <table class="lines">
      <caption class="visually-hidden">
        {onEnd ? t("Wie begeleidt er nu") : t("Wie er eerder was")}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t("Naam")}</th>
          <th scope="col">{t("Rol")}</th>
          <th scope="col">{t("Sinds")}</th>
          <th scope="col">{onEnd ? t("Toegang") : t("Tot en met")}</th>
        </tr>
      </thead>
      <tbody>
        {places.map((place) => (
          <tr key={place.id}>
            <th scope="row">{place.name}</th>
            <td data-head={t("Rol")}>
              {roleLabel(place.role)}
              {place.function && `, ${place.function}`}
            </td>
            <td data-head={t("Sinds")}>{formatFullDate(place.since)}</td>
            {onEnd ? (
              <td>
                <Button
                  label={t("Toegang beëindigen van {name}", { name: place.name })}
                  onClick={() => onEnd(place)}
                >
                  {t("Toegang beëindigen")}
                </Button>
              </td>
            ) : (
              <td data-head={t("Tot en met")}>{formatFullDate(place.until)}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface EndProps {
  place: Place;
  placement: SchoolPlacement;
  onClose: () => void;
}

function End({ place, placement, onClose }: EndProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState("");
  const { name } = place;
  const end = async () => {
    setBusy(true);
    try {
      await call("POST", `/api/school/placements/${placement.id}/people/${place.id}/end`);
      await askSchool();
      showToast(t("Toegang beëindigd"));
      onClose();
    } catch (problem) {
      setError(callError(problem));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t("Toegang van {name} beëindigen", { name })}
      onClose={onClose}
      actions={
        <Button kind="danger" disabled={busy} onClick={() => void end()}>
          {t("Toegang beëindigen")}
        </Button>
      }
    >
      <div role="alert">{error && <Notice tone="attention">{error}</Notice>}</div>
      <p>
        {t("{name} leest vanaf nu niets meer van {student}, ook niet op de eigen telefoon.", {
          name,
          student: placement.student,
        })}
      </p>
      <p>{t("Wat al gezegd of ondertekend is, blijft staan.")}</p>
    </Dialog>
  );
}

function NotHere() {
  return (
    <ErrorPage
      title={t("Deze stage staat er niet")}
      code="not-here"
      action={
        <LinkButton kind="main" href={toAll().href}>
          {t("Naar alle stages")}
        </LinkButton>
      }
    >
      <p>{t("Misschien is het adres niet helemaal overgenomen.")}</p>
    </ErrorPage>
  );
}
