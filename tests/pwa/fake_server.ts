/** The server's side of protocol.md in memory, with faults that a test can order. */

import type { ServerDocument } from "@/data/records.ts";
import { revisionHash } from "@/rules/canonical.ts";
import type { Fetch } from "@/sync/api.ts";
import { digest } from "@/sync/digest.ts";
import type {
  Fact,
  FactResult,
  NewFact,
  PulledDocument,
  PushResult,
  QuarantinedItem,
  RefusedFact,
  Revision,
  Role,
} from "@/types.ts";
import { json, problem } from "./answers.ts";
import { FakePhotos } from "./fake_photos.ts";
import { meOf, STUDENT } from "./people.ts";

export { PLACEMENT, STUDENT, SUPERVISOR } from "./people.ts";

export interface Call {
  person: string;
  path: string;
  body: { items?: { rev_id?: string; fact_id?: string }[] } | undefined;
}
/** What happens to a call instead of, or after, being handled. */
export type Fault = "lost_request" | "lost_reply" | "twice" | (() => Response) | null;

interface Document {
  doc_id: string;
  kind: Revision["kind"];
  author_id: string;
  seq: number;
  head: string;
  submitted: string | null;
  revisions: Map<string, Revision>;
  facts: Fact[];
}

export class FakeServer {
  epoch = "epoch-1";
  seq = 0;
  pageSize = 200;
  documents = new Map<string, Document>();
  quarantined: QuarantinedItem[] = [];
  refused: RefusedFact[] = [];
  calls: Call[] = [];
  photos = new FakePhotos();
  /** Sees every call before it is handled. */
  fault: (call: Call) => Fault = () => null;
  /** Refuses facts; null accepts. */
  judge: (fact: NewFact, document: Document) => string | null = () => null;
  /** Quarantines revisions; null accepts. */
  inspect: (revision: Revision) => string | null = () => null;
  gone = new Set<string>();
  /** Revisions whose text was erased by their author. */
  erased = new Set<string>();
  tellsDigest = true;

  /** Who signed in meanwhile in another tab: every call is theirs from then on. */
  cookieOf = "";

  fetchAs(device: string): Fetch {
    return async (input, init) => {
      const person = this.cookieOf || device;
      const url = new URL(input, "http://vakwerk.test");
      const isPart = init?.body instanceof ArrayBuffer;
      const body = (init?.body && !isPart ? JSON.parse(String(init.body)) : undefined) as never;
      const call = { person, path: url.pathname, body };
      this.calls.push(call);
      const fault = this.fault(call);
      if (fault === "lost_request") throw new TypeError("network");
      if (typeof fault === "function") return fault();
      const claimed = new Headers(init?.headers).get("x-vakwerk-person") ?? person;
      if (claimed !== person) return problem(401, "not_signed_in");
      const handle = () =>
        url.pathname.startsWith("/api/blobs/")
          ? this.photos.handle(init?.method ?? "GET", url, bytesOf(init))
          : this.handle(person, url, body);
      const answer = await handle();
      if (fault === "twice") await handle();
      if (fault === "lost_reply") throw new TypeError("network");
      return answer;
    };
  }

  /** As a copied file or a VM snapshot would. */
  snapshot(): () => void {
    const copy = structuredClone({
      epoch: this.epoch,
      seq: this.seq,
      documents: this.documents,
      quarantined: this.quarantined,
      refused: this.refused,
    });
    return () => Object.assign(this, structuredClone(copy));
  }

  restore(back: () => void): void {
    back();
    this.epoch = `epoch-${Math.random()}`;
  }

  revisionIds(): string[] {
    return [...this.documents.values()].flatMap((doc) => [...doc.revisions.keys()]).sort();
  }

  factIds(): string[] {
    return [...this.documents.values()].flatMap((doc) => doc.facts.map((f) => f.fact_id)).sort();
  }

