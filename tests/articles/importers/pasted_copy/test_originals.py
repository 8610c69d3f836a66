"""Lines that say where a story stood first, as papers, agencies and their feeds print them."""

from __future__ import annotations

import pytest

from articles.importers import pasted_copy
from tests.builders.copy_shapes import STORY, in_text, rich


def at_the_end(line: str):
    return pasted_copy.read(f"Council votes for the pier\n\nBy Elin Marsh\n\n{STORY}\n\n{line}\n").original


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("This story was originally published on Nov. 28, 2026, by ProPress.", "ProPress"),
        ("Republished with permission from The Coast Times.", "The Coast Times"),
        ("Reprinted with permission of The Coast Times", "The Coast Times"),
        ("A version of this article appeared in The Coast Times.", "The Coast Times"),
        ("The post Council votes for the pier appeared first on The Coast Times.", "The Coast Times"),
        ("Dieser Artikel ist zuerst im Hafenkurier erschienen.", "Hafenkurier"),
        ("Dieser Beitrag wurde zuerst auf Hafenkurier veröffentlicht.", "Hafenkurier"),
        ("Erstveröffentlichung: Hafenkurier", "Hafenkurier"),
        ("Cet article a d’abord été publié sur Le Quai", "Le Quai"),
    ],
)
def test_where_it_stood_first_is_read_in_more_forms(line, outlet):
    original = at_the_end(line)

    assert original is not None
    assert (original.outlet, original.whole) == (outlet, True)


@pytest.mark.parametrize(
    "line",
    [
        "Originally published in German",
        "Dieser Text ist ursprünglich auf Englisch erschienen.",
        "Originally published on Friday",
        "First published in Berlin, the book sold well",
        "Originally published in Coast Review, the poem moved her to tears",
    ],
)
def test_a_language_a_day_a_town_and_a_book_are_no_partners(line):
    assert in_text(line).original is None
    assert at_the_end(line) is None


@pytest.mark.parametrize(
    "line",
    [
        (
            'This article is republished from <a href="https://talk.example">The Talk</a> under a '
            '<a href="https://creativecommons.org/licenses/by-nd/4.0/">Creative Commons</a> license. '
            'Read the <a href="https://talk.example/pier-1">original article</a>.'
        ),
        (
            'The post <a href="https://talk.example/pier-1">The pier is back</a> appeared first on '
            '<a href="https://talk.example/">The Talk</a>.'
        ),
        (
            'This <a href="https://talk.example/pier-1">story</a> was originally published by '
            '<a href="https://talk.example">The Talk</a>.'
        ),
    ],
)
def test_the_link_to_the_original_is_none_to_the_front_of_its_site_or_to_a_licence(line):
    original = rich(f"<p>{STORY}</p><p>{line}</p>").original

    assert original is not None
    assert (original.outlet, original.url) == ("The Talk", "https://talk.example/pier-1")
