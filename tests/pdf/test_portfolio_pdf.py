"""The PDF of the sample: everything in it, in order, findable, and readable aloud."""

from __future__ import annotations

import io
import re
from functools import cache

import page
import pikepdf
import pypdf
import pytest

from server.outside.pdf_child import render_pdf
from server.outside.portfolio_page import render_html
from tests import photos
from tests.pdf.sample import many, one_of_each, sample

PARTS = [
    "Inhoud",
    "De stage",
    "Leerdoelen",
    "Werkprocessen",
    "Uren",
    "Lijnen: van bijstellen naar opnieuw doen",
    "Activiteiten",
    "Akkoorden",
    "Over dit bewijs",
]


@cache
def document(locale: str = "nl") -> bytes:
    return render_pdf(sample(), locale, {})


@cache
def reader() -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(document()))


@cache
def pages() -> list[str]:
    return [one_line(found.extract_text()) for found in reader().pages]


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def outline() -> list[tuple[int, str, int]]:
    """(depth, title, page number) of every bookmark."""

    def walk(items: list[object], depth: int) -> list[tuple[int, str, int]]:
        found: list[tuple[int, str, int]] = []
        for item in items:
            if isinstance(item, list):
                found += walk(item, depth + 1)
            elif isinstance(item, pypdf.generic.Destination):
                number = reader().get_destination_page_number(item)
                found.append((depth, str(item.title), (number or 0) + 1))
        return found

    return walk(list(reader().outline), 1)


def test_the_cover_says_whose_work_this_is() -> None:
    cover = pages()[0]
    for words in ("Samira Haddad", "Sociaal werker", "Buurthuis De Linde", "Voorbeeld College"):
        assert words in cover
    assert "Dit is bewijs over je ontwikkeling, geen examenuitslag." in cover
    assert "1 september 2026 tot en met 29 januari 2027" in cover


def test_the_parts_stand_in_their_order_as_bookmarks() -> None:
    assert [title for depth, title, _ in outline() if depth == 2] == PARTS


def test_the_page_numbers_in_the_contents_are_true() -> None:
    where = {title: number for depth, title, number in outline() if depth == 2}
    for title in PARTS[1:]:
        assert re.search(rf"{re.escape(title)} {where[title]}\b", pages()[1]), title
    for entry in sample()["entries"]:
        number = next(n for depth, title, n in outline() if title == entry["title"] and depth == 3)
        assert re.search(rf"{re.escape(entry['title'])} {number}\b", pages()[1])


def test_every_page_but_the_cover_names_the_student_and_itself() -> None:
    total = len(pages())
    for number, text in enumerate(pages()[1:], start=2):
        assert f"Stageportfolio · Samira Haddad bladzijde {number} van {total}" in text


def test_an_entry_reads_from_need_to_adjust() -> None:
    whole = " ".join(pages())
    start = whole.index("Activiteit 4 · di 6 oktober 2026 · 7 uur · Activiteit")
    entry = whole[start : whole.index("Activiteit 5 · wo 14 oktober")]
    told = [
        "Behoefte",
        "Overdag alleen zijn.",
        "Doel",
        "leren minstens één andere bewoner bij naam kennen",
        "Wat deed ik",
        "We hebben soep gemaakt",
        "Deels bereikt",
        "Zes wisten een nieuwe naam",
        "Bijstellen",
        "De volgende keer koken bewoners zelf",
        "Reacties",
        "over een eerdere versie",
        "Gevraagd om aan te vullen",
        "Nu zie ik wat je ervan leert",
        "Akkoord van Bram de Graaf op vr 9 oktober 2026, 11:15 · versie 2",
    ]
    places = [entry.index(words) for words in told]
    assert places == sorted(places)


def test_a_later_version_stands_below_the_signed_one_and_says_so() -> None:
    whole = " ".join(pages())
    signed = whole.index("Ik vraag of we één lange tafel mogen maken.")
    later = whole.index("Volgende week zetten we de tafels aan elkaar.")
    assert signed < whole.index("Deze tekst heeft nog geen akkoord.") < later


def test_the_matrix_counts_per_week_and_names_the_entries() -> None:
    part = next(text for text in pages() if "Activiteiten bij elk werkproces" in text)
    assert "D1-K2-W2 Zet een activiteit in die bij het doel past 4, 6 –" in part
    assert "D1-K2-W1 Ondersteunt mensen praktisch in het dagelijks leven – 7" in part


def test_hours_stand_per_week_with_a_week_53() -> None:
    part = next(text for text in pages() if "Uren per week" in text)
    assert "week 41 (5 okt – 11 okt) 14,9 7 7" in part
    assert "week 53 (28 dec – 3 jan) 14,9 – –" in part
    assert "Samen 320 36 30" in part


