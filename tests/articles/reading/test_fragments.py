"""Small templates of readers' pages: what is made once is the same words, and looks as the newsroom says."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime

import pytest
from django.utils import translation
from django.utils.safestring import SafeString

from articles.reading import fragments
from articles.reading.fragments import fragment, once_a_card
from articles.reading.values import Card, NamedRow


@pytest.fixture
def afresh():
    yield
    fragments._compiled.cache_clear()
    fragments._made.cache_clear()


def test_a_word_is_escaped_although_markup_that_looks_the_same_was_shown_before():
    markup = fragment("figure", picture=SafeString("<img>"), caption="", credit="")
    word = fragment("figure", picture="<img>", caption="", credit="")

    assert ("<figure><img>" in markup, "<figure>&lt;img&gt;" in word) == (True, True)


def test_line_ends_and_indents_of_the_file_are_not_in_the_page():
    assert fragment("pull_quote", text="Fog", by="Ada", marks=True) == (
        '<figure class="pull said"><blockquote><p>Fog</p></blockquote><figcaption>Ada</figcaption></figure>'
    )


@pytest.mark.usefixtures("afresh")
def test_each_language_has_its_own(monkeypatch):
    asked = []
    monkeypatch.setattr(
        "django.templatetags.i18n.TranslateNode.render", lambda self, context: asked.append(1) or "READ"
    )
    for language in ("en-gb", "de", "de"):
        with translation.override(language):
            fragment("read", url="/harbour/fog/", title="Fog in two languages")

    assert len(asked) == 2


@pytest.mark.usefixtures("afresh")
def test_a_newsroom_changes_its_cards_without_python(settings, tmp_path):
    file = tmp_path / "articles/fragments/card_byline.html"
    file.parent.mkdir(parents=True)
    file.write_text("<p>\n  {{ names }} of {{ outlet }}\n</p>\n")
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path, *engine["DIRS"]]}]
    fragments._compiled.cache_clear()

    assert (
        fragment("card_byline", names="Ada & Ben", outlet="Wire", more=()) == "<p>Ada &amp; Ben of Wire</p>"
    )


def a_card(**fields) -> Card:
    section = NamedRow(1, "Harbour", "harbour")
    moment = datetime(2026, 11, 21, 6, tzinfo=UTC)
    card = Card(7, 7, "/harbour/fog/", "Fog", "", "", "news", moment, 9, section, None, [], None)
    return replace(card, **fields)


def test_a_card_is_made_once_in_each_language_and_anew_when_a_word_of_it_is_another():
    asked = []

    @once_a_card
    def made(story: Card, size: str) -> SafeString:
        asked.append((translation.get_language(), story.headline, size))
        return SafeString(story.headline)

    for language in ("en-gb", "de"):
        with translation.override(language):
            for headline in ("Fog", "Fog", "No fog"):
                assert made(a_card(headline=headline), "s") == headline
    made(a_card(), "l")

    assert asked == [
        ("en-gb", "Fog", "s"), ("en-gb", "No fog", "s"), ("de", "Fog", "s"), ("de", "No fog", "s"),
        ("en-gb", "Fog", "l"),
    ]  # fmt: skip


def test_a_card_that_pages_share_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        a_card().headline = "Another"
