"""Looks into files that people send, in a child that lives for one file and holds nothing else.

Decoders of pictures are where made-up files break in; what breaks here breaks alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from server.outside.children import ChildFailed, ChildLine, ChildLost
from server.rules.blobs import BROKEN_FILE
from server.rules.refusals import Overloaded

# The child's own processor time is the real limit, and a verdict; whoever comes to this one had
# too little of a busy machine.
TIMEOUT_SECONDS = 60.0
MOST_WAITING = 8


@dataclass(frozen=True)
class Inspected:
    """What may be kept of a file, or why nothing may."""

    problem: str = ""
    media_type: str = ""
    width: int = 0  # pixels; 0 for a PDF
    height: int = 0
    data: bytes = b""


async def inspect(data: bytes) -> Inspected:
    """The same bytes when they are good as they are, else a JPEG drawn anew.

    What cannot be decoded within the child's limits is broken_file. Raises Overloaded when too
    many wait, or when the child was ended by something else: a verdict lasts, so it must be the
    file's own.
    """
    try:
        answer = await _line.ask(data)
    except ChildLost as problem:
        raise Overloaded() from problem
    except ChildFailed:
        return Inspected(BROKEN_FILE)
    told, _, drawn = answer.partition(b"\n")
    found = json.loads(told)
    if found["problem"]:
        return Inspected(found["problem"])
    kept = drawn if found["changed"] else data
    return Inspected("", found["media_type"], found["width"], found["height"], kept)


_line = ChildLine(
    "server.outside.inspection_child", timeout=TIMEOUT_SECONDS, jobs=1, waiting=MOST_WAITING
)
