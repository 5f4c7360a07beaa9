/** The pages of a student. The logbook comes at once; the rest is fetched when it is needed. */

import notebook from "lucide:book-open";
import plus from "lucide:circle-plus";
import target from "lucide:target";
import user from "lucide:user-round";
import { t } from "../../i18n.ts";
import { lazy } from "../../parts/lazy.tsx";
import { path } from "../../router.ts";
import type { Page, RoleScreens } from "../pages.ts";
import { Logbook } from "./Logbook.tsx";
import "../../styles/student.css";

const later = (name: keyof typeof import("./pages.ts")) =>
  lazy(() => import("./pages.ts").then((pages) => pages[name] as Page[1]));

export const role: RoleScreens = {
  pages: [
    ["/logboek", Logbook],
    ["/logboek/nieuw", later("FreshEntry")],
    ["/logboek/:docId", later("EntryPage")],
    ["/logboek/:docId/bewerken", later("EditEntry")],
    ["/logboek/:docId/nakijken", later("CheckEntry")],
    ["/logboek/:docId/verstuurd", later("SentEntry")],
    ["/logboek/:docId/versies", later("TwoVersions")],
    ["/doelen", later("Goals")],
    ["/doelen/nieuw", later("FreshGoal")],
    ["/doelen/:docId", later("GoalPage")],
    ["/doelen/:docId/bewerken", later("EditGoal")],
    ["/ik", later("MePage")],
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
