/** The back door of the server under trial: tests/campaigns/phones/stage.py, from here. */

import type { Fact, Revision } from "@/types.ts";

export interface Cast {
  placement: string;
  school: string;
  today: string;
  people: Record<Who, { id: string; cookie: string }>;
}
export type Who = "student" | "supervisor" | "coach";

export interface DocumentRow {
  doc_id: string;
  kind: string;
  author_id: string;
  seq: number;
  head_rev: string;
  submitted_rev: string | null;
  signed_rev: string | null;
  shared: boolean | number;
}
export type RevisionRow = Omit<Revision, "device_time"> & {
  seq: number;
  is_leaf: boolean | number;
};
export type FactRow = Omit<Fact, "author"> & { author_id: string };

export interface Truth {
  epoch: string;
  seq: number;
  documents: DocumentRow[];
  revisions: RevisionRow[];
  facts: FactRow[];
  refused: { fact_id: string; author_id: string; code: string; item: string }[];
  quarantined: { rev_id: string; item: string; reason: string }[];
  digests: { student: string; beside: string };
}

export class Stage {
  readonly server: string;

  constructor(server: string) {
    this.server = server;
  }

  enter(name: string): Promise<Cast> {
    return this.ask("enter", { name });
  }

  keepCopy({ placement, school }: Cast): Promise<string> {
    return this.ask("keep_copy", { placement_id: placement, school_id: school });
  }

  putBack({ placement, school }: Cast, copy: string, newEpoch: boolean): Promise<void> {
    const ids = { placement_id: placement, school_id: school };
    return this.ask("put_back", { ...ids, copy, new_epoch: newEpoch });
  }

  endAccess({ placement, people }: Cast, who: Who): Promise<void> {
    return this.ask("end_access", { placement_id: placement, person_id: people[who].id });
  }

  failAt(statement: number): Promise<void> {
    return this.ask("fail_at", { statement });
  }

  truth({ placement, people }: Cast): Promise<Truth> {
    return this.ask("truth", { placement_id: placement, student_id: people.student.id });
  }

  private async ask<Answer>(what: string, words: object): Promise<Answer> {
    const body = JSON.stringify(words);
    const answer = await fetch(`${this.server}/stage/${what}`, { method: "POST", body });
    if (!answer.ok) throw new Error(`the stage cannot ${what}: ${answer.status}`);
    return (await answer.json()) as Answer;
  }
}
