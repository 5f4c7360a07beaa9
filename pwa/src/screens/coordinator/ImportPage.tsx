/** One spreadsheet for the whole school: chosen, looked at, and only then taken in. */

import fileUp from "lucide:file-up";
import { useRef, useState } from "preact/hooks";
import { t, tn } from "../../i18n.ts";
import { useMistake } from "../../page.ts";
import { Button, LinkButton } from "../../parts/Button.tsx";
import { formatDate } from "../../parts/format.ts";
import { Notice } from "../../parts/Notice.tsx";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { CallProblem } from "../../sync/api.ts";
import { call } from "../../sync/server.ts";
import { callError } from "../signin/errors.ts";

interface Preview {
  fingerprint: string;
  adds: { students: number; placements: number };
  rows: { line: number; action: string; student: string; company: string; starts_on: string }[];
  problems: { line: number; column: string; message: string }[];
}

export function ImportPage() {
  const chooser = useRef<HTMLInputElement>(null);
  const [name, setName] = useState("");
  const [content, setContent] = useState("");
  const [seen, setSeen] = useState<Preview | null>(null);
  const [done, setDone] = useState<Preview["adds"] | null>(null);
  const [error, setError] = useState("");
  useMistake(error !== "" || (seen?.problems.length ?? 0) > 0);
  const choose = async (file: File | undefined) => {
    setError("");
    setSeen(null);
    setDone(null);
    setName(file?.name ?? "");
    if (!file) return;
    const content_base64 = base64(new Uint8Array(await file.arrayBuffer()));
    setContent(content_base64);
    await attempt(async () => {
      setSeen(await call<Preview>("POST", "/api/school/import/preview", { content_base64 }));
    });
  };
  const takeIn = () =>
    attempt(async () => {
      const fingerprint = seen?.fingerprint;
      const body = { content_base64: content, fingerprint };
      setDone(await call<Preview["adds"]>("POST", "/api/school/import", body));
      setSeen(null);
    });
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (problem) {
      const changed = problem instanceof CallProblem && problem.code === "plan_changed";
      setError(
        changed
          ? t("Er is intussen iets veranderd. Kies het bestand opnieuw en kijk nog eens.")
          : callError(problem),
      );
    }
  };
  return (
    <div class="stack stack-wide">
      <PageHeading
        title={t("School importeren")}
        intro={t("Eén regel in het bestand is één stage. U ziet eerst wat er gebeurt.")}
      />
      <div class="stack">
        <p class="row">
          <Button icon={fileUp} onClick={() => chooser.current?.click()}>
            {t("Kies een csv-bestand")}
          </Button>
          <span aria-live="polite">{name}</span>
        </p>
        <input
          ref={chooser}
          type="file"
          hidden
          accept=".csv,text/csv"
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            // So that the same file, mended meanwhile, can be chosen again.
            void choose(file).then(() => {
              currentTarget.value = "";
            });
          }}
        />
        <p>
          <LinkButton kind="quiet" href="/api/school/import/example.csv" download="stages.csv">
            {t("Download een leeg bestand met de juiste kolommen")}
          </LinkButton>
        </p>
      </div>
      <div class="stack" aria-live="polite">
        {error && <Notice tone="attention">{error}</Notice>}
        {done && (
          <Notice title={t("Klaar")}>
            <p>{added(done)}</p>
            <p>
              <a href="/school?lijst=placements">{t("Bekijk de stages")}</a>
            </p>
          </Notice>
        )}
        {seen && seen.problems.length > 0 && <Problems problems={seen.problems} />}
        {seen && seen.problems.length === 0 && <Plan seen={seen} onTakeIn={takeIn} />}
      </div>
    </div>
  );
}

function Problems({ problems }: { problems: Preview["problems"] }) {
  return (
    <>
      <Notice tone="attention" title={t("Er is niets veranderd")}>
        <p>{t("Verbeter deze regels in het bestand en kies het daarna opnieuw.")}</p>
      </Notice>
      <table class="lines">
        <caption>
          {tn("{n} punt te verbeteren", "{n} punten te verbeteren", problems.length)}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t("Regel")}</th>
            <th scope="col">{t("Kolom")}</th>
            <th scope="col">{t("Wat is er?")}</th>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ line, column, message }) => (
            <tr key={`${line} ${column}`}>
              <th scope="row" data-head={t("Regel")}>
                {line}
              </th>
              <td data-head={t("Kolom")}>{column}</td>
              <td data-head={t("Wat is er?")}>{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Plan({ seen, onTakeIn }: { seen: Preview; onTakeIn: () => void }) {
  const nothing = seen.adds.placements === 0;
  return (
    <>
      <p class="lead">{nothing ? t("Alles uit dit bestand staat er al.") : added(seen.adds)}</p>
      {!nothing && (
        <div>
          <Button kind="main" onClick={onTakeIn}>
            {tn("{n} stage importeren", "{n} stages importeren", seen.adds.placements)}
          </Button>
        </div>
      )}
      <table class="lines">
        <caption>{tn("{n} regel", "{n} regels", seen.rows.length)}</caption>
        <thead>
          <tr>
            <th scope="col">{t("Regel")}</th>
            <th scope="col">{t("Student")}</th>
            <th scope="col">{t("Leerbedrijf")}</th>
            <th scope="col">{t("Eerste dag")}</th>
            <th scope="col">{t("Wat gebeurt er?")}</th>
          </tr>
        </thead>
        <tbody>
          {seen.rows.map((row) => (
            <tr key={row.line}>
              <th scope="row" data-head={t("Regel")}>
                {row.line}
              </th>
              <td data-head={t("Student")}>{row.student}</td>
              <td data-head={t("Leerbedrijf")}>{row.company}</td>
              <td data-head={t("Eerste dag")}>{formatDate(row.starts_on)}</td>
              <td data-head={t("Wat gebeurt er?")}>
                {row.action === "add" ? t("komt erbij") : t("staat er al")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function added({ students, placements }: Preview["adds"]): string {
  const people = tn("{n} nieuwe student", "{n} nieuwe studenten", students);
  const places = tn("{n} nieuwe stage", "{n} nieuwe stages", placements);
  return t("{people} en {places}.", { people, places });
}

/** In pieces: a whole file as arguments of one call would be too many. */
function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(text);
}
