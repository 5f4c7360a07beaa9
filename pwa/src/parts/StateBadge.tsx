/** `<StateBadge state={view.state} />`: always the word, an icon beside it, colour last. */

import circleCheck from "lucide:badge-check";
import columns from "lucide:columns-2";
import eye from "lucide:eye";
import hand from "lucide:hand";
import listPlus from "lucide:list-plus";
import pencil from "lucide:pencil-line";
import save from "lucide:save";
import send from "lucide:send";
import smartphone from "lucide:smartphone";
import undo from "lucide:undo-2";
import wrench from "lucide:wrench";
import { stateWord } from "../rules/words.ts";
import type { StateName } from "../types.ts";
import { type Drawing, Icon } from "./Icon.tsx";

type Tone = "plain" | "attention" | "done";

const LOOKS: Record<StateName, [Drawing, Tone]> = {
  held: [hand, "attention"],
  needs_fixing: [wrench, "attention"],
  two_versions: [columns, "attention"],
  changes_requested: [listPlus, "attention"],
  signoff_withdrawn: [undo, "attention"],
  changed_after_signoff: [pencil, "attention"],
  signed_provisional: [circleCheck, "done"],
  signed: [circleCheck, "done"],
  seen: [eye, "plain"],
  sent: [send, "plain"],
  stored: [save, "plain"],
  on_phone: [smartphone, "plain"],
  draft: [pencil, "plain"],
};

export function StateBadge({ state }: { state: StateName }) {
  const [icon, tone] = LOOKS[state];
  return (
    <span class={`state state-${tone}`}>
      <Icon of={icon} />
      {stateWord(state)}
    </span>
  );
}

export function needsAttention(state: StateName): boolean {
  return LOOKS[state][1] === "attention";
}
