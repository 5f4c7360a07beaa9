/** Durations as people type them: 1,5 · 1.5 · 1:30 · 1u30 · 90 min. Minutes, or null if unclear. */
export function parseDuration(typed: string): number | null {
  const text = typed.trim().toLowerCase().replace(/\s+/g, "");
  const clock = /^(\d{1,2})(?::|u|uur|h)([0-5]?\d)?(?:m|min)?$/.exec(text);
  if (clock) return whole(Number(clock[1]) * 60 + Number(clock[2] ?? 0));
  const minutes = /^(\d{1,4})m(?:in|inuten)?$/.exec(text);
  if (minutes) return whole(Number(minutes[1]));
  const hours = /^(\d{1,2}(?:[.,]\d{1,2})?|[.,]\d{1,2})(?:u|uur|h)?$/.exec(text);
  if (hours) return whole(Number((hours[1] ?? "").replace(",", ".")) * 60);
  return null;
}

/** Nobody works nothing, or more than a day. */
function whole(minutes: number): number | null {
  const rounded = Math.round(minutes);
  return rounded > 0 && rounded <= 24 * 60 ? rounded : null;
}
