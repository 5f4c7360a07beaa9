/** `<Motif />` above empty states and on the sign-in page: timber framing, decoration only. */

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
