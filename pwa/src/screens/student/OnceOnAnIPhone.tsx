/** Its browser clears what lies unused for a week: told before there is much to lose. */

import { useSignal } from "@preact/signals";
import { isApple, isInstalled } from "../../install.ts";
import { lazy } from "../../parts/lazy.tsx";
import { recall, WHY_INSTALL } from "./remember.ts";

const WhyInstall = lazy(() => import("./WhyInstall.tsx").then((module) => module.WhyInstall));

export function OnceOnAnIPhone() {
  const shown = useSignal(isApple() && !isInstalled() && recall(WHY_INSTALL) === "");
  const done = () => {
    shown.value = false;
  };
  return shown.value ? <WhyInstall done={done} /> : null;
}
