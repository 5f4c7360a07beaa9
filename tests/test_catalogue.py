"""Every sentence has its English, and keeps to the words that people use (experience.md, E43)."""

from __future__ import annotations

import re

import pytest

from tests.catalogue import TOP, names, placeholders, sentences, stored

# The same word in both languages.
SAME = {
    "Cohort",
    "Dilemma",
    "Effect",
    "Feedback",
    "Portfolio",
    "School",
    "Student",
    "Tip",
    "Training",
    "Week",
    "Week {week}",
    "week {n} ({first} – {last})",
    "wk {week}",
    "{n} student",
    "{title} – Vakwerk",
}
# Words of offices and programmers, each with a better one in product.md.
HARD = (
    "accorderen|akkorderen|indienen|retour|retourneren|ongeldig|sorry|helaas|submitten|valideren|"
    "authenticatie|synchroniseren|derhalve|middels|dient te|dienen te|teneinde|indien|geschieden|"
    "rechtsgeldige|betreffende|aangaande|omtrent|alsmede|desbetreffende|foutief"
)
MOST_WORDS = 20


def test_the_catalogue_holds_exactly_what_the_code_says() -> None:
    said, translated = set(names(sentences())), set(names(stored()))
    assert said - translated == set(), "run bin/words and translate"
    assert translated - said == set(), "run bin/words"


def test_the_app_names_its_sentences_literally() -> None:
    """What is put together while running cannot be translated."""
    other = re.compile(r'\btn?\((?!\s*")(?!\w+: string)')
    for path in [*TOP.glob("pwa/src/**/*.ts"), *TOP.glob("pwa/src/**/*.tsx")]:
        assert not other.findall(path.read_text()), path


def test_nothing_is_empty_and_nothing_is_still_dutch() -> None:
    for message in stored():
        if not message.id:
            continue
        ids = (message.id,) if isinstance(message.id, str) else message.id
        strings = (message.string,) if isinstance(message.string, str) else message.string or ()
        assert len(strings) == len(ids), ids
        for dutch, english in zip(ids, strings, strict=True):
            assert english, f"no English for: {dutch}"
            may_be_same = dutch in SAME or not has_words(dutch)
            assert english != dutch or may_be_same, f"still Dutch: {dutch}"
            assert placeholders(english) == placeholders(dutch), dutch


def has_words(sentence: str) -> bool:
    return bool(re.search(r"[^\W\d_]", re.sub(r"\{\w+\}|%\(\w+\)s", "", sentence)))


@pytest.mark.e(43)
@pytest.mark.parametrize("name", sorted(names(sentences())))
def test_a_sentence_is_short_and_of_everyday_words(name: str) -> None:
    assert not re.search(rf"\b({HARD})\b", name, re.IGNORECASE)
    for sentence in re.split(r"(?<=[.!?:;])\s+|\n", name):
        assert len(sentence.split()) <= MOST_WORDS, sentence


@pytest.mark.e(42)
@pytest.mark.parametrize(
    ("screens", "other"),
    [("student", r"u|uw|uzelf"), ("supervisor", r"je|jij|jou|jouw|jezelf")],
)
def test_a_student_is_je_and_a_supervisor_is_u(screens: str, other: str) -> None:
    """On the screens that only they see."""
    theirs = f"pwa/src/screens/{screens}/"
    said = [
        text
        for message in sentences()
        if message.id and all(path.startswith(theirs) for path, _ in message.locations)
        # What a supervisor may send to a student as it stands.
        if not all(path.endswith("/gapWords.ts") for path, _ in message.locations)
        for text in ((message.id,) if isinstance(message.id, str) else message.id)
    ]
    assert len(said) > 20
    assert [text for text in said if re.search(rf"\b({other})\b", text, re.IGNORECASE)] == []
