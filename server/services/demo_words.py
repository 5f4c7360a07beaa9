"""The demo material's Dutch codes and what we call them. Used by the seeder only."""

from __future__ import annotations

from typing import Any

KINDS = {
    "gesprek": "conversation",
    "voorbereiding": "preparation",
    "activiteit": "activity",
    "thuisbezoek": "home_visit",
    "dilemma": "dilemma",
    "begeleiding": "guidance",
    "observatie": "observation",
    "stagebezoek": "conversation",
    "intervisie": "peer_session",
}
EFFECTS = {
    "": "",
    "bereikt": "achieved",
    "deels": "partly",
    "niet": "not_achieved",
    "nog_niet_te_zien": "not_yet_visible",
}
SUPPORT = {
    "": "",
    "zelf_laten_doen": "let_do",
    "overnemen": "take_over",
    "overdragen": "hand_over",
    "onderling_helpen": "mutual_help",
    "nvt": "not_applicable",
}
ATTITUDE = {
    "inleven": "empathy",
    "aandacht": "attention",
    "grenzen": "boundaries",
    "naast_staan": "alongside",
    "durven": "daring",
    "reflecteren": "reflecting",
    "hulp_vragen": "asking_help",
    "betrouwbaar": "authentic",
}
_NEED_OF = {"stu-samira": "group", "stu-daan": "person", "stu-jaylen": "person"}

Json = dict[str, Any]


def entry_content(entry: Json, day: str, doc_ids: dict[str, str]) -> Json:
    """The content of an entry, schema version 1. `doc_ids` maps demo ids to document ids."""
    evaluation = entry["evaluation"]
    content: Json = {
        "date": day,
        "minutes": round(entry["hours"] * 60),
        "activity_kind": KINDS[entry["activity_kind"]],
        "title": entry["title"],
        "description": entry["description"],
        "purpose": entry["purpose"],
        "need": entry["need"],
        "need_of": _NEED_OF[entry["student"]] if entry["need"] else "",
        "effect": EFFECTS[evaluation["effect"]],
        "effect_text": evaluation["text"],
        "adjust": entry["adjust"],
        "follows_up": doc_ids.get(entry.get("follows_up", ""), ""),
        "goals": [doc_ids[goal] for goal in entry["learning_goals"]],
        "work_processes": entry["werkprocessen"],
        "life_domains": entry["leefgebieden"],
        "method": ", ".join(entry["methods"]),
        "support_choice": SUPPORT[entry["support_choice"]],
        "attitude": [ATTITUDE[code] for code in entry["attitude"]],
        "attachments": [],
    }
    if "dilemma" in entry:
        content["dilemma"] = {k: v for k, v in entry["dilemma"].items() if k != "talked_with"}
    return content


def goal_content(goal: Json, reached: bool) -> Json:
    return {
        "text": goal["text"],
        "origin": goal["origin"],
        "work_processes": goal["werkprocessen"],
        "period": "",
        "how_seen": "",
        "status": "reached" if reached else "working",
        "outcome": "",
    }
