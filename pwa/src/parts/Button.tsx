/**
 * `<Button kind="main" icon={send} onClick={…}>…</Button>` does something here;
 * `<LinkButton href="/logboek/nieuw">…</LinkButton>` goes somewhere.
 * Kinds: main (one per screen), plain, quiet (reads as a link), danger (named by the act).
 */

import type { ComponentChildren } from "preact";
import { type Drawing, Icon } from "./Icon.tsx";

export type ButtonKind = "main" | "plain" | "quiet" | "danger";

interface Shared {
  kind?: ButtonKind | undefined;
  icon?: Drawing | undefined;
  wide?: boolean | undefined;
  /** Said instead of the text when the text alone is not enough, and begins with the text. */
  label?: string | undefined;
  children: ComponentChildren;
}

interface ButtonProps extends Shared {
  type?: "button" | "submit" | undefined;
  id?: string | undefined;
  disabled?: boolean | undefined;
  pressed?: boolean | undefined;
  /** Of a button that opens and closes something. */
  expanded?: boolean | undefined;
  onClick?: ((event: MouseEvent) => void) | undefined;
}

export function Button(props: ButtonProps) {
  return (
    <button
      type={props.type ?? "button"}
      id={props.id}
      class={classes(props)}
      disabled={props.disabled}
      aria-label={props.label}
      aria-pressed={props.pressed}
      aria-expanded={props.expanded}
      onClick={props.onClick}
    >
      {props.icon && <Icon of={props.icon} />}
      <span>{props.children}</span>
    </button>
  );
}

interface LinkButtonProps extends Shared {
  href: string;
  download?: string | undefined;
}

export function LinkButton(props: LinkButtonProps) {
  return (
    <a class={classes(props)} href={props.href} download={props.download} aria-label={props.label}>
      {props.icon && <Icon of={props.icon} />}
      <span>{props.children}</span>
    </a>
  );
}

function classes({ kind = "plain", wide = false }: Shared): string {
  return `button button-${kind}${wide ? " button-wide" : ""}`;
}
