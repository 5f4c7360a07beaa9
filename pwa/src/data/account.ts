/** One person's documents on this device: in memory for the screens, in IndexedDB for ever. */

import { type Signal, signal } from "@preact/signals";
import type { DocumentView, Me } from "../types.ts";
import { databaseName, StorageProblem } from "./database.ts";
import { photoId, photosNotArrived } from "./naming.ts";
import type { Farewell, Local, PhotoRow } from "./records.ts";
import { emptyLocal, Store } from "./store.ts";
import type { Channel, News, Surroundings } from "./surroundings.ts";
import { inOrder, viewOf } from "./view.ts";

/** More than this at once is read faster as a whole. */
const MANY = 100;

export class Account {
  readonly personId: string;
  readonly store: Store;
  readonly now: () => Date;
  readonly me: Signal<Me | null> = signal(null);
  /** Of what stands in `me`, not of what another window has put on the disk since. */
  meEtag = "";
  readonly documents: Signal<DocumentView[]> = signal([]);
  readonly removed: Signal<DocumentView[]> = signal([]);
  readonly farewells: Signal<Farewell[]> = signal([]);
  /** Photos and files of one's own on this device, by placement and hash. */
  readonly photos: Signal<Map<string, PhotoRow>> = signal(new Map());
  readonly counts = signal({
    waiting: 0,
    held: 0,
    drafts: 0,
    photos: 0,
    pdfs: 0,
    refusedPhotos: 0,
  });
  readonly lastSent: Signal<string | null> = signal(null);
  /** "" while the device keeps what it is given. */
  readonly storage: Signal<"" | StorageProblem["reason"] | "blocked"> = signal("");
  /** Documents whose deletion can still be undone. */
  readonly leaving = new Set<string>();
  /** Refusals that their author has read and let go. */
  private readonly dismissed = new Set<string>();
  private readonly bases = new Map<string, string | null>();
  private readonly views = new Map<string, DocumentView>();
  private ordered: DocumentView[] = [];
  private locals = new Map<string, Local>();
  private channel: Channel | null;
  private readonly around: Surroundings;

  private constructor(personId: string, around: Surroundings) {
    this.personId = personId;
    this.now = around.now;
    this.around = around;
    this.store = new Store(around.database ?? databaseName(personId), {
      onBlocked: () => {
        this.tellStorage("blocked");
        around.blocked?.();
      },
      onOutdated: () => this.tellStorage("outdated"),
    });
    this.channel = around.channel?.(`vakwerk-${personId}`) ?? null;
    if (this.channel) this.channel.onmessage = ({ data }) => void this.hear(data as News);
  }

  static async open(personId: string, around: Surroundings): Promise<Account> {
    const account = new Account(personId, around);
    const meta = new Map(await account.store.allMeta());
    account.me.value = (meta.get("me") as Me | undefined) ?? null;
    account.meEtag = (meta.get("me_etag") as string | undefined) ?? "";
    account.lastSent.value = (meta.get("last_sent") as string | undefined) ?? null;
    for (const id of (meta.get("dismissed") as string[] | undefined) ?? []) {
      account.dismissed.add(id);
    }
    await account.reload();
    return account;
  }

  close(): void {
    this.channel?.close();
    // What was on its way when its owner left is on the disk; nobody is left to be told.
    this.channel = null;
    this.store.close();
  }

  /** Its owner leaves: no window of this browser shows or keeps anything of it from here on. */
  signOut(copy: "stays" | "goes"): void {
    this.tell([], { signedOut: copy });
    this.close();
  }

  /** Also remembers which version its reader saw, so that what is typed next builds on that one. */
  view(docId: string): DocumentView | undefined {
    const found = this.views.get(docId);
    if (found && !this.bases.has(docId)) this.bases.set(docId, this.standingBase(docId));
    return found;
  }

  /** The reader went to another page and will see what is there by then. */
  forgetReading(): void {
    this.bases.clear();
  }

  baseOf(docId: string): string | null {
    // Null is an answer too: begun when there was no version yet.
    const read = this.bases.get(docId);
    return read === undefined ? this.standingBase(docId) : read;
  }

  setBase(docId: string, revId: string | null): void {
    this.bases.set(docId, revId);
  }

  local(docId: string): Local {
    return this.locals.get(docId) ?? emptyLocal();
  }

  placementsHere(): string[] {
    const server = [...this.locals.values()].flatMap((local) => local.server ?? []);
    return [...new Set(server.map((doc) => doc.placement_id))];
  }

  /** Does something that changes these documents on the disk, then shows them as they are there. */
  async change<T>(docIds: string[], work: (store: Store) => Promise<T>): Promise<T> {
    const done = await this.guarded(() => work(this.store));
    await this.changed(docIds);
    return done;
  }

  async setLastSent(moment: string): Promise<void> {
    this.lastSent.value = moment;
    await this.store.setMeta("last_sent", moment);
    this.tell([]);
  }

  async dismissProblem(docId: string, id: string): Promise<void> {
    this.dismissed.add(id);
    await this.store.setMeta("dismissed", [...this.dismissed]);
    await this.changed([docId]);
  }

  async dismissFarewell(docId: string): Promise<void> {
    await this.store.setMeta(`gone:${docId}`, undefined);
    await this.readFarewells();
  }

