/**
 * A text field under the eye of the privacy guard: the words it marks stand below the box, each
 * with other words to take. Nothing is stopped here; that happens on the check page.
 */

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type FieldProps, TextField } from "../../parts/Field.tsx";
import { TextArea } from "../../parts/TextArea.tsx";
import { scanContent } from "../../rules/privacy.ts";
import type { GuardHit } from "../../types.ts";
import type { PartProps } from "./entryDraft.ts";
import { GuardLine, type Mend } from "./GuardLine.tsx";

type TextName = "title" | "description" | "need" | "purpose" | "effect_text" | "adjust" | "method";

interface Props extends PartProps, Omit<FieldProps, "id" | "error"> {
  field: TextName;
  one?: boolean | undefined;
  suggestions?: string[] | undefined;
  children?: ComponentChildren;
}

export function Guarded(props: Props) {
  const { field, draft, placement, errorOf } = props;
  const value = draft.content[field];
  const notClient = notClientWords(draft.content);
  const hits = useGuard(field, value, notClient, placement.allow_names);
  const mend: Mend = {
    replace: (hit, words) => draft.set({ [field]: replaced(value, hit, words) }),
    allow: (hit) => draft.set({ not_client: [...notClient, hit.excerpt] }),
  };
  const shared = {
    id: field,
    label: props.label,
    hint: props.hint,
    optional: props.optional,
    error: errorOf(field),
    value,
    onInput: (text: string) => draft.set({ [field]: text }),
    below: (
      <>
        {props.children}
        <GuardLine hits={hits} mend={mend} />
      </>
    ),
  };
  if (props.one) return <TextField {...shared} suggestions={props.suggestions} />;
  return <TextArea {...shared} />;
}

const PAUSE = 350;

export function useGuard(
  field: string,
  text: string,
  notClient: string[],
  allow: string[],
): GuardHit[] {
  const [hits, setHits] = useState<GuardHit[]>([]);
  useEffect(() => {
    const timer = setTimeout(() => {
      const found = scanContent({ [field]: text, not_client: notClient }, allow);
      setHits(found.sort((a, b) => a.start - b.start));
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text, notClient.length]);
  return hits;
}

export function notClientWords(content: Record<string, unknown>): string[] {
  const words = content.not_client;
  return Array.isArray(words) ? words.filter((word) => typeof word === "string") : [];
}

/** While one types, places shift: the words themselves decide. */
export function replaced(text: string, hit: GuardHit, words: string): string {
  if (text.slice(hit.start, hit.end) === hit.excerpt) {
    return text.slice(0, hit.start) + words + text.slice(hit.end);
  }
  return text.replace(hit.excerpt, words);
}
