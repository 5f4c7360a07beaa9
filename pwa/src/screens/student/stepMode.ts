/** One question at a time on a phone, one calm page on a wide screen, unless the student chose. */

import { useSignal } from "@preact/signals";
import { recall, remember } from "./remember.ts";

const KEY = "vakwerk-form";
const WIDE = "(min-width: 60rem)";

export function useStepMode(): { steps: boolean; toggle: () => void } {
  const chosen = recall(KEY);
  const steps = useSignal(chosen ? chosen === "steps" : !matchMedia(WIDE).matches);
  const toggle = () => {
    steps.value = !steps.value;
    remember(KEY, steps.value ? "steps" : "page");
  };
  return { steps: steps.value, toggle };
}