  /** These rows changed: read them again, here and in the other tabs. */
  async changed(docIds: string[]): Promise<void> {
    if (docIds.length === 0) return;
    await this.refresh(docIds);
    this.tell(docIds);
  }

  /** Rows of photos changed: read them again, here and in the other tabs. */
  async photosChanged(): Promise<void> {
    await this.readPhotos();
    this.tell([], { photos: true });
  }

  /** What everybody's documents look like on this device, by document. */
  everyLocal(): ReadonlyMap<string, Local> {
    return this.locals;
  }

  /** Draws these documents again from what is in memory, such as after an undo. */
  redraw(docIds: string[]): void {
    const drawn = new Set(docIds);
    for (const docId of drawn) this.draw(docId);
    const others = this.ordered.filter(({ docId }) => !drawn.has(docId));
    // What is in order already costs a sort next to nothing.
    this.ordered = [...others, ...[...drawn].flatMap((id) => this.views.get(id) ?? [])].sort(
      inOrder,
    );
    this.publish();
  }

  private async reload(): Promise<void> {
    await this.readFarewells();
    await this.readPhotos();
    this.locals = await this.guarded(() => this.store.loadAll());
    // From here on without a pause: a document that is here is never unknown for a moment.
    this.views.clear();
    this.ordered = [];
    this.redraw([...this.locals.keys()]);
  }

  private async readPhotos(): Promise<void> {
    const rows = await this.guarded(() => this.store.photos());
    this.photos.value = new Map(rows.map((row) => [photoId(row.placement_id, row.sha256), row]));
    this.count();
  }

  private async refresh(docIds: string[]): Promise<void> {
    if (docIds.length > MANY) return this.reload();
    const fresh = await this.guarded(() => this.store.load(docIds));
    for (const [docId, local] of fresh) {
      if (isSomething(local)) this.locals.set(docId, local);
      else if (this.locals.delete(docId)) await this.readFarewells();
    }
    this.redraw(docIds);
  }

  private draw(docId: string): void {
    const local = this.standing(docId);
    const view = local && viewOf(docId, local, this.personId, this.me.value);
    if (view) this.views.set(docId, view);
    else this.views.delete(docId);
  }

  private standing(docId: string): Local | undefined {
    const local = this.locals.get(docId);
    if (!local || this.dismissed.size === 0) return local;
    return { ...local, problems: local.problems.filter(({ id }) => !this.dismissed.has(id)) };
  }

  private publish(): void {
    const all = this.ordered;
    // Deleted here and edited elsewhere is two versions, and its author has yet to choose.
    const isRemoved = ({ head, hasDraft, siblings }: DocumentView) =>
      head?.deleted === true && !hasDraft && siblings.length === 0;
    this.removed.value = all.filter(isRemoved);
    this.documents.value = all.filter((view) => !isRemoved(view) && !this.leaving.has(view.docId));
    this.count();
  }

  private count(): void {
    const all = this.ordered;
    const waiting = [...this.locals.values()].filter(hasWaiting).length;
    const held = all.filter((view) => view.state === "held").length;
    const drafts = all.filter((view) => view.hasDraft).length;
    const left = photosNotArrived(this.photos.value, this.locals);
    const refusedPhotos = left.filter(({ state }) => state === "refused").length;
    const photos = left.length - refusedPhotos;
    const pdfs = left.filter(({ media_type }) => media_type === "application/pdf").length;
    this.counts.value = { waiting, held, drafts, photos, pdfs, refusedPhotos };
  }

  private standingBase(docId: string): string | null {
    const base = this.locals.get(docId)?.draft?.base_rev;
    return base !== undefined ? base : (this.views.get(docId)?.head?.rev_id ?? null);
  }

  private async readFarewells(): Promise<void> {
    const meta = await this.guarded(() => this.store.allMeta());
    const kept = meta.filter(([key]) => key.startsWith("gone:"));
    this.farewells.value = kept.map(([, value]) => value as Farewell);
  }

  private async guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      // Whatever the newer window does, this one is out of date until it is loaded again.
      if (this.storage.value !== "outdated") this.storage.value = "";
      return result;
    } catch (error) {
      if (error instanceof StorageProblem) this.tellStorage(error.reason);
      throw error;
    }
  }

  private tellStorage(reason: StorageProblem["reason"] | "blocked"): void {
    this.storage.value = reason;
  }

  private tell(docIds: string[], more: Partial<News> = {}): void {
    this.channel?.postMessage({ docIds, lastSent: this.lastSent.value, ...more } satisfies News);
  }

  private async hear({ docIds, photos, signedOut, lastSent }: News): Promise<void> {
    if (signedOut) {
      // One that stays takes what is still being typed here; one that goes must not come back.
      if (signedOut !== "stays") this.close();
      return this.around.signedOut?.();
    }
    this.lastSent.value = lastSent;
    if (photos) await this.readPhotos();
    await this.refresh(docIds);
  }
}

/** That a supervisor opened something is nothing that they wait for. */
function hasWaiting(local: Local): boolean {
  return local.outbox.some((row) => row.type === "revision" || row.item.kind !== "seen");
}

function isSomething({ server, draft, outbox, recent, problems }: Local): boolean {
  return Boolean(server || draft) || outbox.length + recent.length + problems.length > 0;
}
