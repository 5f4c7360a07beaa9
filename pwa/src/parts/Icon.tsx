/**
 * `import plus from "lucide:plus"` and `<Icon of={plus} />`.
 * An icon never stands alone: words beside it say the same, so it is hidden from screen readers.
 */

import { createElement } from "preact";

export type Drawing = [tag: string, attributes: Record<string, string>][];

export function Icon({ of }: { of: Drawing }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {of.map(([tag, attributes]) =>
        createElement(tag, { ...attributes, key: JSON.stringify(attributes) }),
      )}
    </svg>
  );
}
