/** `<HoursBars planned logged signed />` in minutes: one bar with words, and the table behind it. */

import { t } from "../i18n.ts";
import { formatMinutes } from "./format.ts";

interface Props {
  planned: number;
  logged: number;
  signed: number;
}

export function HoursBars({ planned, logged, signed }: Props) {
  const whole = Math.max(planned, logged, 1);
  const share = (minutes: number) => `${Math.min(100, (minutes / whole) * 100)}%`;
  return (
    <figure class="chart">
      <div class="bar-track" aria-hidden="true">
        <div class="bar-fill" style={{ width: share(logged) }} />
        <div class="bar-fill bar-done" style={{ width: share(signed) }} />
      </div>
      <ul class="legend" aria-hidden="true">
        <li>
          <span class="legend-key legend-done" />
          {t("akkoord")}
        </li>
        <li>
          <span class="legend-key legend-logged" />
          {t("opgeschreven")}
        </li>
        <li>
          <span class="legend-key" />
          {t("gepland")}
        </li>
      </ul>
      <table>
        <caption class="visually-hidden">{t("Uren van je stage")}</caption>
        <tbody>
          <Row label={t("Opgeschreven")} minutes={logged} />
          <Row label={t("Met akkoord")} minutes={signed} />
          <Row label={t("Gepland")} minutes={planned} />
        </tbody>
      </table>
    </figure>
  );
}

function Row({ label, minutes }: { label: string; minutes: number }) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td class="number">{formatMinutes(minutes)}</td>
    </tr>
  );
}
