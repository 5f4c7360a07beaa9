/**
 * Timber framing, the other meaning of vakwerk. `<Mark />` beside the name in a header;
 * `<Motif />` above empty states and on the sign-in page. Decoration only.
 */

export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <path class="motif-infill" d="m32 58-10-24h20z" />
      <path class="motif" d="M5 5h54v54H5zM5 32h54M6 6l26 53L58 6" />
    </svg>
  );
}

/** A gable of three fields: posts, a rail, braces, and one field filled with brick. */
export function Motif({ width = 240 }: { width?: number }) {
  return (
    <svg class="motif" width={width} viewBox="0 0 288 132" aria-hidden="true" focusable="false">
      <path class="motif-plaster" d="M18 42h252v82H18z" />
      <path class="motif-infill" d="M144 124 123 83h42z" />
      <path d="M3 42h282M18 42v87M102 42v87M186 42v87M270 42v87M3 127h282M18 83h252" />
      <path d="m18 127 84-85M102 42l42 85 42-85M270 127l-84-85" />
      <path d="M40 40 144 4l104 36M144 4v38" />
    </svg>
  );
}

export function Wordmark({ href = "/" }: { href?: string }) {
  return (
    <a class="wordmark" href={href}>
      <Mark />
      Vakwerk
    </a>
  );
}
