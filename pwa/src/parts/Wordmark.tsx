/** Timber framing, the other meaning of vakwerk: `<Mark />`, and beside the name in a header. */

export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <path class="motif-infill" d="m32 58-10-24h20z" />
      <path class="motif" d="M5 5h54v54H5zM5 32h54M6 6l26 53L58 6" />
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
