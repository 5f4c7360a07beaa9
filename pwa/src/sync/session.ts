/** Who is signed in on this device: what lies here is opened first, the sync comes after it. */

import { signal } from "@preact/signals";
import { Account } from "../data/account.ts";
import { readDevice, rememberDevice } from "../data/device.ts";
import { account, connectSync } from "../data/live.ts";
import { chosenLocale, setLocale } from "../i18n.ts";
import { firstScreen } from "../page.ts";
import { navigate, path } from "../router.ts";
import type { Triggers } from "./triggers.ts";

let triggers: Triggers | null = null;
/** Between two attempts to fetch the sync itself. */
const PAUSE = 3_000;
/** Drafts are written within 400 ms; a reload must come after. */
const SETTLE = 600;

type Phase = "starting" | "signed_out" | "unreachable" | "ready" | "storage" | "blocked";

/**
 * "starting" until the device was looked at; "unreachable" when only the server can tell; "blocked"
 * while another window with an older version holds the database.
 */
export const phase = signal<Phase>("starting");

/** Opens what is on this device; asks the server only when there is nothing. */
export async function boot(): Promise<void> {
  try {
    const { person } = await readDevice();
    const left = history.state;
    history.replaceState(null, "");
    if (!person) await recognise();
    // The device had no room to note that they left.
    else if (person === left) phase.value = "signed_out";
    else await open(person);
  } catch {
    phase.value = "storage";
  }
}

async function recognise(): Promise<void> {
  const answer = await whoAmI();
  if (typeof answer === "string") phase.value = answer;
  else await open(answer.personId);
}

async function whoAmI(): Promise<{ personId: string } | "signed_out" | "unreachable"> {
  try {
    return await (await import("./signing.ts")).whoAmI();
  } catch {
    return "unreachable";
  }
}

export async function open(personId: string): Promise<void> {
  void close();
  const here = await Account.open(personId, {
    now: () => new Date(),
    blocked: () => {
      phase.value = "blocked";
    },
    channel: (name) => new BroadcastChannel(name),
    signedOut: () => {
      hide();
      setTimeout(signedOut, SETTLE);
    },
  });
  await rememberDevice({ person: personId });
  account.value?.close();
  account.value = here;
  phase.value = "ready";
  const first = keepInStep(here);
  if (!here.me.value) await first;
  if (!chosenLocale() && here.me.value) await setLocale(here.me.value.person.locale);
}

/**
 * No sync from here on: whoever was signed in leaves, or somebody else comes. Resolves when the one
 * under way has ended.
 */
export async function close(): Promise<void> {
  const stopped = triggers?.stop();
  triggers = null;
  connectSync(null);
  await stopped;
}

/** Nothing of anybody is shown from here on, nor left in memory for whoever comes next. */
export function signedOut(): void {
  hide();
  history.replaceState(account.peek()?.personId, "");
  account.peek()?.close();
  account.value = null;
  location.reload();
}

/** The forms are gone with it, and write down what was typed last. */
function hide(): void {
  void close();
  phase.value = "signed_out";
  navigate("/inloggen", { replace: true });
}

/** The first screen shows what is on this device; only one that has nothing to show waits for us. */
async function keepInStep(here: Account): Promise<void> {
  if (here.me.peek()) await firstScreen;
  const sync = await import("./inBrowser.ts").catch(() => null);
  if (account.peek() !== here) return;
  if (sync) {
    triggers = sync.triggersFor(here);
    connectSync(triggers);
    await triggers.now();
  } else setTimeout(() => void keepInStep(here), PAUSE);
}

/** Once per page: what the browser tells us about network and visibility. */
export function listen(): void {
  window.addEventListener("online", () => triggers?.wake());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") triggers?.wake();
  });
  // A window beside another one was visible all along; so was a page that a back button brings.
  window.addEventListener("focus", () => triggers?.look());
  window.addEventListener("pageshow", ({ persisted }) => persisted && triggers?.look());
  path.subscribe(() => triggers?.look());
}
