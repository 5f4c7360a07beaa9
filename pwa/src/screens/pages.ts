/** What a role's folder hands to the shell: its pages by address, and its tabs. */

import type { ComponentType } from "preact";
import type { TabItem } from "../parts/TabBar.tsx";

/** A page gets the parameters of its address as props: "/logboek/:doc" gives `{doc}`. */
// biome-ignore lint/suspicious/noExplicitAny: each page knows its own parameters.
export type Page = [pattern: string, component: ComponentType<any>];

/** `screens/<role>/index.ts` exports this as `role`. */
export interface RoleScreens {
  pages: Page[];
  /** At the bottom of a phone, at the side of a wide screen. */
  tabs: () => TabItem[];
}
