/**
 * `<Matrix caption rows={[{code, title}]} columns={["36"]} count={(code, column) => 2} />`:
 * work processes against weeks. It is a table itself, so numbers stand in the coloured fields.
 */

import { t } from "../i18n.ts";

interface Props {
  caption: string;
  rows: { code: string; title: string }[];
  columns: { key: string; label: string }[];
  count: (code: string, key: string) => number;
}

export function Matrix({ caption, rows, columns, count }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="wide-scroll" tabIndex={0} aria-label={caption}>
      <table class="matrix">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t("Werkproces")}</th>
            {columns.map(({ key, label }) => (
              <th scope="col" key={key}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ code, title }) => (
            <tr key={code}>
              <th scope="row">{t("{code} {title}", { code, title })}</th>
              {columns.map(({ key }) => (
                <Cell key={key} n={count(code, key)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ n }: { n: number }) {
  const shade = n === 0 ? undefined : n === 1 ? "matrix-some" : "matrix-many";
  return <td class={shade}>{n || <span class="visually-hidden">0</span>}</td>;
}
