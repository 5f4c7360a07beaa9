/** `<Safe>…</Safe>`: a page that breaks takes neither the app nor anybody's words along. */

import type { ComponentChildren } from "preact";
import { useErrorBoundary } from "preact/hooks";
import { lazy } from "../../parts/lazy.tsx";

const Crash = lazy(() => import("./Crash.tsx").then((it) => it.Crash));

export function Safe({ children }: { children: ComponentChildren }) {
  // To the console, where a developer looks; it goes nowhere else.
  const [error, again] = useErrorBoundary((problem) => reportError(problem));
  return error ? <Crash error={error} again={again} /> : children;
}
