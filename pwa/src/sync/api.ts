/** Talking to the server. Only an answer in its own words counts; everything else is "not sent". */

import type { FactResult, Me, NewFact, PullPage, PushResult, Revision } from "../types.ts";

export type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

/** `offline` also when something between us and the server answered in its place. */
export class CallProblem extends Error {
  readonly problem: "offline" | "server" | "login" | "upgrade" | "too_large" | "refused";
  readonly code: string;
  readonly retryAfter: number | null;
  /** What is wrong with which field, in the reader's language; "people.0.name" is a field too. */
  readonly fields: { field: string; message: string }[];
  /** What the server's log has it under. */
  readonly reference: string;

  constructor(
    problem: CallProblem["problem"],
    code = "",
    retryAfter: number | null = null,
    fields: CallProblem["fields"] = [],
    reference = "",
  ) {
    super(`call: ${problem} ${code}`.trim());
    this.problem = problem;
    this.code = code;
    this.retryAfter = retryAfter;
    this.fields = fields;
    this.reference = reference;
  }
}

export interface Answer<Value> {
  value: Value;
  /** The server's clock in ISO form; "" when it does not tell. */
  time: string;
}

const TIMEOUT = 30_000;
/** A part of a photo over a connection of 3 kB a second. */
const PART_TIMEOUT = 90_000;

export class Api {
  private readonly fetch: Fetch;
  private readonly who: Record<string, string>;

  /** With a person the server takes nothing in somebody else's name: tabs share one cookie. */
  constructor(fetch: Fetch, personId?: string) {
    this.fetch = fetch;
    this.who = personId ? { "x-vakwerk-person": personId } : {};
  }

  push(
    epoch: string,
    items: Revision[],
  ): Promise<Answer<{ epoch: string; results: PushResult[] }>> {
    const body = { epoch, items: items.map(({ received_at: _, ...item }) => item) };
    return this.call("POST", "/api/sync/push", isReceipts<PushResult>, body);
  }

  facts(
    epoch: string,
    items: NewFact[],
  ): Promise<Answer<{ epoch: string; results: FactResult[] }>> {
    return this.call("POST", "/api/sync/facts", isReceipts<FactResult>, { epoch, items });
  }

  pull(placement: string, cursor: number, epoch: string): Promise<Answer<PullPage>> {
    const query = new URLSearchParams({ placement, cursor: String(cursor), epoch });
    return this.call("GET", `/api/sync/pull?${query}`, isPage);
  }

  /** Null when nothing changed since the answer with this etag. */
  async me(etag: string): Promise<{ me: Me; etag: string } | null> {
    const init = { method: "GET", headers: { "if-none-match": etag } };
    return this.exchange("/api/me", init, async (response) => {
      if (response.status === 304) return null;
      const { value } = await accepted(response, isMe);
      return { me: value, etag: response.headers.get("etag") ?? "" };
    });
  }

  /** Any other call of the JSON kind; answers what the server said. */
  async send<Value>(method: string, path: string, body?: unknown): Promise<Value> {
    return (await this.call(method, path, isAnything<Value>, body)).value;
  }

  /** A body of bytes goes as it is, with the time that a part of a photo needs. */
  call<Value>(
    method: string,
    path: string,
    accepts: (value: unknown) => value is Value,
    body?: unknown,
  ): Promise<Answer<Value>> {
    const init: RequestInit = { method };
    const isBytes = body instanceof ArrayBuffer;
    if (body !== undefined) {
      const type = isBytes ? "application/octet-stream" : "application/json";
      init.headers = { "content-type": type };
      init.body = isBytes ? body : JSON.stringify(body);
    }
    const read = (response: Response) => accepted(response, accepts);
    return this.exchange(path, init, read, isBytes ? PART_TIMEOUT : TIMEOUT);
  }

  /** The time limit holds until the last byte: a half answer must not block the sync for ever. */
  private async exchange<Value>(
    path: string,
    init: RequestInit,
    read: (response: Response) => Promise<Value>,
    timeout = TIMEOUT,
  ): Promise<Value> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), timeout);
    try {
      const response = await this.fetch(path, {
        ...init,
        headers: { ...init.headers, ...this.who },
        credentials: "same-origin",
        // A redirect is a captive portal or a proxy, never our server.
        redirect: "error",
        cache: "no-store",
        signal: abort.signal,
      });
      return await read(response);
    } catch (error) {
      if (error instanceof CallProblem) throw error;
      throw new CallProblem("offline", abort.signal.aborted ? "too_slow" : "cut_off");
    } finally {
      clearTimeout(timer);
    }
  }
}

async function accepted<Value>(
  response: Response,
  accepts: (value: unknown) => value is Value,
): Promise<Answer<Value>> {
  const json = await readJson(response);
  if (!response.ok) throw problemOf(response, json);
  const empty = response.status === 204;
  if ((json === undefined && !empty) || !accepts(json))
    throw new CallProblem("offline", "not_ours");
  return { value: json, time: timeOf(response) };
}

async function readJson(response: Response): Promise<unknown> {
  const type = response.headers.get("content-type") ?? "";
  if (!/^application\/(\w+\+)?json\b/.test(type)) return undefined;
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

/** Refusals are only believed when they come in the server's own form. */
function problemOf(response: Response, json: unknown): CallProblem {
  const { status } = response;
  const code = isObject(json) && typeof json.code === "string" ? json.code : "";
  const retryAfter = seconds(response.headers.get("retry-after"));
  if (!code) return new CallProblem("server", String(status), retryAfter);
  if (status === 401) return new CallProblem("login", code);
  if (status === 413) return new CallProblem("too_large", code);
  if (status === 426) return new CallProblem("upgrade", code);
  if (status === 429 || status >= 500) return new CallProblem("server", code, retryAfter);
  return new CallProblem("refused", code, null, fieldsOf(json), referenceOf(json));
}

function referenceOf(json: unknown): string {
  return isObject(json) && typeof json.reference === "string" ? json.reference : "";
}

function fieldsOf(json: unknown): CallProblem["fields"] {
  const fields: unknown[] = isObject(json) && Array.isArray(json.fields) ? json.fields : [];
  return fields
    .filter(isObject)
    .map(({ field, message }) => ({ field: String(field), message: String(message) }));
}

/** Retry-After in seconds; a date is read against the server's own clock by whoever wrote it. */
function seconds(header: string | null): number | null {
  if (!header) return null;
  const number = Number(header);
  const wait = Number.isFinite(number) ? number : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), 3600) : null;
}

function timeOf(response: Response): string {
  const at = Date.parse(response.headers.get("date") ?? "");
  return Number.isNaN(at) ? "" : new Date(at).toISOString();
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isAnything<Value>(_value: unknown): _value is Value {
  return true;
}

function isReceipts<Result>(value: unknown): value is { epoch: string; results: Result[] } {
  return isObject(value) && typeof value.epoch === "string" && Array.isArray(value.results);
}

function isPage(value: unknown): value is PullPage {
  return (
    isObject(value) &&
    typeof value.epoch === "string" &&
    typeof value.cursor === "number" &&
    typeof value.more === "boolean" &&
    Array.isArray(value.docs) &&
    Array.isArray(value.quarantine)
  );
}

function isMe(value: unknown): value is Me {
  return isObject(value) && isObject(value.person) && Array.isArray(value.placements);
}
