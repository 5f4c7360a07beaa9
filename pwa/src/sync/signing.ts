/** Signing in: who the server says that this is, and a code by mail. */

import { rememberDevice } from "../data/device.ts";
import { account, syncNow } from "../data/live.ts";
import { CallProblem } from "./api.ts";
import { api, call } from "./server.ts";
import { open } from "./session.ts";

/** For a device that holds nothing yet. */
export async function whoAmI(): Promise<{ personId: string } | "signed_out" | "unreachable"> {
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
  await rememberDevice({ shared });
  if (account.peek()?.personId !== person_id) await open(person_id);
  await syncNow();
}
