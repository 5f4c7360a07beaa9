/** The way in: every page of a placement's feed, and the check that both sides now agree. */

import { applyPage, type PageResult, removeUnseen, settleRecent } from "../data/feed.ts";
import { replaceProblems } from "../data/problems.ts";
import type { FeedPosition, ProblemRow } from "../data/records.ts";
import type { Store } from "../data/store.ts";
import type { NewFact, PullPage, Revision } from "../types.ts";
import type { Answer } from "./api.ts";
import { digest } from "./digest.ts";

const START: FeedPosition = { epoch: "", cursor: 0, agreed: "", misses: 0 };
/** A difference that three whole pulls did not mend is looked at less often. */
const PATIENCE = 3;
const EVERY = 10;

export interface Incoming {
  store: Store;
  me: string;
  pull: (placement: string, cursor: number, epoch: string) => Promise<Answer<PullPage>>;
  /** These documents changed here. */
  changed: (docIds: string[]) => Promise<void>;
}

export interface Pulled {
  received: number;
  /** Rows that went back into the outbox because the server had lost them. */
  reoffered: number;
}

export async function pullPlacement(placement: string, io: Incoming): Promise<Pulled> {
  const start = (await io.store.getMeta<FeedPosition>(`feed:${placement}`)) ?? START;
  const pulled: Pulled = { received: 0, reoffered: 0 };
  const fresh = await readPages(placement, start, false, pulled, io);
  if (fresh === "agreed") return pulled;
  if (fresh === "differs" && !worthAWholePull(start.misses)) {
    await note(placement, { misses: start.misses + 1 }, io);
    return pulled;
  }
  const again = await readPages(placement, START, true, pulled, io);
  await note(placement, { misses: again === "agreed" ? 0 : start.misses + 1 }, io);
  return pulled;
}

type Ending = "agreed" | "differs" | "server_went_back";

async function readPages(
  placement: string,
  start: FeedPosition,
  whole: boolean,
  pulled: Pulled,
  io: Incoming,
): Promise<Ending> {
  const seen = new Set<string>();
  let { cursor, epoch } = start;
  for (;;) {
    const { value: page } = await io.pull(placement, cursor, epoch);
    const wentBack = page.cursor < cursor || (epoch !== "" && page.epoch !== epoch);
    if (!whole && wentBack) return "server_went_back";
    for (const item of page.docs) seen.add(item.doc_id);
    const news = page.docs.length > 0 || page.cursor !== cursor || page.epoch !== epoch;
    if (news) await take(placement, page, pulled, io);
    ({ cursor, epoch } = page);
    if (page.more) continue;
    await takeProblems(placement, page, pulled, io);
    // A placement that ended has no digest: then nothing is missing, our access is over.
    if (whole && page.digest !== undefined) {
      const gone = await io.store.run((db) => removeUnseen(db, placement, seen, io.me));
      await offered(gone, pulled, io);
    }
    return (await agrees(placement, page, pulled, io)) ? "agreed" : "differs";
  }
}

async function take(
  placement: string,
  page: PullPage,
  pulled: Pulled,
  io: Incoming,
): Promise<void> {
  const result = await io.store.run((db) => applyPage(db, placement, page, io.me));
  pulled.received += result.touched.length;
  await offered(result, pulled, io);
}

async function agrees(
  placement: string,
  page: PullPage,
  pulled: Pulled,
  io: Incoming,
): Promise<boolean> {
  if (page.digest === undefined) return true;
  const position = await io.store.getMeta<FeedPosition>(`feed:${placement}`);
  if (position?.agreed !== page.digest) {
    const docs = await io.store.run((db) => db.getAllFromIndex("docs", "placement", placement));
    if ((await digest(docs)) !== page.digest) return false;
    await note(placement, { agreed: page.digest, misses: 0 }, io);
  }
  const lacks = page.lacks ?? [];
  await offered(await io.store.run((db) => settleRecent(db, placement, lacks)), pulled, io);
  return true;
}

async function offered(result: PageResult, pulled: Pulled, io: Incoming): Promise<void> {
  pulled.reoffered += result.reoffered;
  await io.changed(result.touched);
}

async function note(
  placement: string,
  changes: Partial<FeedPosition>,
  io: Incoming,
): Promise<void> {
  const key = `feed:${placement}`;
  const position = (await io.store.getMeta<FeedPosition>(key)) ?? START;
  await io.store.setMeta(key, { ...position, ...changes });
}

function worthAWholePull(misses: number): boolean {
  return misses < PATIENCE || misses % EVERY === 0;
}

/** What was quarantined or refused, so that every device of its author can say so. */
async function takeProblems(
  placement: string,
  page: PullPage,
  pulled: Pulled,
  io: Incoming,
): Promise<void> {
  const quarantined = page.quarantine.map((item): ProblemRow => {
    const revision = parsed<Revision>(item.raw);
    return {
      id: `${revision?.rev_id ?? item.rev_id}:${revision?.hash ?? ""}`,
      type: "revision",
      doc_id: text(revision?.doc_id),
      placement_id: text(revision?.placement_id),
      code: item.reason,
      received_at: item.received_at,
      item: revision,
    };
  });
  const refused = (page.refused ?? []).flatMap((item): ProblemRow[] => {
    const fact = parsed<NewFact & { author?: { id: string } }>(item.raw);
    // Facts of others were only passed on after a restore; their refusal is not our business.
    if (fact?.author && fact.author.id !== io.me) return [];
    return [
      {
        id: item.fact_id,
        type: "fact",
        doc_id: text(fact?.doc_id),
        placement_id: placement,
        code: item.code,
        received_at: item.received_at,
        item: fact,
      },
    ];
  });
  const told = await io.store.run((db) => replaceProblems(db, placement, quarantined, refused));
  await offered(told, pulled, io);
}

function parsed<Value>(raw: string): Value | null {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === "object" && value !== null ? (value as Value) : null;
  } catch {
    return null;
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
