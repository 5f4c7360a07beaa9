/** Lines that come and go: a sentence, and what undoes it. */

import { signal } from "@preact/signals";
import { announce } from "../page.ts";

export interface Toast {
  id: number;
  text: string;
  undo?: (() => void | Promise<void>) | undefined;
}

export const toasts = signal<Toast[]>([]);
let last = 0;

/** Stays 10 s when it can be undone, 5 s otherwise, and is read aloud. */
export function showToast(text: string, options: { undo?: Toast["undo"] } = {}): void {
  const toast: Toast = { id: ++last, text, undo: options.undo };
  toasts.value = [...toasts.value, toast];
  announce(text);
  setTimeout(() => closeToast(toast.id), options.undo ? 10_000 : 5_000);
}

export function closeToast(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}
