/** Who is signed in on this device, and how that begins and ends. */

import { signal } from "@preact/signals";
import { Account } from "../data/account.ts";
import { deleteAccount } from "../data/database.ts";
import { device, readDevice, rememberDevice } from "../data/device.ts";
import { account, attempt, connectSync, finishDeletions, NEVER } from "../data/live.ts";
import { chosenLocale, setLocale } from "../i18n.ts";
import { path } from "../router.ts";
import { Api, CallProblem } from "./api.ts";
import type { Engine, Outcome } from "./engine.ts";
import { Triggers } from "./triggers.ts";

const browserFetch = (input: string, init?: RequestInit) => fetch(input, init);
const api = new Api(browserFetch);
let triggers: Triggers | null = null;

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
    if (person) await open(person);
    else await recognise();
  } catch {
    phase.value = "storage";
  }
}

/** For screens that only work with a network: the server's JSON, or a CallProblem. */
export function call<Value>(method: string, path: string, body?: unknown): Promise<Value> {
  return api.send<Value>(method, path, body);
}

export async function requestCode(address: string): Promise<void> {
  await call("POST", "/api/login/code", { address });
}

/** `shared`: "dit is niet mijn telefoon", so that leaving removes every copy. */
export async function enterCode(code: string, shared: boolean): Promise<void> {
  const { person_id } = await call<{ person_id: string }>("POST", "/api/login", { code });
  await rememberDevice({ shared });
  if (account.peek()?.personId !== person_id) await open(person_id);
  await triggers?.now();
}

export function isSharedDevice(): boolean {
  return device().shared;
}

export interface Unsent {
  waiting: number;
  photos: number;
  drafts: number;
}

/** What would stay behind; a last attempt to send it is made first. */
export async function unsentWork(): Promise<Unsent> {
  finishDeletions();
  await triggers?.now();
  return unsent();
}

/** A photo that the server refused is nowhere else. */
function unsent(): Unsent {
  const counts = account.peek()?.counts.peek();
  const { waiting = 0, photos = 0, refusedPhotos = 0, drafts = 0 } = counts ?? {};
  return { waiting, photos: photos + refusedPhotos, drafts };
}

/** Keeps unsent work on this device unless `forget`; without unsent work nothing stays. */
export async function logOut(options: { forget: boolean }): Promise<void> {
  const here = account.peek();
  const { waiting, photos, drafts } = unsent();
  const keep = !options.forget && waiting + photos + drafts > 0;
  stop();
  try {
    await call("POST", "/api/logout");
  } catch {
    // Without a network the session ends on this device; the server's ends by itself.
  }
  await rememberDevice({ person: null });
  here?.close();
  if (here && !keep) await deleteAccount(here.personId);
  account.value = null;
  phase.value = "signed_out";
}

async function recognise(): Promise<void> {
  try {
    const answer = await api.me("");
    if (answer) await open(answer.me.person.id);
  } catch (error) {
    const problem = error instanceof CallProblem ? error.problem : "server";
    phase.value = problem === "login" || problem === "refused" ? "signed_out" : "unreachable";
  }
}

async function open(personId: string): Promise<void> {
  stop();
  const here = await Account.open(personId, {
    now: () => new Date(),
    blocked: () => {
      phase.value = "blocked";
    },
    channel: (name) => new BroadcastChannel(name),
  });
  await rememberDevice({ person: personId });
  account.value?.close();
  account.value = here;
  triggers = new Triggers({
    run: runner(here),
    waiting: () => here.counts.peek().waiting + here.counts.peek().photos,
    visible: () => document.visibilityState === "visible",
    clock: () => performance.now(),
    random: Math.random,
    setTimer: (work, milliseconds) => setTimeout(work, milliseconds),
    clearTimer: (timer) => clearTimeout(timer as number),
    report: (state) => {
      attempt.value = state;
    },
  });
  const ours = triggers;
  connectSync({ now: () => ours.now(), soon: () => ours.soon() });
  phase.value = "ready";
  const first = ours.now();
  if (!here.me.value) await first;
  if (!chosenLocale() && here.me.value) await setLocale(here.me.value.person.locale);
}

/** The sync is fetched beside the first screen, which shows without it what is on this device. */
function runner(here: Account): () => Promise<Outcome> {
  let engine: Engine | null = null;
  return async () => {
    try {
      engine ??= (await import("./inBrowser.ts")).engineFor(here, browserFetch);
    } catch {
      return { ...NEVER, retryAfter: null, elsewhere: false };
    }
    return engine.run();
  };
}

function stop(): void {
  triggers?.stop();
  triggers = null;
  connectSync(null);
}

/** Once per page: what the browser tells us about network and visibility. */
export function listen(): void {
  window.addEventListener("pagehide", finishDeletions);
  window.addEventListener("online", () => triggers?.wake());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") triggers?.wake();
  });
  // A window beside another one was visible all along; so was a page that a back button brings.
  window.addEventListener("focus", () => triggers?.look());
  window.addEventListener("pageshow", ({ persisted }) => persisted && triggers?.look());
  path.subscribe(() => triggers?.look());
}
