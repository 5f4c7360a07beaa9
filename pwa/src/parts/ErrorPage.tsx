/**
 * `<ErrorPage title code action={<LinkButton …/>}>what happened</ErrorPage>`: every page that shows
 * something else than was asked for has a way forward, and a code for whoever asks for help.
 */

import type { ComponentChildren } from "preact";
import { Code, type ErrorCode } from "./Code.tsx";
import { PageHeading } from "./PageHeading.tsx";

interface Props {
  title: string;
  code: ErrorCode;
  action: ComponentChildren;
  children: ComponentChildren;
}

export function ErrorPage({ title, code, action, children }: Props) {
  return (
    <div class="stack error-page">
      <PageHeading title={title} />
      {children}
      <div class="row">{action}</div>
      <Code of={code} />
    </div>
  );
}
