"""A credit that is typed as it is printed: who made the picture, whom it comes from, under which licence."""

from __future__ import annotations

import pytest

from articles import pictures
from articles.models import Licence, PhotoCredit

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize(
    ("line", "creator", "organisation", "code"),
    [
        ("(Marco Fieber / CC BY 2.0)", "Marco Fieber", "", "cc-by-2.0"),
        ("Jo Vale / The Coast Wire / CC BY-SA 4.0", "Jo Vale", "The Coast Wire", "cc-by-sa-4.0"),
        ("Jo Vale, The Coast Wire", "Jo Vale", "The Coast Wire", None),
        ("AFP/Jo Vale", "Jo Vale", "AFP", None),
        ("Photo: Jo Vale / AFP", "Jo Vale", "AFP", None),
        ("Quay Pictures", "", "Quay Pictures", None),
        ("Jo Vale / own work", "Jo Vale", "", "own"),
        ("Jo Vale / Handout", "Jo Vale", "", "handout"),
        ("Public domain", "", "", "pdm-1.0"),
        ("Jo Vale / https://creativecommons.org/licenses/by/4.0/", "Jo Vale", "", "cc-by-4.0"),
        # What no reader knows is taken as it is typed.
        ("maya quill", "maya quill", "", None),
        ("jo_ferrand / her own boat", "jo_ferrand", "her own boat", None),
        ("", "", "", None),
        (" / ", "", "", None),
    ],
)
def test_each_part_of_the_line_is_known(line, creator, organisation, code):
    read = pictures.read_credit(line)

    assert (read.creator, read.organisation) == (creator, organisation)
    assert (read.licence.code if read.licence else None) == code
    assert read.terms == ""


@pytest.mark.parametrize(
    ("line", "terms", "among"),
    [
        ("Marco Fieber / CC 2.0", "CC 2.0", "cc-by-sa-2.0"),
        ("Jo Vale / CC BY", "CC BY", "cc-by-3.0"),
        ("Jo Vale / CC BY 2.0 / CC BY-SA 3.0", "CC BY 2.0 / CC BY-SA 3.0", "cc-by-sa-3.0"),
        ("Jo Vale / used with permission", "used with permission", None),
    ],
)
def test_words_that_leave_the_licence_open_are_kept_with_those_that_it_may_be(line, terms, among):
    read = pictures.read_credit(line)

    assert (read.licence, read.terms) == (None, terms)
    assert (among in [each.code for each in read.candidates]) == bool(among)


def test_the_address_of_the_original_is_no_name():
    read = pictures.read_credit("Jo Vale / Own work / https://photos.example/118")

    assert (read.creator, read.licence.code, read.source_url) == (
        "Jo Vale",
        "own",
        "https://photos.example/118",
    )


def test_what_is_kept_is_typed_so():
    clear = PhotoCredit(creator="Jo Vale", terms="CC 2.0", licence=Licence.objects.get(code="cc-by-2.0"))
    still_open = PhotoCredit(creator="Jo Vale", organisation="Quay", terms="CC 2.0")

    lines = [pictures.credit_line(each) for each in (clear, still_open, None)]

    assert lines == ["Jo Vale", "Jo Vale / Quay / CC 2.0", ""]
