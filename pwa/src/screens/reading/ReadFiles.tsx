/** Photos and files of an activity, where there are any; fetched with what shows them. */

import { lazy } from "../../parts/lazy.tsx";
import { attachmentsOf } from "../../rules/content.ts";
import type { Content } from "../../types.ts";
import type { PhotosProps } from "../photos/Photos.tsx";

const Photos = lazy(() => import("../photos/Photos.tsx").then((module) => module.Photos));

interface Props extends Omit<PhotosProps, "attachments"> {
  content: Content;
}

export function ReadFiles({ content, ...props }: Props) {
  const attachments = attachmentsOf(content);
  return attachments.length > 0 ? <Photos {...props} attachments={attachments} /> : null;
}
