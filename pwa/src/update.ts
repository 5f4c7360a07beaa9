/** The service worker: registered once, replaced only when somebody asks for the new version. */

import { updateReady } from "./page.ts";
import { trustedScript } from "./trusted.ts";

const SCRIPT = "/sw.js";
const HOUR = 3_600_000;
/** Drafts are written within 400 ms; a reload must come after. */
const SETTLE = 600;
let waiting: ServiceWorker | null = null;
let asked = false;

export async function registerWorker(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const { serviceWorker } = navigator;
  const hadWorker = serviceWorker.controller !== null;
  serviceWorker.addEventListener("controllerchange", () => {
    if (asked) reload();
    // Another tab asked: this page still runs the old version and offers the same.
    else if (hadWorker) updateReady.value = true;
  });
  const registration = await serviceWorker.register(trustedScript(SCRIPT));
  watch(registration);
  setInterval(() => void registration.update().catch(() => {}), HOUR);
}

export async function update(): Promise<void> {
  waiting ??= await newest();
  // One that another tab asked for has taken over already: this page alone is behind.
  asked = waiting?.state === "installed";
  if (asked) waiting?.postMessage("SKIP_WAITING");
  else reload();
}

function reload(): void {
  setTimeout(() => location.reload(), SETTLE);
}

/** The server may be newer than this page knows: a reload alone would show the same old version. */
async function newest(): Promise<ServiceWorker | null> {
  try {
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.update();
    const worker = registration?.installing ?? registration?.waiting ?? null;
    return worker && (await isInstalled(worker)) ? worker : null;
  } catch {
    return null;
  }
}

function isInstalled(worker: ServiceWorker): Promise<boolean> {
  return new Promise((done) => {
    const look = () => {
      if (worker.state !== "installing") done(worker.state !== "redundant");
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

function watch(registration: ServiceWorkerRegistration): void {
  const offer = (worker: ServiceWorker | null) => {
    if (!worker || !navigator.serviceWorker.controller) return;
    waiting = worker;
    updateReady.value = true;
  };
  offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed") offer(worker);
    });
  });
}
