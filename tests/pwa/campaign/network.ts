/** The network between a phone and the server, with every way in which it lets people down. */

import type { Fetch } from "@/sync/api.ts";
import type { Random } from "./random.ts";
import type { Stage } from "./stage.ts";

const FAULTS = {
  none: 0,
  lost_request: 5,
  lost_reply: 6,
  late: 4,
  twice: 3,
  cut: 3,
  portal: 3,
  strange_json: 2,
  false_receipts: 2,
  broken: 3,
  busy: 2,
  signed_out: 2,
  breakdown: 4,
  killed_before: 2,
  killed_after: 3,
};
export type Fault = keyof typeof FAULTS;

/** Whose phone this is, as far as the network is concerned. */
export interface Caller {
  name: string;
  cookie: string;
  /** The process ends here: nothing of it goes on. */
  die: () => void;
  isDead: () => boolean;
  /** An answer of the server's own reached the phone, whole. */
  hear: (path: string, answer: unknown) => void;
}

export class Network {
  /** The part of the calls that goes wrong. */
  trouble = 0;
  calls = 0;
  readonly met = new Map<Fault, number>();
  /** Something else that happens while a call is under way. */
  meanwhile: (caller: Caller) => Promise<void> = async () => {};
  private readonly stage: Stage;
  private readonly random: Random;
  private readonly note: (line: string) => void;
  private onTheWay: (() => Promise<void>)[] = [];

  constructor(stage: Stage, random: Random, note: (line: string) => void) {
    this.stage = stage;
    this.random = random;
    this.note = note;
  }

  fetchOf(caller: Caller): Fetch {
    return async (path, init = {}) => {
      if (caller.isDead()) return never();
      await this.meanwhile(caller);
      if (caller.isDead()) return never();
      const fault = this.pick();
      this.note(`    ${caller.name} ${path.split("?")[0]} ${fault}`);
      return this.exchange(fault, caller, path, init);
    };
  }

  /** What was given up long ago arrives after all; false when nothing was under way. */
  async arrive(): Promise<boolean> {
    const [next] = this.onTheWay.splice(this.random.below(this.onTheWay.length), 1);
    if (!next) return false;
    await next();
    return true;
  }

  private pick(): Fault {
    const fault = this.random.chance(this.trouble) ? this.random.weighted(FAULTS) : "none";
    if (fault !== "none") this.met.set(fault, (this.met.get(fault) ?? 0) + 1);
    return fault;
  }

  private async exchange(
    fault: Fault,
    caller: Caller,
    path: string,
    init: RequestInit,
  ): Promise<Response> {
    switch (fault) {
      case "lost_request":
        throw lost();
      case "late":
        this.onTheWay.push(async () => {
          await this.send(caller, path, init);
        });
        throw lost();
      case "portal":
        return page(this.random.one([200, 200, 403, 511]));
      case "strange_json":
        return json(
          this.random.one([{}, [], { results: [] }, { epoch: "e", results: [{}, null] }]),
        );
      case "false_receipts":
        return json(falseReceipts(init));
      case "broken":
        return this.random.chance(0.5) ? page(502) : problem(500, "unexpected");
      case "busy":
        return problem(503, "overloaded", { "retry-after": "1" });
      case "signed_out":
        return problem(401, "not_signed_in");
      case "killed_before":
        caller.die();
        return never();
      case "breakdown":
        await this.stage.failAt(1 + this.random.below(12));
        break;
      case "twice":
        await this.send(caller, path, init);
    }
    const answer = await this.send(caller, path, init);
    if (fault === "breakdown") await this.stage.failAt(0);
    if (fault === "lost_reply") throw lost();
    if (fault === "killed_after") {
      caller.die();
      return never();
    }
    const half = fault === "cut" ? answer.text.slice(0, answer.text.length / 2) : answer.text;
    if (fault !== "cut" && answer.status === 200) caller.hear(path, JSON.parse(answer.text));
    const { status, headers } = answer;
    return new Response(status === 304 ? null : half, { status, headers });
  }

  private async send(caller: Caller, path: string, init: RequestInit) {
    this.calls += 1;
    const { signal: _, ...rest } = init;
    const headers = new Headers(init.headers);
    headers.set("cookie", caller.cookie);
    headers.set("origin", "http://vakwerk.test");
    const answer = await fetch(this.stage.server + path, { ...rest, headers });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  }
}

/** A process that is gone hears nothing any more. */
export function never(): Promise<never> {
  return new Promise(() => {});
}

/** Whatever stood in between answers for somebody else: the ids are right, the hashes are not. */
function falseReceipts(init: RequestInit): unknown {
  const items = init.body ? JSON.parse(String(init.body)).items : [];
  const results = items.flatMap((item: { rev_id: string; kind: string; hash: string }) =>
    "fact_id" in item
      ? []
      : [{ rev_id: item.rev_id, hash: [...item.hash].reverse().join(""), outcome: "ok", seq: 1 }],
  );
  return { epoch: "elsewhere", results };
}

function lost(): TypeError {
  return new TypeError("network");
}

function page(status: number): Response {
  const headers = { "content-type": "text/html" };
  return new Response("<h1>Welkom op onze wifi</h1>", { status, headers });
}

function json(value: unknown): Response {
  return Response.json(value);
}

function problem(status: number, code: string, more: Record<string, string> = {}): Response {
  const headers = { "content-type": "application/problem+json", ...more };
  return new Response(JSON.stringify({ code, status }), { status, headers });
}
