/** What people do on their devices, through the same functions that the screens call. */

import { commit } from "@/data/keeping.ts";
import { mint } from "@/data/revisions.ts";
import {
  chooseVersion,
  discardDraft,
  removeDocument,
  restoreDocument,
  saveDocument,
  sendFact,
  submitDocument,
  writeDraft,
} from "@/data/writing.ts";
import { newId } from "@/rules/uuid.ts";
import type { Content, DocumentKind, DocumentView, SaveResult } from "@/types.ts";
import type { Device, Handed } from "./device.ts";
import { hasDraft, isDouble, isHere, isPrivate, isSendable, isSent, isWritten } from "./looks.ts";
import { type Promises, titleOf } from "./promises.ts";
import type { Random } from "./random.ts";
import type { Cast } from "./stage.ts";
import { entryOf, meaningless } from "./words.ts";

const STUDENT = {
  writes: 10,
  edits: 9,
  types: 3,
  writes_privately: 2,
  sets_a_goal: 1,
  names_a_stranger: 1,
  submits: 9,
  chooses: 4,
  shares: 1,
  answers: 2,
  removes: 2,
  brings_back: 2,
  discards: 1,
  erases_old_text: 0.7,
  has_bad_memory: 1,
};
const SUPERVISOR = { opens: 3, remarks: 3, asks_more: 2, signs: 6, takes_back: 2 };
const COACH = { opens: 2, remarks: 3 };
const MOST_CHOICES = 16;
type Doing = keyof typeof STUDENT | keyof typeof SUPERVISOR | keyof typeof COACH;

export class People {
  private readonly cast: Cast;
  private readonly random: Random;
  private readonly promises: Promises;
  private words = 0;

  constructor(cast: Cast, random: Random, promises: Promises) {
    this.cast = cast;
    this.random = random;
    this.promises = promises;
  }

  /** Somebody at this device does one thing; answers what. */
  async doSomething(device: Device): Promise<string> {
    const weights = { student: STUDENT, supervisor: SUPERVISOR, coach: COACH }[device.who];
    const doing = this.random.weighted(weights as Record<Doing, number>);
    // Most go to a page first; who stays sees what was there when they came.
    if (this.random.chance(0.7)) device.account.forgetReading();
    await this.perform(doing, device);
    return doing;
  }

  /** Pair after pair of versions is joined, as the screen asks for it; false when there was none. */
  async chooseAll(device: Device): Promise<boolean> {
    let chosen = false;
    for (const { docId } of device.account.documents.peek()) {
      for (let n = 0; n < MOST_CHOICES && device.account.view(docId)?.siblings.length; n += 1) {
        await this.choose(device, docId);
        chosen = true;
      }
    }
    return chosen;
  }

  private async perform(doing: Doing, device: Device): Promise<void> {
    switch (doing) {
      case "writes":
        return this.save(device, newId(), "entry", this.entry());
      case "edits":
        return this.withOne(device, isWritten, (doc) => this.edit(device, doc));
      case "types":
        return this.withOne(device, isWritten, async ({ docId, kind, content }) => {
          const text = { ...content, ...this.titled(kind) };
          await device.act(({ account }) => writeDraft(account, this.place, kind, docId, text));
        });
      case "writes_privately":
        return this.save(device, newId(), "private_note", { text: this.title() });
      case "sets_a_goal":
        return this.save(device, newId(), "learning_goal", {
          text: this.title(),
          status: "concept",
        });
      case "names_a_stranger":
        return this.nameStranger(device);
      case "submits":
        return this.withOne(device, isSendable, async ({ docId }) => {
          const ask = this.random.chance(0.8) ? "sign_off" : "feedback";
          await this.told(device, ({ account }) => submitDocument(account, docId, { ask, to: "" }));
        });
      case "chooses":
        return this.withOne(device, isDouble, ({ docId }) => this.choose(device, docId));
      case "shares":
        return this.withOne(device, isPrivate, (doc) => this.fact(device, "share", doc, {}));
      case "removes":
        return this.withOne(device, isWritten, async ({ docId }) => {
          await this.keepingTyped(device, docId, (account) => removeDocument(account, docId));
        });
      case "brings_back": {
        const [removed] = this.random.shuffled(device.account.removed.peek());
        if (!removed) return;
        await this.told(device, ({ account }) => restoreDocument(account, removed.docId));
        return;
      }
      case "discards":
        return this.withOne(device, hasDraft, async ({ docId }) => {
          await device.act(({ account }) => discardDraft(account, docId));
        });
      case "erases_old_text":
        return this.withOne(device, isWritten, ({ docId }) => this.erase(device, docId));
      case "has_bad_memory":
        return this.flipABit(device);
      case "answers":
      case "remarks":
        return this.withOne(device, isSent, (doc) =>
          this.fact(device, "remark", doc, { tone: "tip", text: this.title() }),
        );
      case "opens":
        return this.withOne(device, isSent, (doc) => this.fact(device, "seen", doc, {}));
      case "asks_more":
        return this.withOne(device, isSent, (doc) =>
          this.fact(device, "request_changes", doc, { text: this.title() }),
        );
      case "signs":
        return this.withOne(device, isSent, (doc) => this.sign(device, doc));
      case "takes_back":
        return this.withOne(device, isSent, (doc) => this.takeBack(device, doc));
    }
  }

