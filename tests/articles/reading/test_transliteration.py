"""Addresses are made of plain letters, whatever the language of the words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.forms.article import ArticleForm
from articles.models import Author, Outlet, Section, Topic
from articles.transliteration import LONGEST_SLUG, fold, fold_in_place, slug_of
from tests.builders import newsdesk

SPELT = {
    "Größere Straße in Łódź, Ærø": "grossere-strasse-in-lodz-aero",
    "Smørrebrød på København": "smorrebrod-pa-kobenhavn",
    "Þingvellir, Đorđe, İzmir, Œuvre": "thingvellir-dorde-izmir-oeuvre",
    "Cafe\u0301 fermé": "cafe-ferme",
    "Москва не верит слезам": "moskva-ne-verit-slezam",
    "Αθήνα: νέα μέτρα": "athina-nea-metra",
    "北京市长说": "bei-jing-shi-zhang-shuo",
    "東京で大雨、電車": "dong-jing-de-da-yu-dian-che",
    "서울시장": "seo-ul-si-jang",
    "مدينة القاهرة تعلن": "mdynh-lqhrh-tln",
    "שלום עולם": "slvm-vlm",
    "हिन्दी समाचार": "hindi-smacar",
    "🎉 Party 🚢": "tada-party-ship",
    "The pilots don’t agree": "the-pilots-dont-agree",
    "München/Köln — ½ price": "munchen-koln-1-2-price",
    "O\u200dne \u202etwo\u2028three\x00": "one-two-three",
    "𝐁𝐨𝐥𝐝 𝗕𝗼𝗮𝗿𝗱": "bold-board",
    "!!! …": "",
}


@pytest.mark.parametrize("words", SPELT)
def test_words_of_any_script_make_an_address_that_can_be_read(words):
    assert slug_of(words) == SPELT[words]


def test_a_long_headline_is_cut_at_a_word():
    assert slug_of("harbour " * 30) == "-".join(["harbour"] * 10)
    assert slug_of("北京" * 60).endswith("-bei-jing")
    assert slug_of("x" * 200) == "x" * LONGEST_SLUG


@given(st.text(max_size=200))
def test_whatever_the_words_the_address_is_plain_and_bounded(words):
    assert re.fullmatch(r"([a-z0-9][a-z0-9_-]*)?", slug_of(words))
    assert len(slug_of(words)) <= LONGEST_SLUG


@given(st.text(max_size=200))
def test_folded_text_is_small_words_and_stays_as_it_is_when_folded_again(text):
    folded = fold(text)

    assert folded == fold(folded) == " ".join(folded.split())
    assert all(sign == " " or sign.isalnum() for sign in folded)


@given(st.text(max_size=200))
def test_each_folded_letter_knows_where_it_comes_from(text):
    folded, places = fold_in_place(text)

    assert len(places) == len(folded)
    assert list(places) == sorted(places)
    assert all(fold_in_place(text[place])[0] for place in places)


@pytest.mark.django_db
def test_all_that_has_an_address_is_spelt_alike():
    for model in (Section, Topic, Author, Outlet):
        assert model.objects.create(name="Größe in Łódź").slug == "grosse-in-lodz"
    assert newsdesk.live("北京市长说", slug="").slug == "bei-jing-shi-zhang-shuo"
    assert newsdesk.live("!!!", slug="").slug == "article"


@pytest.mark.django_db
def test_an_address_is_typed_as_it_is_said(client):
    client.force_login(newsdesk.editor(may=("add_section", "change_section", "view_section", "add_author")))

    for table, more in (("section", {"style": "news", "order": "0"}), ("author", {})):
        said = {"name": "Harbour", "slug": "Größe in Łódź", **more}
        answer = client.post(f"/admin/articles/{table}/add/", said)
        assert answer.status_code == 302, answer.context["adminform"].form.errors

    assert Section.objects.get().slug == Author.objects.get().slug == "grosse-in-lodz"
    assert ArticleForm.base_fields["slug"].clean("Ein Tag in 北京") == "ein-tag-in-bei-jing"
