/** Dutch is the source: message ids are the Dutch sentences. English is loaded when asked for. */

import { signal } from "@preact/signals";

export type Locale = "nl" | "en";
type Params = Record<string, string | number>;
type Catalogue = Record<string, string[]>;

const KEY = "vakwerk-locale";
export const locale = signal<Locale>("nl");
let english: Catalogue = {};

/** Components that call this render again when the language changes. */
export function t(msgid: string, params?: Params): string {
  return fill(translated(msgid)?.[0] ?? msgid, params);
}

/** `n` is filled in by itself. */
export function tn(singular: string, plural: string, n: number, params?: Params): string {
  const form = n === 1 ? 0 : 1;
  const source = form === 0 ? singular : plural;
  return fill(translated(singular)?.[form] ?? source, { n, ...params });
}

export async function setLocale(wanted: Locale): Promise<void> {
  if (wanted === "en") english = (await import("virtual:catalogue/en")).default;
  locale.value = wanted;
  if (typeof document !== "undefined") document.documentElement.lang = wanted;
  remember(wanted);
}

/** What was chosen on this device before; Dutch until somebody chooses. */
export function chosenLocale(): Locale | null {
  const kept = recall();
  return kept === "nl" || kept === "en" ? kept : null;
}

function translated(msgid: string): string[] | undefined {
  return locale.value === "en" ? english[msgid] : undefined;
}

function fill(text: string, params?: Params): string {
  if (!params) return text;
  return text.replace(/\{(\w+)\}/g, (all, name: string) => String(params[name] ?? all));
}

function remember(wanted: Locale): void {
  try {
    localStorage.setItem(KEY, wanted);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

function recall(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
