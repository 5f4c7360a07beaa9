/** The server as this browser reaches it. */

import { account } from "../data/live.ts";
import { Api } from "./api.ts";

export const browserFetch = (input: string, init?: RequestInit) => fetch(input, init);
/** Of nobody yet. */
export const api = new Api(browserFetch);

/** For screens that only work with a network: the server's JSON, or a CallProblem. */
export function call<Value>(method: string, path: string, body?: unknown): Promise<Value> {
  return new Api(browserFetch, account.peek()?.personId).send<Value>(method, path, body);
}
