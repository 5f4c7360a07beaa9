/** `<Notice title tone="attention">…</Notice>`: something to know (plain) or to do (attention). */

import alert from "lucide:circle-alert";
import info from "lucide:info";
import type { ComponentChildren } from "preact";
import { Icon } from "./Icon.tsx";

interface Props {
  title?: string | undefined;
  tone?: "plain" | "attention" | undefined;
  children?: ComponentChildren;
}

export function Notice({ title, tone = "plain", children }: Props) {
  return (
    <div class={`notice notice-${tone}`}>
      <Icon of={tone === "attention" ? alert : info} />
      <div class="notice-body">
        {title && <p class="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}
