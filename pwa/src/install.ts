/** The app on a home screen: whether it is there, and the browser's own offer to put it there. */

import { signal } from "@preact/signals";

export interface InstallOffer extends Event {
  prompt: () => Promise<unknown>;
}

/** Made at most once a page, often before the screen that shows it was fetched. */
export const installOffer = signal<InstallOffer | null>(null);

window.addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  installOffer.value = event as InstallOffer;
});

export function isInstalled(): boolean {
  const standalone = "standalone" in navigator && navigator.standalone === true;
  return standalone || matchMedia("(display-mode: standalone)").matches;
}

/** An iPad says that it is a Mac, but no Mac is touched with five fingers. */
export function isApple(): boolean {
  const { userAgent, maxTouchPoints } = navigator;
  return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
}