  private async save(
    device: Device,
    docId: string,
    kind: DocumentKind,
    content: Content,
  ): Promise<void> {
    const wanted = titleOf(content);
    let typed = false;
    await this.told(device, async ({ account }) => {
      await writeDraft(account, this.place, kind, docId, content);
      typed = true;
      const result = await saveDocument(account, docId);
      if (result.ok && !(await isHere(account, docId, wanted))) {
        this.promises.breach(`E3 "${wanted}" was called saved and is not on ${device.name}`);
      }
      return result;
    });
    const here = await device.act(({ account }) => isHere(account, docId, wanted));
    if (typed && !here) this.promises.breach(`E17 "${wanted}" was typed on ${device.name}`);
  }

  private edit(device: Device, { docId, kind, content }: DocumentView): Promise<void> {
    return this.save(device, docId, kind, { ...content, ...this.titled(kind) });
  }

  private async nameStranger(device: Device): Promise<void> {
    const title = this.title();
    this.promises.secrets.add(title);
    const content = { ...this.entry(), title, description: "Bel mij op 06-12345678." };
    await device.act(async ({ account }) => {
      const docId = newId();
      await writeDraft(account, this.place, "entry", docId, content);
      const result = await saveDocument(account, docId);
      if (result.ok) this.promises.breach(`guard: "${title}" became a revision`);
    });
  }

  /** Only with a network: the answer is all that the screen tells. */
  private async erase(device: Device, docId: string): Promise<void> {
    this.promises.erasing.add(docId);
    await device.act(async ({ engine }) => {
      await engine.api
        .send("POST", `/api/documents/${docId}/erase-old-text`)
        .catch((error) => error);
    });
  }

  /** The first two stand beside each other; what was typed stands on another page. */
  private async choose(device: Device, docId: string): Promise<void> {
    const { kind = "entry", head, siblings = [] } = device.account.view(docId) ?? {};
    const joined = { ...siblings[0]?.content, ...head?.content, ...this.titled(kind) };
    const shown = [head, siblings[0]].flatMap((version) => version?.rev_id ?? []);
    await this.keepingTyped(device, docId, (account) =>
      chooseVersion(account, docId, joined, shown),
    );
  }

  /** Words that were typed beside a saved version go by nothing but being discarded. */
  private async keepingTyped(
    device: Device,
    docId: string,
    work: (account: Handed["account"]) => Promise<SaveResult>,
  ): Promise<void> {
    const { head } = device.account.view(docId) ?? {};
    const typed = head ? titleOf(device.account.local(docId).draft?.content) : "";
    await this.told(device, ({ account }) => work(account));
    if (typed === "") return;
    const here = await device.act(({ account }) => isHere(account, docId, typed));
    if (here === false) this.promises.breach(`E17 "${typed}" was thrown away on ${device.name}`);
  }

  /** A version whose words no longer are those that its hash was made of. */
  private async flipABit(device: Device): Promise<void> {
    const content = this.entry();
    await this.told(device, async ({ account }) => {
      const place = { placement_id: this.place, doc_id: newId(), base_rev: null, merges: [] };
      const item = await mint({ ...place, kind: "entry", content }, "");
      const spoilt = { ...item, content: { ...content, minutes: 121 } };
      const { rev_id: id, doc_id, placement_id } = item;
      await commit(account, [{ type: "revision", id, doc_id, placement_id, item: spoilt }]);
      return { ok: true };
    });
  }

  private async sign(device: Device, doc: DocumentView): Promise<void> {
    const shown = titleOf(doc.submitted?.content);
    const body = { comment: "", name: "", function: "" };
    const known = new Set(this.promises.facts.keys());
    await this.fact(device, "sign_off", doc, body);
    for (const [id, { kind }] of this.promises.facts) {
      if (!known.has(id) && kind === "sign_off") this.promises.signed.set(id, shown);
    }
  }

  private async takeBack(device: Device, doc: DocumentView): Promise<void> {
    const mine = doc.facts.filter(
      (fact) =>
        fact.author.id === device.person && fact.kind !== "seen" && fact.kind !== "withdraw",
    );
    if (mine.length === 0) return;
    const target = this.random.one(mine).fact_id;
    await this.fact(device, "withdraw", doc, { target });
  }

  private async fact(
    device: Device,
    kind: Parameters<typeof sendFact>[1],
    doc: DocumentView,
    body: Content,
  ): Promise<void> {
    await this.told(device, ({ account }) => sendFact(account, kind, doc, body));
  }

  private async told(device: Device, work: (handed: Handed) => Promise<SaveResult>): Promise<void> {
    if (this.random.chance(0.05)) device.writesLeft = 1 + this.random.below(4);
    const result = await device.act(work);
    await this.promises.look(device);
    if (result && !result.ok && result.reason === "storage") {
      this.promises.breach(`the device of ${device.name} is said to be full or broken`);
    }
  }

  private async withOne(
    device: Device,
    suits: (doc: DocumentView) => boolean,
    work: (doc: DocumentView) => Promise<void>,
  ): Promise<void> {
    const [found] = this.random.shuffled(device.account.documents.peek().filter(suits));
    const shown = found && device.account.view(found.docId);
    if (shown) await work(shown);
  }

  private get place(): string {
    return this.cast.placement;
  }

  private titled(kind: DocumentKind): Content {
    return kind === "entry" ? { title: this.title() } : { text: this.title() };
  }

  private title(): string {
    this.words += 1;
    return meaningless(this.words);
  }

  private entry(): Content {
    return entryOf(this.cast.today, this.title());
  }
}
