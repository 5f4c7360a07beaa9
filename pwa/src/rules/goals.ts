/** The content of a learning goal with every known field present, whatever version wrote it. */

import type { Content, GoalContent } from "../types.ts";

export function emptyGoal(): GoalContent {
  return {
    text: "",
    origin: "personal",
    work_processes: [],
    period: "",
    how_seen: "",
    status: "concept",
    outcome: "",
  };
}

export function goalContent(content: Content): GoalContent {
  return { ...emptyGoal(), ...content };
}
