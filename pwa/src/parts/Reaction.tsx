/**
 * `<Reaction fact={fact} />`: what somebody said about an entry: top, tip, vraag, "waarom?",
 * a request to complete it, or akkoord. Returns nothing for facts without words.
 */

import badgeCheck from "lucide:badge-check";
import circleHelp from "lucide:circle-question-mark";
import compass from "lucide:compass";
import hand from "lucide:hand-helping";
import lightbulb from "lucide:lightbulb";
import listPlus from "lucide:list-plus";
import message from "lucide:message-square";
import thumbsUp from "lucide:thumbs-up";
import undo from "lucide:undo-2";
import { t } from "../i18n.ts";
import type { Fact } from "../types.ts";
import { formatInstant } from "./format.ts";
import { type Drawing, Icon } from "./Icon.tsx";

export function Reaction({ fact, withdrawn = false }: { fact: Fact; withdrawn?: boolean }) {
  const look = lookOf(fact);
  if (!look) return null;
  const [icon, word, fallback] = look;
  const said = fact.body.text ?? fact.body.comment;
  const text = typeof said === "string" && said ? said : fallback;
  const kind = fact.kind === "request_changes" ? "request" : fact.kind;
  return (
    <article class={`reaction reaction-${kind}`}>
      <p class="reaction-kind">
        <Icon of={withdrawn ? undo : icon} />
        {withdrawn ? t("{word} (ingetrokken)", { word }) : word}
      </p>
      {text && <p class="prose">{text}</p>}
      <p class="reaction-who">
        {t("{name}, {moment}", { name: fact.author.name, moment: formatInstant(fact.received_at) })}
      </p>
    </article>
  );
}

/** Everything of a document that is worth reading, oldest first. */
export function readable(facts: Fact[]): Fact[] {
  return facts.filter((fact) => lookOf(fact)).sort((a, b) => a.seq - b.seq);
}

export function isWithdrawn(fact: Fact, facts: Fact[]): boolean {
  return facts.some((other) => other.kind === "withdraw" && other.body.target === fact.fact_id);
}

function lookOf(fact: Fact): [Drawing, string, string] | null {
  switch (fact.kind) {
    case "sign_off":
      return [badgeCheck, t("Akkoord"), ""];
    case "request_changes":
      return [listPlus, t("Vraag om aan te vullen"), ""];
    case "goal_agreement":
      return [badgeCheck, t("Akkoord met dit leerdoel"), ""];
    case "help_request":
      return [hand, t("Ik heb hulp nodig"), ""];
    case "remark":
      return remarkLook(fact.body.tone);
    default:
      return null;
  }
}

function remarkLook(tone: unknown): [Drawing, string, string] {
  switch (tone) {
    case "top":
      return [thumbsUp, t("Top"), ""];
    case "tip":
      return [lightbulb, t("Tip"), ""];
    case "question":
      return [circleHelp, t("Vraag"), ""];
    case "purpose_gap":
      return [compass, t("Waarom?"), t("Je beschrijft wat je deed, niet waarom.")];
    default:
      return [message, t("Opmerking"), ""];
  }
}
