"""Mail links for supervisors. Opening one shows nothing and changes nothing."""

from __future__ import annotations

from server.outside import clock, links
from server.rules.accounts import masked
from server.rules.refusals import LinkExpired
from server.services import accounts, deliveries
from server.storage.access import stands_in
from server.storage.accounts import Invitation, known_address
from server.storage.database import unit_of_work


async def ask_code(token: str, request_id: str) -> str:
    """Mails a code to the known address and returns a hint of it. Raises LinkExpired."""
    row = await _row(token)
    now = clock.now()
    if row is None or row.expires_at <= now:
        raise LinkExpired()
    person_id = row.person_id
    address = await known_address(person_id, now)
    if address is None:
        raise LinkExpired()
    await unit_of_work(lambda: accounts.new_code_for(person_id, address, request_id))
    return masked(address)


async def renew(token: str) -> None:
    """Sends a new link to the known address only. Same answer whatever the token is worth."""
    row = await _row(token)
    if row is None or row.placement_id is None:
        return
    person_id, placement_id = row.person_id, row.placement_id
    await unit_of_work(lambda: deliveries.link_wanted(person_id, placement_id))


async def _row(token: str) -> Invitation | None:
    """What the token is worth: nothing when it was revoked, or its owner's time there is over."""
    row_id = links.read_token(links.INVITATION, token)
    row = await Invitation.get_or_none(id=row_id) if row_id else None
    if row is None or row.revoked_at is not None:
        return None
    today = clock.now().date()
    if row.placement_id and not await stands_in(row.placement_id, row.person_id, today):
        return None
    return row
