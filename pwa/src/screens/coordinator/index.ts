/** The pages of who sets up the school: what is there, one form to add, and one file for all. */

import fileUp from "lucide:file-up";
import users from "lucide:users";
import { t } from "../../i18n.ts";
import { path } from "../../router.ts";
import type { RoleScreens } from "../pages.ts";
import { AddPage } from "./AddPage.tsx";
import { ImportPage } from "./ImportPage.tsx";
import { PlacementPage } from "./PlacementPage.tsx";
import { School } from "./School.tsx";
import "../../styles/coordinator.css";

export const role: RoleScreens = {
  pages: [
    ["/school", School],
    ["/school/importeren", ImportPage],
    ["/school/toevoegen/:kind", AddPage],
    ["/school/stages/:id", PlacementPage],
  ],
  tabs: () => [
    {
      href: "/school",
      label: t("School"),
      icon: users,
      current: path.value.startsWith("/school") && path.value !== "/school/importeren",
    },
    {
      href: "/school/importeren",
      label: t("Importeren"),
      icon: fileUp,
      current: path.value === "/school/importeren",
    },
  ],
};
