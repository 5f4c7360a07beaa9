/** A page without a browser around it, and the hands of whoever uses what is drawn in it. */

import { Window } from "happy-dom";
import { type ComponentChild, render } from "preact";
import { vi } from "vitest";

/** What the code under test takes from its surroundings by name. */
const NAMES = ["document", "location", "history", "matchMedia", "CSS", "HTMLElement", "Event"];

export class Screen {
  private readonly window = new Window({ url: "http://vakwerk.test/" });
  private readonly root: HTMLElement;

  constructor() {
    const { window } = this;
    vi.stubGlobal("window", window);
    for (const name of NAMES) vi.stubGlobal(name, window[name as never]);
    vi.spyOn(window.location, "reload").mockReturnValue();
    vi.spyOn(window.location, "replace").mockReturnValue();
    vi.spyOn(window, "scrollTo").mockReturnValue();
    vi.spyOn(window.history, "replaceState").mockReturnValue();
    this.root = window.document.createElement("main") as unknown as HTMLElement;
    window.document.body.append(this.root as never);
  }

  /** Drawing nothing takes what stood there away. */
  draw(what: ComponentChild): void {
    render(what, this.root);
  }

  text(): string {
    return this.root.textContent ?? "";
  }

  button(words: string): HTMLButtonElement {
    const found = [...this.root.querySelectorAll("button")].find(
      ({ textContent }) => textContent?.trim() === words,
    );
    return this.must(words, found);
  }

  field(id: string): HTMLTextAreaElement {
    return this.must(id, this.root.querySelector<HTMLTextAreaElement>(`[id="${id}"]`));
  }

  /** The ids that begin so, in order. */
  fields(begin: string): string[] {
    return [...this.root.querySelectorAll(`textarea[id^="${begin}"]`)].map(({ id }) => id);
  }

  press(words: string): void {
    this.button(words).click();
  }

  type(id: string, words: string): void {
    const field = this.field(id);
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  submit(): void {
    const form = this.must("form", this.root.querySelector("form"));
    form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  }

  private must<Found>(name: string, found: Found | null | undefined): Found {
    if (!found) throw new Error(`${name} is not on the screen: ${this.text()}`);
    return found;
  }
}
