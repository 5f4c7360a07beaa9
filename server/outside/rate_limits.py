"""How often something may be asked, per name. Counts live in this process."""

from __future__ import annotations

import time

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from server.rules.refusals import TooMany

# Per address and per browser tight; per network generous, because a school is one IP address.
CODES_PER_ADDRESS = RateLimitItemPerHour(12)
CODES_PER_NETWORK = RateLimitItemPerMinute(300)
TRIES_PER_NETWORK = RateLimitItemPerMinute(600)

_limiter = MovingWindowRateLimiter(MemoryStorage())


async def count(limit: RateLimitItem, what: str, name: str) -> None:
    """Counts one; raises TooMany with the seconds to wait."""
    if not await _limiter.hit(limit, what, name):
        window = await _limiter.get_window_stats(limit, what, name)
        raise TooMany(retry_after=max(1, round(window.reset_time - time.time())))


async def forget_all() -> None:
    await _limiter.storage.reset()
