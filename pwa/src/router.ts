/** Which page is shown: the path, links that stay inside the app, and parameters in paths. */

import { signal } from "@preact/signals";
import { isScreen } from "./paths.ts";

export const path = signal(currentPath());
export const query = signal(currentQuery());

export function navigate(to: string, options: { replace?: boolean } = {}): void {
  if (options.replace) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  refresh();
  if (!options.replace) window.scrollTo(0, 0);
}

/** `match("/logboek/:doc", "/logboek/7")` is `{doc: "7"}`; null when it is another page. */
export function match(pattern: string, actual: string): Record<string, string> | null {
  const wanted = pattern.split("/");
  const given = actual.split("/");
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    if (part.startsWith(":") && value) params[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return null;
  }
  return params;
}

/** Follows the address bar and takes over plain clicks on links of the app itself. */
export function startRouter(): void {
  window.addEventListener("popstate", refresh);
  document.addEventListener("click", (event) => {
    const link = (event.target as Element | null)?.closest?.("a");
    if (!link || !isOurs(link, event)) return;
    event.preventDefault();
    navigate(link.pathname + link.search + link.hash);
  });
}

function isOurs(link: HTMLAnchorElement, event: MouseEvent): boolean {
  const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey);
  const elsewhere = link.origin !== location.origin || !isScreen(link.pathname);
  const fragment = link.getAttribute("href")?.startsWith("#") ?? true;
  const special = link.hasAttribute("download") || (link.target !== "" && link.target !== "_self");
  return plain && !event.defaultPrevented && !elsewhere && !fragment && !special;
}

function refresh(): void {
  path.value = currentPath();
  query.value = currentQuery();
}

function currentPath(): string {
  if (typeof location === "undefined") return "/";
  return location.pathname.replace(/(.)\/$/, "$1");
}

function currentQuery(): string {
  return typeof location === "undefined" ? "" : location.search;
}
