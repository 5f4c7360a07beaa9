"""Empties every table. Only the demo asks for this, and only of its own database."""

from __future__ import annotations

from server.storage.database import execute, unit_of_work

# Children before parents.
_TABLES = (
    "ledger_mark",
    "blob_part",
    "blob",
    "export",
    "audit_event",
    "caught_mail",
    "delivery",
    "invitation",
    "session",
    "login_code",
    "statement",
    "chain",
    "quarantined",
    "refused_fact",
    "fact",
    "revision",
    "document",
    "stream",
    "placement_change",
    "placement_person",
    "placement",
    "training_company",
    "group_member",
    "school_group",
    "framework",
    "programme",
    "enrolment",
    "role_held",
    "email_address",
    "person",
    "school",
    "named_value",
)


async def wipe_everything() -> None:
    async def work() -> None:
        for table in _TABLES:
            await execute(f"DELETE FROM {table}")

    await unit_of_work(work)
