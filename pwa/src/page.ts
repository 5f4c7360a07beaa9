/** What every page owes its reader: a title, a place for focus, and a voice for changes. */

import { computed, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "./i18n.ts";

let stands: () => void;
/** Resolves when the first screen stands: whatever that one can do without is fetched after it. */
export const firstScreen = new Promise<void>((resolve) => {
  stands = resolve;
});

/** Called by the shell, once there is something in it and the browser has drawn it. */
export function useStanding(shown: boolean): void {
  useEffect(() => {
    if (shown) stands();
  }, [shown]);
}

/** Read aloud politely by screen readers; the shell shows it in its live region. */
export const announcement = signal("");

/** Says it, also when the same sentence was said before. */
export function announce(message: string): void {
  announcement.value = "";
  setTimeout(() => {
    announcement.value = message;
  }, 50);
}

/** True while a newer version of the app waits for a tap. */
export const updateReady = signal(false);

/** How many messages on this page wait to be mended. */
const mistakes = signal(0);
export const hasMistakes = computed(() => mistakes.value > 0);

/** `<title>` of the page; starts with "Fout:" while the page shows what must be mended. */
export function useTitle(title: string): void {
  const shown = hasMistakes.value ? t("Fout: {title}", { title }) : title;
  useEffect(() => {
    document.title = t("{title} – Vakwerk", { title: shown });
  }, [shown]);
}

/** Called by whatever shows a mistake, for as long as it does. */
export function useMistake(shown: boolean): void {
  useEffect(() => {
    if (!shown) return;
    mistakes.value += 1;
    return () => {
      mistakes.value -= 1;
    };
  }, [shown]);
}

/** After a navigation the reader starts at the heading of the new page. */
export function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>("main h1");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
