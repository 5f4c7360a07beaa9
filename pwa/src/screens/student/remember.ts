/** Small choices of this device. Losing them harms nobody, so a full storage is no error. */

/** Told once to whoever uses an iPhone's browser why to install. */
export const WHY_INSTALL = "vakwerk-why-install";

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // The choice then lasts as long as the page.
  }
}

export function recall(key: string): string {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}
