/**
 * `<TabBar items={[{href, label, icon, current}]} />`: at the bottom on the phone, a rail on the
 * left of a wide screen when the shell has the class `shell-with-rail`.
 */

import { t } from "../i18n.ts";
import { type Drawing, Icon } from "./Icon.tsx";

export interface TabItem {
  href: string;
  label: string;
  icon: Drawing;
  current: boolean;
}

export function TabBar({ items }: { items: TabItem[] }) {
  return (
    <nav class="tabbar" aria-label={t("Hoofdmenu")}>
      <ul>
        {items.map(({ href, label, icon, current }) => (
          <li key={href}>
            <a href={href} aria-current={current ? "page" : undefined}>
              <Icon of={icon} />
              <span>{label}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
