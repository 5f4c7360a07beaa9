/** A phone as it is shipped: the real account and the real engine, with the network handed in. */

import { Account } from "@/data/account.ts";
import { saveDocument, submitDocument, writeDraft } from "@/data/writing.ts";
import { newId } from "@/rules/uuid.ts";
import { Engine } from "@/sync/engine.ts";
import { ownLocks } from "@/sync/locks.ts";
import type { Content, DocumentView } from "@/types.ts";
import { type FakeServer, PLACEMENT } from "./fake_server.ts";

export class Phone {
  readonly account: Account;
  readonly engine: Engine;

  /** The same device, opened by a process that knows nothing yet. */
  readonly again: () => Promise<Phone>;
  readonly device: string;

  private constructor(account: Account, engine: Engine, device: string, again: Phone["again"]) {
    this.account = account;
    this.engine = engine;
    this.device = device;
    this.again = again;
  }

  /** `device` keeps apart what lies on several phones; the same name opens the same phone again. */
  static async open(server: FakeServer, person: string, device: string): Promise<Phone> {
    const account = await Account.open(person, { now: () => new Date(), database: device });
    const engine = new Engine(account, { fetch: server.fetchAs(person), locks: ownLocks() });
    return new Phone(account, engine, device, () => Phone.open(server, person, device));
  }

  async write(content: Content, docId: string = newId()): Promise<string> {
    await writeDraft(this.account, PLACEMENT, "entry", docId, content);
    return docId;
  }

  async save(content: Content, docId?: string): Promise<string> {
    const id = await this.write(content, docId);
    await saveDocument(this.account, id);
    return id;
  }

  async submit(docId: string) {
    return submitDocument(this.account, docId, { ask: "sign_off", to: "" });
  }

  sync() {
    return this.engine.run();
  }

  see(docId: string): DocumentView {
    this.account.forgetReading();
    const view = this.account.view(docId);
    if (!view) throw new Error("not on this phone");
    return view;
  }

  /** The versions that the screen to choose on puts beside each other. */
  shown(docId: string): string[] {
    const { head, siblings } = this.see(docId);
    return [head, siblings[0]].flatMap((version) => version?.rev_id ?? []);
  }

  state(docId: string) {
    return this.see(docId).state;
  }
}

export const words = (text: string): Content => ({ date: "2026-09-08", title: text, goals: [] });
