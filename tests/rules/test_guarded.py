"""What the privacy guard reads of a document, and what it leaves to the codes."""

from __future__ import annotations

from server.rules.guarded import guarded_fields


def test_of_a_photo_its_words_are_read_and_its_hash_is_not() -> None:
    photo = {
        "sha256": "123456782" + "a" * 55,
        "media_type": "image/jpeg",
        "size": 200_000,
        "alt": "Mevrouw Jansen roert",
        "name": "intake.pdf",
    }
    assert guarded_fields({"title": "Soep", "attachments": [photo]}) == {
        "title": "Soep",
        "attachments.0.alt": "Mevrouw Jansen roert",
        "attachments.0.name": "intake.pdf",
    }
