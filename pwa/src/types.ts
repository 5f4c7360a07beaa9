/** Every shape that crosses a border: the wire, IndexedDB, the screens. */

import type { Attachment } from "./attachments.ts";

export type Role =
  | "student"
  | "workplace_supervisor"
  | "school_coach"
  | "assessor"
  | "placement_coordinator";

export type DocumentKind =
  | "entry"
  | "learning_goal"
  | "day"
  | "self_review"
  | "private_note"
  | "lived_experience";

export type Effect = "" | "achieved" | "partly" | "not_achieved" | "not_yet_visible";
export type NeedOf = "" | "person" | "group" | "team" | "neighbourhood" | "myself";
export type SupportChoice =
  | ""
  | "let_do"
  | "take_over"
  | "hand_over"
  | "mutual_help"
  | "not_applicable";
export type ActivityKind =
  | "activity"
  | "conversation"
  | "home_visit"
  | "observation"
  | "dilemma"
  | "peer_session"
  | "training"
  | "preparation"
  | "guidance"
  | "other";

export interface EntryContent {
  date: string;
  minutes: number | null;
  activity_kind: ActivityKind;
  title: string;
  description: string;
  purpose: string;
  need: string;
  need_of: NeedOf;
  effect: Effect;
  effect_text: string;
  adjust: string;
  follows_up: string;
  goals: string[];
  work_processes: string[];
  life_domains: string[];
  method: string;
  support_choice: SupportChoice;
  attitude: string[];
  attachments: Attachment[];
  [unknown: string]: unknown;
}

export interface GoalContent {
  text: string;
  origin: "school" | "personal" | "workplace";
  work_processes: string[];
  period: string;
  how_seen: string;
  status: "concept" | "agreed" | "working" | "reached";
  outcome: string;
  [unknown: string]: unknown;
}

export type Content = Record<string, unknown>;

/** The ten hashed fields, in protocol.md's words. */
export interface HashedFields {
  v: 1;
  placement_id: string;
  doc_id: string;
  kind: DocumentKind;
  schema_version: number;
  base_rev: string | null;
  merges: string[];
  deleted: boolean;
  salt: string | null;
  content: Content | null;
}

export interface Revision extends HashedFields {
  rev_id: string;
  hash: string;
  device_time: string;
  received_at?: string;
}

export type FactKind =
  | "submission"
  | "help_request"
  | "share"
  | "remark"
  | "request_changes"
  | "sign_off"
  | "seen"
  | "withdraw"
  | "goal_agreement"
  | "hours_decision"
  | "handover";

export interface NewFact {
  fact_id: string;
  kind: FactKind;
  placement_id: string;
  doc_id: string;
  rev_id: string;
  hash: string;
  body: Content;
}

export interface Fact extends NewFact {
  author: { id: string; name: string; role: Role; address?: string };
  received_at: string;
  seq: number;
  signature: string;
  key_id: string;
  /** On a sign-off whose signer the school has not confirmed yet. */
  provisional?: boolean;
}

export type PushOutcome = "ok" | "dup" | "conflict_kept" | "quarantined" | "gone";
export interface PushResult {
  rev_id: string;
  hash: string;
  outcome: PushOutcome;
  seq?: number;
  reason?: string;
}
export interface FactResult {
  fact_id: string;
  outcome: "ok" | "dup" | "refused" | "gone";
  code?: string;
  seq?: number;
  fact?: Fact;
}

export interface PulledDocument {
  doc_id: string;
  kind: DocumentKind;
  seq: number;
  author_id: string;
  head: Revision;
  siblings: Revision[];
  named: Revision[];
  submitted: string | null;
  working: boolean;
  facts: Fact[];
}
export interface QuarantinedItem {
  id: string;
  rev_id: string;
  reason: string;
  received_at: string;
  raw: string;
}
export interface RefusedFact {
  fact_id: string;
  code: string;
  received_at: string;
  raw: string;
}
export interface PullPage {
  epoch: string;
  cursor: number;
  more: boolean;
  digest?: string;
  lacks?: string[];
  docs: (PulledDocument | { doc_id: string; gone: true })[];
  quarantine: QuarantinedItem[];
  refused?: RefusedFact[];
}

export interface WorkProcess {
  code: string;
  title: string;
}
export interface Framework {
  id: string;
  name: string;
  version: string;
  official: boolean;
  core_tasks: { code: string; title: string; work_processes: WorkProcess[] }[];
}
export interface Placement {
  id: string;
  my_role: Role;
  school_id: string;
  active: boolean;
  student: { id: string; name: string; call_name: string; student_number: string };
  company: { name: string; company_id: string };
  programme: { name: string; programme_code: string };
  cohort: string;
  group: string;
  starts_on: string;
  ends_on: string;
  planned_minutes: number;
  weekdays: number[];
  supervisors: { id: string; name: string; function: string }[];
  coaches: { id: string; name: string }[];
  framework_id: string;
  allow_names: string[];
}
export interface Me {
  person: {
    id: string;
    display_name: string;
    given_name: string;
    infix: string;
    family_name: string;
    locale: "nl" | "en";
  };
  roles: Role[];
  schools: { id: string; name: string; zone: string; role_labels: Record<string, string> }[];
  placements: Placement[];
  frameworks: Framework[];
  epoch: string;
  min_schema_version: number;
  demo: boolean;
  version: string;
}

export type StateName =
  | "held"
  | "needs_fixing"
  | "two_versions"
  | "changes_requested"
  | "signoff_withdrawn"
  | "changed_after_signoff"
  | "signed_provisional"
  | "signed"
  | "seen"
  | "sent"
  | "stored"
  | "on_phone"
  | "draft";

export interface GuardHit {
  rule: string;
  severity: "block" | "warn";
  field: string;
  start: number;
  end: number;
  excerpt: string;
}

export interface DocumentView {
  docId: string;
  placementId: string;
  kind: DocumentKind;
  state: StateName;
  content: Content;
  hasDraft: boolean;
  head?: Revision;
  siblings: Revision[];
  submitted?: Revision;
  facts: Fact[];
  working: boolean;
  mine: boolean;
  /** `fact` is what was refused, so that its words are not lost. */
  problem?: { id: string; code: string; message: string; fact?: NewFact };
  toMend?: Revision; // quarantined: its words are on the screen
  waiting: NewFact[]; // facts of one's own that wait on this device
  hits: GuardHit[];
}

export type SaveResult =
  | { ok: true }
  | { ok: false; reason: "held_back"; hits: GuardHit[] }
  | { ok: false; reason: "storage" | "choose_version_first" | "empty" };

export interface SyncStatus {
  waiting: number;
  /** Photos and files that their text went ahead of. */
  photos: number;
  /** How many of the photos and files, refused ones too, are no picture. */
  pdfs: number;
  refusedPhotos: number;
  held: number;
  concepts: number; // drafts that only this device has, but for the held ones
  /** Something is on its way into the outbox: not yet counted, not yet safe. */
  writing: boolean;
  lastSent: string | null;
  running: boolean;
  problem: "" | "offline" | "server" | "login" | "storage" | "upgrade";
}
export interface SyncReport extends Pick<SyncStatus, "waiting" | "photos" | "problem"> {
  sent: number;
  received: number;
}
export type Session = { me: Me; personId: string };