  private async handle(person: string, url: URL, body: never): Promise<Response> {
    switch (url.pathname) {
      case "/api/me":
        return json(meOf(person, this.epoch));
      case "/api/sync/push":
        return json({ epoch: this.epoch, results: await this.push(person, body) });
      case "/api/sync/facts":
        return json({ epoch: this.epoch, results: this.facts(person, body) });
      case "/api/sync/pull":
        return json(await this.pull(person, url.searchParams));
    }
    return problem(404, "not_found");
  }

  private async push(person: string, body: { items: Revision[] }): Promise<PushResult[]> {
    const results: PushResult[] = [];
    for (const item of body.items) results.push(await this.accept(person, item));
    return results;
  }

  private async accept(person: string, item: Revision): Promise<PushResult> {
    const { rev_id, hash } = item;
    const bad = this.inspect(item) ?? ((await revisionHash(item)) === hash ? null : "wrong_hash");
    if (this.gone.has(item.doc_id)) return { rev_id, hash, outcome: "gone" };
    if (bad) {
      const raw = JSON.stringify(item);
      const entry = { id: `q-${rev_id}`, rev_id, reason: bad, received_at: now(), raw };
      if (!this.quarantined.some((known) => known.id === entry.id)) this.quarantined.push(entry);
      return { rev_id, hash, outcome: "quarantined", reason: bad };
    }
    const doc = this.documents.get(item.doc_id) ?? fresh(item, person);
    if (this.erased.has(rev_id)) return { rev_id, hash, outcome: "gone", reason: "old_text" };
    if (doc.revisions.has(rev_id)) return { rev_id, hash, outcome: "dup" };
    this.seq += 1;
    doc.seq = this.seq;
    this.documents.set(item.doc_id, doc);
    doc.revisions.set(rev_id, { ...item, received_at: now() });
    const leaves = leavesOf(doc);
    if (!leaves.includes(doc.head)) {
      doc.head = leaves.find((leaf) => isBelow(doc, leaf, doc.head)) ?? rev_id;
    }
    const kept = leaves.includes(rev_id) && doc.head !== rev_id;
    return { rev_id, hash, outcome: kept ? "conflict_kept" : "ok", seq: this.seq };
  }

  private facts(person: string, body: { items: NewFact[] }): FactResult[] {
    return body.items.map((fact) => this.acceptFact(person, fact));
  }

  private acceptFact(person: string, fact: NewFact): FactResult {
    const { fact_id } = fact;
    const doc = this.documents.get(fact.doc_id);
    const here = doc?.facts.find((known) => known.fact_id === fact_id);
    if (here) return { fact_id, outcome: "dup", fact: here };
    const earlier = this.refused.find((known) => known.fact_id === fact_id);
    const readmitted = "signature" in fact;
    const code =
      earlier?.code ??
      (doc?.revisions.has(fact.rev_id) ? null : "unknown_document") ??
      (readmitted || !doc ? null : this.judge(fact, doc));
    if (code || !doc) {
      const raw = JSON.stringify(fact);
      const entry = { fact_id, code: code ?? "", received_at: now(), raw };
      if (!earlier && !readmitted && code !== "attachments_pending") this.refused.push(entry);
      return { fact_id, outcome: "refused", code: code ?? "" };
    }
    this.seq += 1;
    doc.seq = this.seq;
    const role: Role = person === STUDENT ? "student" : "workplace_supervisor";
    const author = { id: person, name: person, role };
    const signed = { author, received_at: now(), seq: this.seq, signature: "s", key_id: "k" };
    const kept: Fact = { ...signed, ...fact };
    doc.facts.push(kept);
    if (fact.kind === "submission") doc.submitted = fact.rev_id;
    return { fact_id, outcome: "ok", seq: this.seq, ...(readmitted ? {} : { fact: kept }) };
  }

