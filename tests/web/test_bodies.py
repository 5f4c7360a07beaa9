"""JSON in and out, with what hands and phones really produce."""

from __future__ import annotations

import json

import pytest

from server.rules.refusals import BadRequest
from server.web import school
from server.web.bodies import MAX_DEPTH, parse, reply


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


@pytest.mark.parametrize("raw", [True, False])
def test_nesting_has_a_bottom(raw: bool) -> None:
    assert parse(nested(MAX_DEPTH), raw=raw)
    with pytest.raises(BadRequest):
        parse(nested(MAX_DEPTH + 2), raw=raw)


@pytest.mark.parametrize("text", ['"\\u0000"', '{"\\u0000":1}', '["\\ud800"]', "9007199254740993"])
def test_what_no_database_can_hold_is_let_through_only_to_be_quarantined(text: str) -> None:
    with pytest.raises(BadRequest):
        parse(text.encode())
    assert parse(text.encode(), raw=True) is not None


def test_ordinary_writing_is_left_alone() -> None:
    words = {"tekst": "Zoë zei: ‘één kop thee?’ 🍵\n\tTot ½ uur.", "getal": -(2**53), "leeg": None}
    assert parse(json.dumps(words).encode()) == words


def test_an_answer_with_half_a_pair_is_still_json() -> None:
    answer = reply({"rev_id": "\ud800"})
    assert json.loads(bytes(answer.body)) == {"rev_id": "\ud800"}


def test_a_name_typed_in_another_spelling_is_kept_in_the_one_that_can_be_signed() -> None:
    place = school.NewPlace(
        person_id="01890a5d-ac96-774b-bcce-b302099a8057",
        role="school_coach",
        function=" Clie\u0308ntbegeleider ",
    )
    assert place.function == "Cli\u00ebntbegeleider"
    assert school.NewCompany(name="Zorg\u0301huis").name == "Zor\u01f5huis"
