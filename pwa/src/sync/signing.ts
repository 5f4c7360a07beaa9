/** Whose session it is that the browser has: who the server says, a code by mail, and its end. */

import { type Device, readDevice, rememberDevice } from "../data/device.ts";
import { account, syncNow } from "../data/live.ts";
import { CallProblem } from "./api.ts";
import { api, call } from "./server.ts";
import { open } from "./session.ts";

/** For a device that holds nothing yet. */
export async function whoAmI(): Promise<{ personId: string } | "signed_out" | "unreachable"> {
  if ((await readDevice()).leaving) {
    await endSession();
    return "signed_out";
  }
  try {
    const answer = await api.me("");
    return answer ? { personId: answer.me.person.id } : "unreachable";
  } catch (error) {
    const problem = error instanceof CallProblem ? error.problem : "server";
    return problem === "login" || problem === "refused" ? "signed_out" : "unreachable";
  }
}

export async function requestCode(address: string): Promise<void> {
  await call("POST", "/api/login/code", { address });
}

/** `shared`: "dit is niet mijn telefoon", so that leaving removes every copy. */
export async function enterCode(code: string, shared: boolean): Promise<void> {
  const { person_id } = await call<{ person_id: string }>("POST", "/api/login", { code });
  const left = leftBehind(await readDevice(), person_id);
  await rememberDevice({ person: person_id, shared, leaving: false, left });
  if (account.peek()?.personId !== person_id) await open(person_id);
  await syncNow();
}

/** Until the server says that the session is over, nobody is recognised by it on this device. */
export async function endSession(): Promise<void> {
  await rememberDevice({ leaving: !(await isOver()) });
}

/** Somebody whose login had ended, on a phone that is not theirs. */
function leftBehind({ person, shared, left = [] }: Device, next: string): string[] {
  const all = shared && person ? [...left, person] : left;
  return [...new Set(all)].filter((one) => one !== next);
}

async function isOver(): Promise<boolean> {
  try {
    await call("POST", "/api/logout");
    return true;
  } catch (error) {
    return error instanceof CallProblem && error.problem === "login";
  }
}