  private async pull(person: string, query: URLSearchParams) {
    const asked = Number(query.get("cursor"));
    const epoch = query.get("epoch") ?? "";
    const start = asked > this.seq || (epoch && epoch !== this.epoch) ? 0 : asked;
    const mine = [...this.documents.values()].filter(
      (doc) => !this.gone.has(doc.doc_id) && isVisible(doc, person),
    );
    const changed = mine.filter((doc) => doc.seq > start).sort((a, b) => a.seq - b.seq);
    const page = changed.slice(0, this.pageSize);
    const more = changed.length > page.length;
    const all = mine.map((doc) => shownTo(doc, person));
    const gone = more ? [] : [...this.gone].map((doc_id) => ({ doc_id, gone: true as const }));
    return {
      epoch: this.epoch,
      cursor: more ? (page.at(-1)?.seq ?? 0) : this.seq,
      more,
      docs: [...page.map((doc) => shownTo(doc, person)), ...gone],
      quarantine: more || person !== STUDENT ? [] : this.quarantined,
      refused: more || person !== STUDENT ? [] : this.refused,
      ...(more || !this.tellsDigest ? {} : { digest: await digest(all as ServerDocument[]) }),
      ...(more || person !== STUDENT ? {} : { lacks: mine.flatMap(lacking) }),
    };
  }
}

function bytesOf(init: RequestInit | undefined): Uint8Array | undefined {
  const body = init?.body;
  if (typeof body === "string") return new TextEncoder().encode(body);
  return body instanceof ArrayBuffer ? new Uint8Array(body) : undefined;
}

function fresh(item: Revision, author_id: string): Document {
  const { doc_id, kind, rev_id } = item;
  const start = { seq: 0, head: rev_id, submitted: null, revisions: new Map(), facts: [] };
  return { doc_id, kind, author_id, ...start };
}

function leavesOf(doc: Document): string[] {
  const parents = new Set([...doc.revisions.values()].flatMap((r) => [r.base_rev, ...r.merges]));
  return [...doc.revisions.keys()].filter((id) => !parents.has(id));
}

function isBelow(doc: Document, id: string, ancestor: string): boolean {
  const item = doc.revisions.get(id);
  if (!item) return false;
  const parents = [item.base_rev, ...item.merges].filter((parent) => parent !== null);
  return parents.some((parent) => parent === ancestor || isBelow(doc, parent, ancestor));
}

function lacking(doc: Document): string[] {
  const parents = [...doc.revisions.values()].flatMap((r) => [r.base_rev ?? [], r.merges].flat());
  return parents.filter((id) => !doc.revisions.has(id));
}

function isVisible(doc: Document, person: string): boolean {
  return doc.author_id === person || doc.submitted !== null;
}

function shownTo(doc: Document, person: string): PulledDocument {
  const own = doc.author_id === person;
  const pick = (ids: (string | null)[]) =>
    ids.flatMap((id) => (id ? (doc.revisions.get(id) ?? []) : []));
  const shown = own ? doc.head : (doc.submitted ?? doc.head);
  const siblings = own ? leavesOf(doc).filter((id) => id !== doc.head) : [];
  const named = new Set([doc.submitted, ...doc.facts.filter(names).map((fact) => fact.rev_id)]);
  const beside = [...named].filter((id) => id !== shown && !siblings.includes(id ?? ""));
  return {
    doc_id: doc.doc_id,
    kind: doc.kind,
    seq: doc.seq,
    author_id: doc.author_id,
    head: pick([shown])[0] as Revision,
    siblings: pick(siblings),
    named: pick(beside),
    submitted: doc.submitted,
    working: !own && doc.head !== doc.submitted,
    facts: structuredClone(doc.facts),
  };
}

function names(fact: Fact): boolean {
  return fact.kind === "submission" || fact.kind === "sign_off";
}

let clock = Date.UTC(2026, 8, 8);
/** Later at each look, like the server's own microseconds. */
function now(): string {
  clock += 1;
  return new Date(clock).toISOString();
}
