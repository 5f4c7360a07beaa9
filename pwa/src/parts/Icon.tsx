/**
 * `import plus from "lucide:plus"` and `<Icon of={plus} />`.
 * An icon never stands alone: words beside it say the same, so it is hidden from screen readers.
 */

/** The path of an svg. */
export type Drawing = string;

export function Icon({ of }: { of: Drawing }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={of} />
    </svg>
  );
}
