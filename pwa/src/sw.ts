/**
 * The app without a network. Its list of files is written in by the build; the API is never kept.
 * A new version waits until somebody taps "bijwerken": it must not change a page that is in use.
 */

import { isScreen } from "./paths.ts";

declare const self: ServiceWorkerGlobalScope;
declare const __FILES__: string[];
declare const __BUILD__: string;

const PREFIX = "vakwerk-app-";
const CACHE = PREFIX + __BUILD__;
const FILES = new Set(__FILES__);

self.addEventListener("install", (event) => event.waitUntil(keepFiles()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", (event) => {
  if (event.data === "SKIP_WAITING") void self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (isScreen(url.pathname)) event.respondWith(cached("/", request));
  } else if (FILES.has(url.pathname) || url.pathname.startsWith("/assets/")) {
    event.respondWith(cached(url.pathname, request));
  }
});

async function keepFiles(): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.all(
    __FILES__.map(async (path) => {
      // The name of an asset holds its hash: what an earlier version kept is the same file.
      const kept = path.startsWith("/assets/") ? await caches.match(path) : undefined;
      if (kept) await cache.put(path, kept);
      else await cache.add(new Request(path, { cache: "no-cache" }));
    }),
  );
}

async function takeOver(): Promise<void> {
  const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  // The newest of the old ones stays: another tab may still be running on it.
  await Promise.all(ours.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function cached(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? (await caches.match(path)) ?? fetch(request);
}
