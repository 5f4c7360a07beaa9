"""Who may see and do what (protocol.md §5). Plain values in, plain answers out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

STUDENT = "student"
WORKPLACE_SUPERVISOR = "workplace_supervisor"
SCHOOL_COACH = "school_coach"
ASSESSOR = "assessor"
PLACEMENT_COORDINATOR = "placement_coordinator"

# Of two roles beside one student, the one that can do more goes first.
_RANK = {STUDENT: 0, WORKPLACE_SUPERVISOR: 1, SCHOOL_COACH: 2, ASSESSOR: 3}

PRIVATE_KINDS = frozenset({"private_note", "lived_experience"})
DOCUMENT_KINDS = frozenset(
    {"entry", "learning_goal", "day", "self_review", "private_note", "lived_experience"}
)

# Which fact each role may write; a student writes about their own documents only.
_MAY_WRITE = {
    STUDENT: frozenset({"submission", "share", "remark", "withdraw"}),
    WORKPLACE_SUPERVISOR: frozenset(
        {"remark", "request_changes", "sign_off", "seen", "withdraw", "goal_agreement"}
    ),
    SCHOOL_COACH: frozenset({"remark", "seen", "withdraw"}),
    ASSESSOR: frozenset({"seen"}),
}


@dataclass(frozen=True)
class Membership:
    """One person's place in one placement. `active` is false once their period there is over."""

    placement_id: str
    school_id: str
    role: str
    student_id: str
    active: bool = True


@dataclass(frozen=True)
class Actor:
    """Somebody signed in, with everything that is theirs to see."""

    person_id: str
    address: str = ""
    memberships: tuple[Membership, ...] = ()
    school_roles: tuple[tuple[str, str], ...] = ()  # (school_id, role)

    def in_placement(
        self, placement_id: str, may: Callable[[str], bool] = lambda role: True
    ) -> Membership | None:
        """The membership that counts there: the student's own first, then an active one, and of
        those one whose role `may` do what is asked, whichever else somebody holds."""
        mine = [m for m in self.memberships if m.placement_id == placement_id]
        mine.sort(
            key=lambda m: (m.role != STUDENT, not m.active, not may(m.role), _RANK.get(m.role, 9))
        )
        return mine[0] if mine else None

    def schools_as(self, role: str) -> tuple[str, ...]:
        return tuple(school for school, held in self.school_roles if held == role)

    def roles(self) -> list[str]:
        """Every role held, in the order in which the app offers them."""
        held = {m.role for m in self.memberships} | {role for _, role in self.school_roles}
        order = (STUDENT, WORKPLACE_SUPERVISOR, SCHOOL_COACH, ASSESSOR, PLACEMENT_COORDINATOR)
        return [role for role in order if role in held]


def may_write_fact(role: str, kind: str) -> bool:
    return kind in _MAY_WRITE.get(role, frozenset())


def may_read_document(member: Membership, person_id: str, document: DocumentAudience) -> bool:
    """Authors read their own; others read what was submitted, or shared where it is private."""
    if document.author_id == person_id:
        return True
    if member.role == STUDENT or not member.active:
        return False
    if document.kind in PRIVATE_KINDS:
        return document.shared
    return document.submitted


@dataclass(frozen=True)
class DocumentAudience:
    author_id: str
    kind: str
    submitted: bool
    shared: bool
