/** Dates and durations as people say them, in the language of the screen. */

import { locale, t, tn } from "../i18n.ts";

/** "di 8 september" */
export function formatDate(iso: string): string {
  return iso ? formatter({ weekday: "short", day: "numeric", month: "long" }, asDate(iso)) : "";
}

/** "vandaag om 14:05" or "di 8 september om 14:05": an instant in UTC, on the phone's own clock. */
export function formatInstant(instant: string): string {
  const moment = new Date(instant);
  if (Number.isNaN(moment.getTime())) return "";
  const day = formatter({ weekday: "short", day: "numeric", month: "long" }, moment);
  const time = formatter({ hour: "2-digit", minute: "2-digit" }, moment);
  if (moment.toDateString() === new Date().toDateString()) return t("vandaag om {time}", { time });
  return t("{day} om {time}", { day, time });
}

/** "8 – 14 september" */
export function formatPeriod(from: string, until: string): string {
  const sameMonth = from.slice(0, 7) === until.slice(0, 7);
  const start = formatter(sameMonth ? { day: "numeric" } : DAY_MONTH, asDate(from));
  return `${start} – ${formatter(DAY_MONTH, asDate(until))}`;
}

/** "6 uur", "3,5 uur", "45 minuten", "1 uur en 10 minuten" */
export function formatMinutes(minutes: number): string {
  if (minutes > 0 && minutes < 60) return tn("{n} minuut", "{n} minuten", minutes);
  if (minutes === 60) return t("1 uur");
  if (minutes % 15 === 0) return t("{hours} uur", { hours: decimal(minutes / 60) });
  return t("{hours} uur en {minutes} min.", {
    hours: Math.floor(minutes / 60),
    minutes: minutes % 60,
  });
}

const DAY_MONTH: Intl.DateTimeFormatOptions = { day: "numeric", month: "long" };

function decimal(value: number): string {
  const known = decimals.get(tag()) ?? new Intl.NumberFormat(tag(), { maximumFractionDigits: 2 });
  decimals.set(tag(), known);
  return known.format(value);
}

/** Noon keeps a plain date the same day in every time zone. */
export function asDate(iso: string): Date {
  return new Date(`${iso}T12:00:00`);
}

const made = new Map<string, Intl.DateTimeFormat>();
const decimals = new Map<string, Intl.NumberFormat>();

/** Making a formatter costs more than using it; a logbook of a thousand entries uses few. */
export function formatter(options: Intl.DateTimeFormatOptions, moment: Date): string {
  const key = tag() + JSON.stringify(options);
  const known = made.get(key) ?? new Intl.DateTimeFormat(tag(), options);
  made.set(key, known);
  return Number.isNaN(moment.getTime()) ? "" : known.format(moment);
}

function tag(): string {
  return locale.value === "en" ? "en-GB" : "nl-NL";
}
