/** Every page but the logbook. One piece to fetch, which the next tap then has. */

export { CheckEntry } from "./CheckEntry.tsx";
export { EditEntry } from "./EditEntry.tsx";
export { EditGoal } from "./EditGoal.tsx";
export { EntryPage } from "./EntryPage.tsx";
export { FreshEntry, FreshGoal } from "./Fresh.tsx";
export { GoalPage } from "./GoalPage.tsx";
export { Goals } from "./Goals.tsx";
export { MePage } from "./Me.tsx";
export { SentEntry } from "./SentEntry.tsx";
export { TwoVersions } from "./TwoVersions.tsx";