def test_the_sign_off_log_has_time_method_version_and_whole_hash() -> None:
    log = next(text for text in pages() if "Wie gaf wanneer akkoord" in text).replace(" ", "")
    for line in sample()["sign_offs"]:
        assert line["revision_hash"] in log
    assert "ingetrokkenopdo15oktober2026,10:06" in log
    assert "inVakwerk,ingelogdmeteencodepermail" in log


def test_what_was_held_back_is_named_without_its_words() -> None:
    assert "Niet opgenomen" in pages()[-1]
    assert "Activiteit, di 10 november 2026" in pages()[-1]


def test_every_letter_is_in_our_typeface() -> None:
    names = set()
    with pikepdf.open(io.BytesIO(document())) as pdf:
        for found in pdf.pages:
            for font in found.Resources.get("/Font", {}).values():
                names.add(str(font.BaseFont).split("+")[1])
                descriptor = font.DescendantFonts[0].FontDescriptor
                assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
    assert names
    assert all(name.startswith("Atkinson-Hyperlegible-Next") for name in names)


def test_letters_of_both_font_files_keep_their_own_shape() -> None:
    """Under one name the two files shared one set of glyphs, and Łukasz was printed as Oukasz."""
    portfolio = one_of_each() | {"student": "Łukasz Öztürk"}
    made = render_pdf(portfolio, "nl", {})
    found = pypdf.PdfReader(io.BytesIO(made))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        fonts = str([font.BaseFont for font in pdf.pages[0].Resources.Font.values()])
    assert "Next-Extended" in fonts
    assert "Łukasz Öztürk" in found.pages[0].extract_text()


def test_it_is_tagged_and_says_its_title_and_language() -> None:
    with pikepdf.open(io.BytesIO(document())) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "nl"
        assert str(pdf.docinfo.Title) == "Stageportfolio van Samira Haddad"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_page_validation_finds_nothing_against_pdf_ua(locale: str) -> None:
    report = page.validate_pdf_bytes(document(locale), profile=page.ValidationProfile.PDF_UA_1)
    assert [failure.message for failure in report.failures] == []
    assert report.is_compliant


def test_with_photos_it_stays_accessible_and_small() -> None:
    pictures = {name: photos.noisy_jpeg(1600, 1200) for name in ("a" * 64, "b" * 64)}
    portfolio = sample()
    portfolio["entries"][0]["photos"] = [
        *({"sha256": name, "alt": "Het prikbord", "state": "here"} for name in pictures),
        {"sha256": "", "alt": "", "state": "missing"},
    ]
    made = render_pdf(portfolio, "nl", pictures)
    report = page.validate_pdf_bytes(made, profile=page.ValidationProfile.PDF_UA_1)
    assert [failure.message for failure in report.failures] == []
    with pikepdf.open(io.BytesIO(made)) as pdf:
        figures = [item for item in pdf.objects if is_figure(item)]
        assert [str(figure.Alt) for figure in figures].count("Het prikbord") == 2
    # As sent they are two megabytes; on paper they are four centimetres.
    assert sum(map(len, pictures.values())) > 1_000_000
    assert len(made) - len(document()) < 500_000


def is_figure(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"


def test_dates_and_numbers_follow_the_language() -> None:
    english = pypdf.PdfReader(io.BytesIO(document("en")))
    text = one_line(" ".join(found.extract_text() for found in english.pages))
    assert "Tue 6 October 2026" in text
    assert "3.5" in text and "3,5" not in text
    with pikepdf.open(io.BytesIO(document("en"))) as pdf:
        assert str(pdf.Root.Lang) == "en"


def test_sixty_entries_stay_small() -> None:
    assert len(render_pdf(many(60), "nl", {})) < 2_000_000


def test_a_portfolio_without_anything_yet_still_reads_well() -> None:
    portfolio = sample() | {"entries": [], "goals": [], "chains": [], "sign_offs": []}
    portfolio["matrix"]["groups"] = []
    found = pypdf.PdfReader(io.BytesIO(render_pdf(portfolio, "nl", {})))
    text = " ".join(part.extract_text() for part in found.pages)
    assert "Er zijn nog geen activiteiten verstuurd." in text
    assert "Er is nog geen akkoord gegeven." in text


def test_a_photo_that_came_is_shown_and_one_that_did_not_is_named() -> None:
    portfolio = one_of_each()
    portfolio["entries"][0]["photos"] = [
        {"sha256": "a" * 64, "alt": "Het prikbord", "state": "here"},
        {"sha256": "", "alt": "", "state": "missing"},
        {"sha256": "", "alt": "", "state": "erased"},
    ]
    page = render_html(portfolio, "nl")
    assert f'<img src="photo/{"a" * 64}" alt="Het prikbord">' in page
    assert "Foto niet aangekomen" in page and "Foto gewist" in page
    names = ("back", "download", "css", "language", "language_name", "switch")
    links = dict.fromkeys(names, "/") | {"photos": "/api/blobs/x/"}
    assert f'src="/api/blobs/x/{"a" * 64}"' in render_html(portfolio, "nl", preview=links)
