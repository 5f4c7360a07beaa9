/** The invariants of protocol.md §8, on the server's rows and on every device. */

import { outboxOf } from "@/data/problems.ts";
import type { FeedPosition } from "@/data/records.ts";
import { everything } from "@/data/takeout.ts";
import { digest } from "@/sync/digest.ts";
import type { Device } from "./device.ts";
import { titleOf } from "./promises.ts";
import type { Known } from "./schedule.ts";
import type { DocumentRow, Truth } from "./stage.ts";

const PRIVATE = new Set(["private_note", "lived_experience"]);

/** What must be so at any moment. */
export async function holdsNow(truth: Truth, known: Known): Promise<void> {
  for (const device of known.devices.filter(({ hasEnded }) => !hasEnded)) {
    const { cursor, epoch, docs } = await held(device, known);
    if (epoch !== truth.epoch) continue;
    const seqs = new Map(docs.map((doc) => [doc.doc_id, doc.seq]));
    for (const row of shownTo(device, truth)) {
      if (row.seq <= cursor && seqs.get(row.doc_id) !== row.seq) {
        known.promises.breach(`I5 ${device.name} at ${cursor} has not seen ${row.seq}`);
      }
    }
  }
}

/** What must be so once everything has come to rest. */
export async function endsWell(truth: Truth, known: Known): Promise<void> {
  everyRevisionIsThere(truth, known);
  await everyFactIsThere(truth, known);
  theFeedRises(truth, known);
  signedIsShown(truth, known);
  for (const device of known.devices) {
    await nothingWaits(device, known);
    if (device.hasEnded) await keepsNothing(device, known);
    else await agreesWithServer(device, truth, known);
    if (device.who !== "student") await readsNothingElse(device, truth, known);
  }
}

function everyRevisionIsThere(truth: Truth, { promises }: Known): void {
  const stored = new Map(truth.revisions.map((row) => [row.rev_id, row]));
  const apart = truth.quarantined.map(({ item }) => item);
  const isApart = (rev_id: string, hash: string) =>
    apart.some((item) => item.includes(rev_id) && item.includes(hash));
  for (const { rev_id, hash, title, device } of promises.revisions.values()) {
    const row = stored.get(rev_id);
    const isErased = row?.content === null && promises.erasing.has(row.doc_id);
    if (row?.hash === hash && (isErased || titleOf(row.content) === title)) continue;
    if (row && row.hash !== hash) promises.breach(`I7 ${rev_id} ("${title}") has another hash`);
    else if (!isApart(rev_id, hash)) {
      promises.breach(`I2 "${title}" of ${device} is not on the server (${rev_id})`);
    }
  }
  for (const row of truth.revisions) {
    if (!promises.revisions.has(row.rev_id)) promises.breach(`I3 nobody wrote ${row.rev_id}`);
    if (promises.erased.has(row.rev_id) && row.content !== null) {
      promises.breach(`I12 what was erased came back (${row.rev_id})`);
    }
    if (promises.secrets.has(titleOf(row.content))) promises.breach("guard: held back, yet sent");
  }
  if (stored.size !== truth.revisions.length) promises.breach("I3 a revision is stored twice");
}

async function everyFactIsThere(truth: Truth, { promises, wentBack }: Known): Promise<void> {
  const stored = new Map(truth.facts.map((row) => [row.fact_id, row]));
  const refused = new Map(truth.refused.map((row) => [row.fact_id, row]));
  for (const { fact_id, kind, by } of promises.facts.values()) {
    const row = stored.get(fact_id);
    if (row && row.author_id !== by.person) promises.breach(`I9 ${kind} has another author`);
    if (row || refused.get(fact_id)?.author_id === by.person) continue;
    // What an ended device was the only one to hold went with it, by protocol.md §7.
    const wasToldGone = !by.receipts.has(fact_id) || by.gone.has(fact_id);
    if (by.hasEnded && (wentBack || wasToldGone)) continue;
    // A server that went back need not know its own refusals: the one who was refused does.
    if (!wentBack || !(await problemsOn(by)).has(fact_id)) {
      promises.breach(`I2 a ${kind} of ${by.name} is not on the server (${fact_id})`);
    }
  }
  for (const row of truth.facts) {
    // The server says a withdrawal again that only its ledger still knew.
    const saidAgain = row.kind === "withdraw" && row.body.reason === "restored";
    if (!saidAgain && !promises.facts.has(row.fact_id)) {
      promises.breach(`I3 nobody did ${row.fact_id}`);
    }
  }
  if (stored.size !== truth.facts.length) promises.breach("I3 a fact is stored twice");
  const withdrawn = new Set(withdrawnIn(truth));
  for (const id of promises.withdrawn) {
    if (stored.has(id) && !withdrawn.has(id)) promises.breach(`I12 ${id} is no longer withdrawn`);
  }
}

export function withdrawnIn({ facts }: Truth): string[] {
  return facts.flatMap(({ kind, body }) => (kind === "withdraw" ? [String(body.target)] : []));
}

function theFeedRises(truth: Truth, { promises }: Known): void {
  const rows = [...truth.revisions, ...truth.facts].sort((a, b) => a.seq - b.seq);
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    if (before && before.seq === row.seq) promises.breach(`I6 two items at ${row.seq}`);
  }
  if ((rows.at(-1)?.seq ?? 0) > truth.seq) promises.breach("I6 an item beyond the counter");
}

