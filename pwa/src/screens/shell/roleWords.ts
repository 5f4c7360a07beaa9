import { t } from "../../i18n.ts";
import type { Role } from "../../types.ts";

export function roleLabel(role: Role): string {
  switch (role) {
    case "student":
      return t("Student");
    case "workplace_supervisor":
      return t("Praktijkbegeleider");
    case "school_coach":
      return t("Begeleider van school");
    case "assessor":
      return t("Examinator");
    case "placement_coordinator":
      return t("Stagecoördinator");
  }
}
