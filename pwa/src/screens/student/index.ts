/** The pages of a student. The logbook comes at once; the rest is fetched when it is needed. */

import notebook from "lucide:book-open";
import plus from "lucide:circle-plus";
import target from "lucide:target";
import user from "lucide:user-round";
import { t } from "../../i18n.ts";
import { lazy } from "../../parts/lazy.tsx";
import { path } from "../../router.ts";
import type { RoleScreens } from "../pages.ts";
import { FreshEntry, FreshGoal } from "./Fresh.tsx";
import { Logbook } from "./Logbook.tsx";
import "../../styles/student.css";

const EditEntry = lazy(() => import("./EditEntry.tsx").then((module) => module.EditEntry));
const CheckEntry = lazy(() => import("./CheckEntry.tsx").then((module) => module.CheckEntry));
const SentEntry = lazy(() => import("./SentEntry.tsx").then((module) => module.SentEntry));
const EntryPage = lazy(() => import("./EntryPage.tsx").then((module) => module.EntryPage));
const TwoVersions = lazy(() => import("./TwoVersions.tsx").then((module) => module.TwoVersions));
const Goals = lazy(() => import("./Goals.tsx").then((module) => module.Goals));
const GoalPage = lazy(() => import("./GoalPage.tsx").then((module) => module.GoalPage));
const EditGoal = lazy(() => import("./EditGoal.tsx").then((module) => module.EditGoal));
const MePage = lazy(() => import("./Me.tsx").then((module) => module.MePage));

export const role: RoleScreens = {
  pages: [
    ["/logboek", Logbook],
    ["/logboek/nieuw", FreshEntry],
    ["/logboek/:docId", EntryPage],
    ["/logboek/:docId/bewerken", EditEntry],
    ["/logboek/:docId/nakijken", CheckEntry],
    ["/logboek/:docId/verstuurd", SentEntry],
    ["/logboek/:docId/versies", TwoVersions],
    ["/doelen", Goals],
    ["/doelen/nieuw", FreshGoal],
    ["/doelen/:docId", GoalPage],
    ["/doelen/:docId/bewerken", EditGoal],
    ["/ik", MePage],
  ],
  tabs: () => [
    tab("/logboek", t("Logboek"), notebook, /^\/logboek(?!\/nieuw)/),
    tab("/logboek/nieuw", t("Nieuw"), plus, /^\/logboek\/nieuw/),
    tab("/doelen", t("Doelen"), target, /^\/doelen/),
    tab("/ik", t("Ik"), user, /^\/ik/),
  ],
};

function tab(href: string, label: string, icon: typeof plus, pages: RegExp) {
  return { href, label, icon, current: pages.test(path.value) };
}
