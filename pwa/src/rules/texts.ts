/** Single texts inside the content of a document, by their path. */

import type { Content } from "../types.ts";

/** The text at a path such as "attachments.0.alt". */
export function textAt(content: Content, path: string): string {
  const found = path.split(".").reduce<unknown>((value, name) => inside(value, name), content);
  return typeof found === "string" ? found : "";
}

/** The same content with another text at that path; what is named there exists. */
export function withTextAt(content: Content, path: string, text: string): Content {
  const copy = structuredClone(content);
  const names = path.split(".");
  const last = names.pop() ?? "";
  const holder = names.reduce<unknown>((value, name) => inside(value, name), copy);
  if (typeof holder === "object" && holder !== null) Object.assign(holder, { [last]: text });
  return copy;
}

function inside(value: unknown, name: string): unknown {
  return (value as Record<string, unknown> | null | undefined)?.[name];
}
