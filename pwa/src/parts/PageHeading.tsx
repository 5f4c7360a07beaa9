/**
 * `<PageHeading title intro back={{href, label}}>actions</PageHeading>`: the only h1.
 * Sets the page title and, after a navigation, takes the focus.
 */

import arrowLeft from "lucide:arrow-left";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { focusHeading, hasMistakes, useTitle } from "../page.ts";
import { Icon } from "./Icon.tsx";

interface Props {
  title: string;
  intro?: ComponentChildren;
  back?: { href: string; label: string } | undefined;
  children?: ComponentChildren;
}

/** The first page keeps the browser's own focus, as any opened page does. */
let navigated = false;

export function PageHeading({ title, intro, back, children }: Props) {
  useTitle(title);
  useEffect(() => {
    if (navigated && !hasMistakes.peek()) focusHeading();
    navigated = true;
  }, []);
  return (
    <header class="page-heading">
      {back && (
        <a class="back-link" href={back.href}>
          <Icon of={arrowLeft} />
          {back.label}
        </a>
      )}
      <div class="page-heading-row">
        <h1 tabIndex={-1}>{title}</h1>
        {children}
      </div>
      {intro && <p class="soft">{intro}</p>}
    </header>
  );
}
