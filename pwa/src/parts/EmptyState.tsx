/** `<EmptyState sentence action={<LinkButton …/>} example="…" />`: one sentence, button, example. */

import type { ComponentChildren } from "preact";
import { Motif } from "./Motif.tsx";

interface Props {
  sentence: string;
  action: ComponentChildren;
  example: ComponentChildren;
}

export function EmptyState({ sentence, action, example }: Props) {
  return (
    <div class="empty">
      <Motif />
      <p class="lead">{sentence}</p>
      {action}
      <div class="empty-example stack stack-tight">{example}</div>
    </div>
  );
}