function signedIsShown(truth: Truth, { promises, wentBack }: Known): void {
  const revisions = new Map(truth.revisions.map((row) => [row.rev_id, row]));
  for (const fact of truth.facts.filter(({ kind }) => kind === "sign_off")) {
    const named = revisions.get(fact.rev_id);
    if (named?.hash !== fact.hash) promises.breach(`I7 what was signed changed (${fact.rev_id})`);
    const shown = promises.signed.get(fact.fact_id);
    const isErased = named?.content === null && promises.erasing.has(named.doc_id);
    if (shown !== undefined && !isErased && titleOf(named?.content) !== shown) {
      promises.breach(`I8 signed "${titleOf(named?.content)}", but "${shown}" was shown`);
    }
    // What was put back comes in another order than it was written in.
    if (wentBack) continue;
    const before = truth.revisions.filter(
      ({ doc_id, seq }) => doc_id === fact.doc_id && seq < fact.seq,
    );
    const parents = new Set(before.flatMap(({ base_rev, merges }) => [base_rev, ...merges]));
    const leaves = before.filter(({ rev_id }) => !parents.has(rev_id));
    if (leaves.length !== 1 || leaves[0]?.rev_id !== fact.rev_id) {
      promises.breach(`I8 signed a version that was not the only one (${fact.rev_id})`);
    }
    const sent = truth.facts.filter(
      ({ kind, doc_id, seq }) => kind === "submission" && doc_id === fact.doc_id && seq < fact.seq,
    );
    if (sent.at(-1)?.rev_id !== fact.rev_id) promises.breach("I8 signed what was not sent");
  }
}

async function nothingWaits(device: Device, { promises }: Known): Promise<void> {
  const waiting = await device.act(({ account }) => account.store.run(outboxOf));
  for (const row of waiting ?? []) {
    promises.breach(`I13 ${row.type} ${row.id} still waits on ${device.name} (${row.problem})`);
  }
}

async function keepsNothing(device: Device, known: Known): Promise<void> {
  const { docs } = await held(device, known);
  if (docs.length > 0) known.promises.breach(`I9 ${device.name} keeps what ended`);
}

async function agreesWithServer(device: Device, truth: Truth, known: Known): Promise<void> {
  const { promises } = known;
  const { cursor, epoch, docs } = await held(device, known);
  if (device.owesWholePull) promises.breach(`§7 ${device.name} did not read all after a restore`);
  if (epoch !== truth.epoch) promises.breach(`I4 ${device.name} knows another epoch`);
  if (cursor !== truth.seq) promises.breach(`I5 ${device.name} stands at ${cursor}`);
  const expected = truth.digests[device.who === "student" ? "student" : "beside"];
  if ((await digest(docs)) !== expected) {
    promises.breach(`I4 ${device.name} and the server disagree`);
  }
  for (const doc of docs) {
    if (device.who === "student" && doc.siblings.length > 0) {
      promises.breach(`I13 two versions of ${doc.doc_id} stay on ${device.name}`);
    }
  }
  const problems = await problemsOn(device);
  for (const row of truth.refused) {
    if (row.author_id !== device.person || !promises.facts.has(row.fact_id)) continue;
    if (!problems.has(row.fact_id)) promises.breach(`E10 ${device.name} hides a refusal`);
  }
  const things = new Set([...problems].map((id) => id.split(":")[0]));
  for (const row of device.who === "student" ? truth.quarantined : []) {
    if (!things.has(row.rev_id)) promises.breach(`E10 ${device.name} hides ${row.rev_id}`);
  }
}

async function readsNothingElse(device: Device, truth: Truth, known: Known): Promise<void> {
  const kept = await device.act(({ account }) => everything(account.store));
  const text = JSON.stringify(kept);
  const shown = new Set(
    truth.facts.filter(({ kind }) => OPENS.has(kind)).map(({ rev_id }) => rev_id),
  );
  for (const row of truth.revisions) {
    const title = titleOf(row.content);
    const again = truth.revisions.some((o) => shown.has(o.rev_id) && titleOf(o.content) === title);
    if (title !== "" && !again && text.includes(title)) {
      known.promises.breach(`I9 ${device.name} holds "${title}", which was never sent`);
    }
  }
}

async function problemsOn(device: Device): Promise<Set<string>> {
  const told = await device.act(({ account }) => everything(account.store));
  const shown = (told?.quarantine ?? []) as { id: string }[];
  return new Set(shown.map(({ id }) => id));
}

const OPENS = new Set(["submission", "share", "sign_off"]);

async function held(device: Device, { cast }: Known) {
  const found = await device.act(async ({ account: { store } }) => ({
    docs: await store.run((db) => db.getAllFromIndex("docs", "placement", cast.placement)),
    position: await store.getMeta<FeedPosition>(`feed:${cast.placement}`),
  }));
  return {
    docs: found?.docs ?? [],
    cursor: found?.position?.cursor ?? 0,
    epoch: found?.position?.epoch ?? "",
  };
}

function shownTo(device: Device, truth: Truth): DocumentRow[] {
  if (device.who === "student") return truth.documents;
  return truth.documents.filter(
    (row) => row.submitted_rev !== null && (!PRIVATE.has(row.kind) || row.shared),
  );
}
