"""What stands over a story, as whole papers and agencies lay it out: the headline is found, the rest is asked."""

from __future__ import annotations

import pytest

from articles.importers import pasted_copy
from tests.builders.copy_shapes import STORY

STANDFIRST = "Councillors back the plan despite doubts over who pays"
LAYOUTS = {
    "a caption that nobody understands between": (
        (
            f"Kelby votes to rebuild its pier\n{STANDFIRST}\nA ferry, on Monday in Kelby.A ferry, on Monday in Kelby.JO"
            " VALE (EFX)\nBy Ana Ruiz"
        ),
        "Kelby votes to rebuild its pier",
    ),
    "a name and what that person does": (
        f"Kelby votes to rebuild its pier\n\n{STANDFIRST}\n\nJane Roe Harbour correspondent\n28 Nov 2026 07.00 GMT",
        "Kelby votes to rebuild its pier",
    ),
    "two people of universities": (
        "Why the pier came back\n\nJane Roe, University of Kelby and Tom Day, Brack University",
        "Why the pier came back",
    ),
    "two sentences for a headline": (
        "He rebuilt the pier. Then the city sent the bill.\n\nby Jane Roe, ProPress\n\nNov. 28, 5 a.m. EST",
        "He rebuilt the pier. Then the city sent the bill.",
    ),
    "whom to call": (
        (
            "FOR IMMEDIATE RELEASE\n28 November 2026\n\nContact: Jane Roe, 555-1234, jane@port.example\n\nKelby rebuilds"
            " its pier"
        ),
        "Kelby rebuilds its pier",
    ),
    "a subject in capitals": ("PUERTOS KELBY\nKelby reconstruye su muelle", "Kelby reconstruye su muelle"),
}


@pytest.mark.parametrize(("over", "headline"), LAYOUTS.values(), ids=LAYOUTS)
def test_the_headline_is_found_in_the_layouts_of_others(over, headline):
    assert pasted_copy.read(f"{over}\n\n{STORY}\n").headline == headline


@pytest.mark.parametrize(
    "headline", ["海外看两会：出国前后关注点大不同", "北京的码头（图）", "なぜ？｜港の話"]
)
def test_a_headline_keeps_the_signs_of_its_script(headline):
    assert pasted_copy.read(f"{headline}\n\nBy Jane Roe\n\n{STORY}\n").headline == headline


@pytest.mark.parametrize(
    "line", ["Jane Roe Harbour correspondent", "Jane Roe, University of Kelby and Tom Day, Brack University"]
)
def test_who_seems_to_have_written_it_is_asked(line):
    draft = pasted_copy.read(f"Kelby votes to rebuild its pier\n\n{line}\n\n{STORY}\n")

    assert (draft.names, draft.unsigned) == ((), (line,))


def test_a_first_paragraph_without_a_stop_takes_no_headline_down():
    draft = pasted_copy.read(f"Kelby reconstruye su muelle\n\nKelby, 28 nov (EFX).- {STORY} EFX\nar/lg\n")

    assert draft.headline == "Kelby reconstruye su muelle"


def test_a_title_may_end_with_a_stop():
    assert pasted_copy.read_rich(f"<h1>The pier is back.</h1><p>{STORY}</p>").headline == "The pier is back."


@pytest.mark.parametrize(
    "headline",
    [
        "Por qué ha vuelto el muelle",
        "Von der Marsch besucht Kelby",
        "By the numbers: what the pier costs",
        "Von wegen Stille",
        "Embargo: how the port survives",
        "Kontakt: Schiff meldet sich",
        "Contact tracing: Kelby ends its programme",
        "Copyright battle over the song of the pier",
        "Photo: how the pier burnt",
        "For release: the hostages of Kelby",
        "Par amour du port, il rachète la jetée",
        "Photos of the pier show how it burnt",
    ],
)
@pytest.mark.parametrize("under", ["", "Ana Ruiz, Universidad de Kelby\n\n", "By Jane Roe\n\n"])
def test_a_headline_may_begin_as_a_credit_does(headline, under):
    assert pasted_copy.read(f"{headline}\n\n{under}{STORY}\n").headline == headline


@pytest.mark.parametrize(
    "line",
    [
        "JO VALE/AFX/Coast Images",
        "(All photos: Coast staff)",
        "Tuesday 15 October 2019 by Jane Roe",
        "1 / 5",
        "这是一个句子，讲述了码头的故事。",
        "Tech & Tide —",
    ],
)
def test_a_credit_a_count_and_a_sentence_are_no_headlines(line):
    assert pasted_copy.read(f"{line}\n\n{STORY}\n").headline == ""


@pytest.mark.parametrize("first", ["Dear Maya,", "Hi,", "Argument", "Here it is: the story;"])
def test_a_greeting_over_more_lines_is_no_headline(first):
    draft = pasted_copy.read(f"{first}\n\nIt came in late.\n\nPlease look at it.\n\nBy Jane Roe\n\n{STORY}\n")

    assert draft.headline == ""


@pytest.mark.parametrize(
    "line",
    [
        "November 28, 2026 GMT",
        "Publicado el 28 de noviembre de 2026",
        "Actualizado el 29/11/2026 05:30 h",
        "Zuletzt aktualisiert: 28.11.2026, 06:00 Uhr",
        "Modifié le 28/11/2026",
        "Temps de lecture 4 min.",
        "Lesedauer: 4 Min.",
        "Reading time: 4 minutes",
        "Pressekontakt: Jörg Weiß, 555-1234",
        "Article réservé aux abonnés",
    ],
)
def test_what_a_page_says_of_itself_is_no_text(line):
    assert pasted_copy.read(f"Kelby rebuilds its pier\n\nBy Jane Roe\n\n{line}\n\n{STORY}\n").notices == (
        line,
    )
