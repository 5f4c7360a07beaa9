/** The pages of those who follow students from school: one table, and one student at a time. */

import type { RoleScreens } from "../pages.ts";
import { ReadPage } from "./ReadPage.tsx";
import { StudentPage } from "./StudentPage.tsx";
import { Students } from "./Students.tsx";
import "../../styles/reading.css";
import "../../styles/coach.css";

export const role: RoleScreens = {
  pages: [
    ["/studenten", Students],
    ["/studenten/:placementId", StudentPage],
    ["/studenten/:placementId/:docId", ReadPage],
  ],
  // One table is the whole of it: its columns need the width more than a menu does.
  tabs: () => [],
};
