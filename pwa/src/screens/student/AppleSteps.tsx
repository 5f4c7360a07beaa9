/** Three pictures for an iPhone in its browser: what is at stake, the way, and where it ends. */

import type { ComponentChildren } from "preact";
import { t } from "../../i18n.ts";

export function AppleSteps() {
  return (
    <ol class="apple-steps">
      <Step picture={<Cleared />} title={t("Je browser ruimt op")}>
        {t("Open je Vakwerk zeven dagen niet? Dan kan de browser je teksten wissen.")}
      </Step>
      <Step picture={<Share />} title={t("Tik op Deel")}>
        {t("Kies daarna “Zet op beginscherm”. Staat Deel er niet? Tik eerst op de drie puntjes.")}
      </Step>
      <Step picture={<Home />} title={t("Open Vakwerk met dit teken")}>
        {t("Log daar één keer in. Daar blijven je teksten staan.")}
      </Step>
    </ol>
  );
}

interface StepProps {
  picture: ComponentChildren;
  title: string;
  children: string;
}

function Step({ picture, title, children }: StepProps) {
  return (
    <li>
      <svg class="picture-step" viewBox="0 0 96 128" aria-hidden="true" focusable="false">
        <rect class="pic-phone" x="14" y="3" width="68" height="122" rx="11" />
        {picture}
      </svg>
      <div>
        <h3>{title}</h3>
        <p>{children}</p>
      </div>
    </li>
  );
}

/** Lines that fade, and the week after which they may be gone. */
function Cleared() {
  return (
    <>
      <rect class="pic-soft" x="23" y="13" width="50" height="10" rx="5" />
      <path class="pic-line" d="M25 37h46M25 48h38" />
      <path class="pic-line pic-faint" d="M25 59h44M25 70h20M25 81h16M25 92h18" />
      <rect class="pic-accent" x="50" y="68" width="40" height="38" rx="4" />
      <path class="pic-on-accent" d="M50 79h40M60 64v8M80 64v8" />
      <path class="pic-on-accent pic-bold" d="M64 86h12l-7 14" />
    </>
  );
}

/** The sheet of the browser with one line in it lit, above the sign that opens it. */
function Share() {
  return (
    <>
      <path class="pic-line pic-faint" d="M25 19h46M25 30h38M25 41h42" />
      <rect class="pic-card" x="20" y="51" width="56" height="40" rx="6" />
      <path class="pic-line pic-faint" d="M27 61h28" />
      <rect class="pic-strong-tint" x="23" y="69" width="50" height="17" rx="4" />
      <path class="pic-strong" d="M28 77h22M58 72h11v11H58zM63.500 74.500v6M60.500 77.500h6" />
      <circle class="pic-accent" cx="48" cy="108" r="12" />
      <path class="pic-on-accent" d="M48 111v-11M44 103.500l4-4 4 4M43.500 106.500h-1v7h11v-7h-1" />
    </>
  );
}

/** Among the other apps, kept. */
function Home() {
  const places = [20, 41, 62].flatMap((y) => [21, 41, 61].map((x) => ({ x, y })));
  return (
    <>
      {places.map(({ x, y }) => (
        <rect class="pic-soft" key={`${x}-${y}`} x={x} y={y} width="14" height="14" rx="4" />
      ))}
      <rect class="pic-accent" x="37" y="37" width="22" height="22" rx="5" />
      <path class="pic-on-accent" d="M42 42h12v12H42zM42 48h12M42 42l6 12 6-12" />
      <circle class="pic-strong-fill" cx="70" cy="101" r="14" />
      <path class="pic-on-strong pic-bold" d="m63.500 101.500 4.500 4.500 8.500-9.500" />
    </>
  );
}
