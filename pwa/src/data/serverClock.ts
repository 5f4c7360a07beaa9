/** The server's clock, as far as this app has heard it: that of a device may be years off. */

let ahead = 0;

/** `time` as an answer told it, "" when it did not. */
export function hearServerClock(time: string, here: Date): void {
  if (time) ahead = Date.parse(time) - here.getTime();
}

export function serverNow(here: Date): Date {
  return new Date(here.getTime() + ahead);
}
