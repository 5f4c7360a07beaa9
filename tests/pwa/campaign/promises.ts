/** What people were told, written down as they were told it, to be compared with what is true. */

import { outboxOf } from "@/data/problems.ts";
import type { OutboxRow } from "@/data/records.ts";
import type { Device } from "./device.ts";

export interface Written {
  rev_id: string;
  hash: string;
  doc_id: string;
  title: string;
  device: string;
}
export interface Told {
  fact_id: string;
  kind: string;
  doc_id: string;
  rev_id: string;
  by: Device;
}

export class Promises {
  readonly revisions = new Map<string, Written>();
  readonly facts = new Map<string, Told>();
  /** By fact: the words that stood on the screen when somebody signed. */
  readonly signed = new Map<string, string>();
  /** Held back by the guard: nobody else may ever read these. */
  readonly secrets = new Set<string>();
  /** Documents whose author asked that their old text go. */
  readonly erasing = new Set<string>();
  /** Versions whose words were seen to be gone: they may not come back. */
  readonly erased = new Set<string>();
  /** Sign-offs and other facts that were seen to be withdrawn. */
  readonly withdrawn = new Set<string>();
  readonly broken: string[] = [];
  private readonly waiting = new Map<Device, Map<string, OutboxRow>>();

  breach(what: string): void {
    this.broken.push(what);
  }

  /** After everything that happens on a device: what came into its outbox, and what left it. */
  async look(device: Device): Promise<void> {
    const rows = await device.act(({ account }) => account.store.run(outboxOf));
    const now = new Map(rows?.map((row) => [keyOf(row), row]));
    for (const row of now.values()) this.remember(row, device);
    for (const [key, row] of this.waiting.get(device) ?? []) {
      if (now.has(key) || device.receipts.has(key) || device.gone.has(row.doc_id)) continue;
      this.breach(`I10 ${key} left the outbox of ${device.name} without a receipt`);
    }
    this.waiting.set(device, now);
  }

  private remember(row: OutboxRow, device: Device): void {
    // What is offered again was promised before, or by somebody else.
    if (row.reoffered !== undefined) return;
    const { doc_id } = row;
    if (row.type === "fact") {
      const { fact_id, kind, rev_id } = row.item;
      if (!this.facts.has(row.id)) {
        this.facts.set(row.id, { fact_id, kind, doc_id, rev_id, by: device });
      }
      return;
    }
    const { rev_id, hash, content } = row.item;
    const known = this.revisions.get(rev_id);
    if (known && known.hash !== hash) this.breach(`I7 ${rev_id} was rewritten on ${device.name}`);
    const title = titleOf(content);
    this.revisions.set(rev_id, { rev_id, hash, doc_id, title, device: device.name });
  }
}

export function titleOf(content: unknown): string {
  const { title = "", text = "" } = (content ?? {}) as { title?: string; text?: string };
  return title || text;
}

function keyOf(row: OutboxRow): string {
  return row.type === "revision" ? `${row.item.rev_id} ${row.item.hash}` : row.id;
}
