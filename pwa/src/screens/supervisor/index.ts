/** The pages of a workplace supervisor: what waits for an answer, and one thing to read at a time. */

import inbox from "lucide:inbox";
import user from "lucide:user-round";
import { t } from "../../i18n.ts";
import { path } from "../../router.ts";
import type { RoleScreens } from "../pages.ts";
import { Inbox } from "./Inbox.tsx";
import { ReviewPage } from "./ReviewPage.tsx";
import "../../styles/reading.css";
import "../../styles/supervisor.css";

export const role: RoleScreens = {
  pages: [
    ["/beoordelen", Inbox],
    ["/beoordelen/:placementId/:docId", ReviewPage],
  ],
  tabs: () => [
    {
      href: "/beoordelen",
      label: t("Beoordelen"),
      icon: inbox,
      current: path.value.startsWith("/beoordelen"),
    },
    { href: "/ik", label: t("Ik"), icon: user, current: path.value === "/ik" },
  ],
};
