"""Picture lines and licences: what is one, and what only looks like one."""

from __future__ import annotations

import pytest

from articles.importers import licence, pasted_copy
from articles.importers.draft import Name, Piece
from tests.builders.copy_shapes import STORY, in_text, kinds, under_headline

PICTURES = [
    ("A pier. (Jonas Ferrand / CC BY 2.0)", "A pier.", "Jonas Ferrand", "", "cc-by-2.0"),
    ("A pier (Jonas Ferrand/CC-BY-SA 3.0)", "A pier", "Jonas Ferrand", "", "cc-by-sa-3.0"),
    ("A pier. (Jonas Ferrand / Flickr / CC0)", "A pier.", "Jonas Ferrand", "Flickr", "cc0-1.0"),
    (
        "A pier. (Jonas Ferrand via Flickr, CC BY-NC 4.0)",
        "A pier.",
        "Jonas Ferrand",
        "Flickr",
        "cc-by-nc-4.0",
    ),
    ("A pier. (Jonas Ferrand / Coast Wire Agency)", "A pier.", "Jonas Ferrand", "Coast Wire Agency", None),
    ("A pier. (Jonas Ferrand/CC BY 2.0 via Flickr)", "A pier.", "Jonas Ferrand", "Flickr", "cc-by-2.0"),
    ("A pier. (jo_ferrand / Flickr / CC BY 2.0)", "A pier.", "jo_ferrand", "Flickr", "cc-by-2.0"),
    ("A pier. (CW Photo/Jonas Ferrand)", "A pier.", "Jonas Ferrand", "CW Photo", None),
    ("A pier. (© Rosa Quint / All rights reserved)", "A pier.", "Rosa Quint", "", "reserved"),
    ("A pier. (Photo: Jonas Ferrand)", "A pier.", "Jonas Ferrand", "", None),
    ("A pier. (Rosa Quint / Public domain)", "A pier.", "Rosa Quint", "", "pdm-1.0"),
    (
        "A pier. (Rosa Quint / https://creativecommons.org/licenses/by-nd/4.0/)",
        "A pier.",
        "Rosa Quint",
        "",
        "cc-by-nd-4.0",
    ),
    ("码头。（王小明 / CC BY 4.0）", "码头。", "王小明", "", "cc-by-4.0"),
    ("Photo: Jon Vale/AFX", "", "Jon Vale", "AFX", None),
    ("Photo by Jim Marten/CNEX", "", "Jim Marten", "CNEX", None),
    ("© Jon Vale", "", "Jon Vale", "", None),
    ("© Luc Morel, AFX", "", "Luc Morel", "AFX", None),
    (
        "Image by Jon Vale via Wikimedia Commons, CC BY-SA 4.0",
        "",
        "Jon Vale",
        "Wikimedia Commons",
        "cc-by-sa-4.0",
    ),
    ("Photo by Jon Vale on Unsplash", "", "Jon Vale", "Unsplash", None),
    ("Photo: Jon Vale (CC BY-SA 4.0)", "", "Jon Vale", "", "cc-by-sa-4.0"),
    ("A ferry. (Jon Vale, CC BY 2.0, via Flickr)", "A ferry.", "Jon Vale", "Flickr", "cc-by-2.0"),
    ("A ferry at dawn. (Courtesy of the Harbour Museum)", "A ferry at dawn.", "", "Harbour Museum", None),
    ("Courtesy Jon Vale", "", "Jon Vale", "", None),
    ("Photo: Handout", "", "", "", "handout"),
    ("Men on the quay. (Jörg Weiß / dpx)", "Men on the quay.", "Jörg Weiß", "dpx", None),
    ("Foto: dpx/Jörg Weiß", "", "Jörg Weiß", "dpx", None),
    ("Foto: dpx", "", "", "dpx", None),
    ("FOTO: ANA RUIZ (EFX)", "", "Ana Ruiz", "EFX", None),
    ("Crédit photo : Luc Morel", "", "Luc Morel", "", None),
    ("Archivfoto: Jörg Weiß", "", "Jörg Weiß", "", None),
    ("File photo", "", "", "", None),
    ("A ferry. (File photo)", "A ferry.", "", "", None),
    ("A ferry at dawn. Photo: Jon Vale/AFX", "A ferry at dawn.", "Jon Vale", "AFX", None),
    ("A ferry at dawn | Photo: Jon Vale", "A ferry at dawn", "Jon Vale", "", None),
    ("FILE PHOTO: A ferry. AFX/Jon Vale/File Photo", "A ferry.", "Jon Vale", "AFX", None),
    ("FILE - A ferry. (CNEX Photo/Jon Vale, File)", "A ferry.", "Jon Vale", "CNEX Photo", None),
    ("A ferry. Jon Vale / Coast Images", "A ferry.", "Jon Vale", "Coast Images", None),
    ("Credit...Jon Vale for The Coast Wire", "", "Jon Vale", "The Coast Wire", None),
    ("Photo: The pier on Monday. (Jon Vale / CC BY 2.0)", "The pier on Monday.", "Jon Vale", "", "cc-by-2.0"),
    ("Photo: The pier at dusk. (Jon Vale / AFX)", "The pier at dusk.", "Jon Vale", "AFX", None),
    (
        "Picture: Boats on the pier (Jon Vale/AFX)",
        "Boats on the pier",
        "Jon Vale",
        "AFX",
        None,
    ),
    ("Foto: Der Kai am Montag. (Jörg Weiß/dpx)", "Der Kai am Montag.", "Jörg Weiß", "dpx", None),
    # Agencies before and behind the photographer, large and small.
    ("A ferry off Kelby. QUAYNEWS/Jon Vale", "A ferry off Kelby.", "Jon Vale", "QUAYNEWS", None),
    ("A ferry off Kelby. QUAYNEWS/Jon Vale/Pool", "A ferry off Kelby.", "Jon Vale", "QUAYNEWS / Pool", None),
    (
        "A ferry off Kelby. QUAYNEWS/Jon Vale Purchase Licensing Rights, opens new tab",
        "A ferry off Kelby.",
        "Jon Vale",
        "QUAYNEWS",
        None,
    ),
    ("A ferry. Jon Vale via Coast Images", "A ferry.", "Jon Vale", "Coast Images", None),
    ("A ferry. (Port of Kelby via CNX)", "A ferry.", "Port of Kelby", "CNX", None),
    ("A ferry off Kelby [File: Jon Vale/Al Bahr]", "A ferry off Kelby", "Jon Vale", "Al Bahr", None),
    ("A ferry.Credit...Jon Vale for The Coast Times", "A ferry.", "Jon Vale", "The Coast Times", None),
    (
        "A ferry | Image: Jon Vale/dpx/picture alliance",
        "A ferry",
        "Jon Vale",
        "dpx / picture alliance",
        None,
    ),
    ("Foto: picture alliance/dpx/Jörg Weiß", "", "Jörg Weiß", "picture alliance / dpx", None),
    ("Foto: imago images/Jörg Weiß", "", "Jörg Weiß", "imago images", None),
    ("Ein Schiff vor Kelby Foto: Jörg Weiß", "Ein Schiff vor Kelby", "Jörg Weiß", "", None),
    ("Foto: privat", "", "privat", "", None),
    ("Un ferry. © AFX - Luc Morel", "Un ferry.", "Luc Morel", "AFX", None),
    ("Un ferry. AFX - LUC MOREL", "Un ferry.", "Luc Morel", "AFX", None),
    ("Un ferry à Kelby ( AFX / LUC MOREL )", "Un ferry à Kelby", "Luc Morel", "AFX", None),
    ("Un ferry à Kelby (Photo d’illustration)", "Un ferry à Kelby", "", "", None),
    ("Un ferry. EFX/EPX/ANA RUIZ", "Un ferry.", "Ana Ruiz", "EFX / EPX", None),
    # As Wikimedia and other shelves of pictures say it.
    ("Jon Vale, CC BY-SA 4.0, via Wikimedia Commons", "", "Jon Vale", "Wikimedia Commons", "cc-by-sa-4.0"),
    (
        "Jon Vale, CC BY-SA 4.0 <https://creativecommons.org/licenses/by-sa/4.0>, via Wikimedia Commons",
        "",
        "Jon Vale",
        "Wikimedia Commons",
        "cc-by-sa-4.0",
    ),
    ("Photo: Jon Vale (CC BY-SA 3.0, GFDL)", "", "Jon Vale", "", "cc-by-sa-3.0"),
    ("Photo by Jon Vale: https://pictures.example/ferry-1/", "", "Jon Vale", "", None),
    ("رصيف (ليلى حداد / CC BY 4.0)", "رصيف", "ليلى حداد", "", "cc-by-4.0"),
]


@pytest.mark.parametrize(("line", "caption", "creator", "organisation", "code"), PICTURES)
def test_a_picture_line_is_known_in_its_many_shapes(line, caption, creator, organisation, code):
    draft = under_headline(f"By Elin Marsh\n\n{line}")

    [picture] = draft.pictures
    said = (picture.caption, picture.creator, picture.organisation)
    assert said == (caption, creator, organisation)
    assert (picture.terms.code if picture.terms else None) == code


@pytest.mark.parametrize(
    "line",
    ["Photo: Jon Vale/AFX", "Photo by Jon Vale on Unsplash", "© Jon Vale", "A ferry. [Foto: Jörg Weiß]"],
)
def test_a_line_that_says_that_it_is_a_credit_is_one_in_the_story_too(line):
    assert kinds(in_text(line)) == ["headline", "byline", "text", "picture", "text"]


@pytest.mark.parametrize(
    "line", ["Photo by Jim Marten/CNEX", "Photo: Jim Marten", "Photos by Jim Marten/CNEX"]
)
def test_a_picture_credit_is_never_the_storys_byline(line):
    draft = under_headline(line)

    assert (draft.headline, draft.names, draft.outlets) == ("Council votes for the pier", (), ())
    assert draft.pictures[0].creator == "Jim Marten"


def test_a_picture_line_with_a_licence_in_the_story_keeps_its_place():
    draft = in_text("The pier in June. (Jonas Ferrand / CC BY 2.0)")

    assert [picture.lead for picture in draft.pictures] == [False]
    assert draft.pieces[1] == Piece("photo", number=0)


NO_PICTURES = [
    "The vote was close (Labour / Green).",
    "The seat is held by Mary Poll (Labour Party / Green Alliance)",
    "The year was poor (2024/25)",
    "Use it and/or leave it (see above)",
    "The picture was shared. It came from a page (Jonas Ferrand / CC BY 2.0)",
    "The picture was shared widely (Jonas Ferrand / CC BY 2.0).",
    "The band (AC/DC) played (loudly / badly)",
    "She wrote (Elin Marsh)",
    "Photo by the harbour: a view of the quay",
    "Image is everything, she said",
    "Picture this: a ferry without a crew",
    "Credit where it is due",
    # Headings inside a story, and what names no person.
    "Image: Kelby Harbour at Dawn",
    "Bild: Die Lage ist ernst",
    "Copyright Law",
    "Courtesy Call",
    "Courtesy of Fortune",
    "Archives",
    "File",
    "Photo by Monday",
    "Image by Accident",
    "Illustration by Design",
    "Photo de Famille",
    "Image de la France",
    "Foto von Kelby",
    "Photos by the score",
    "© 2026 The Coast Wire",
    "© 2026 Coast Media, LLC. All Rights Reserved",
    "© Coast Interactive Inc. / All Rights Reserved.",
    "© Jon Vale Wire 2016-2020",
    "© Libération",
    "()",
    "(/)",
]


@pytest.mark.parametrize("line", NO_PICTURES)
def test_a_bracket_in_the_text_is_no_credit(line):
    draft = in_text(line)

    assert kinds(draft) == ["headline", "byline", "text", "text", "text"]


LICENCES = [
    ("CC BY 2.0", "cc-by-2.0"),
    ("cc by 2.0", "cc-by-2.0"),
    ("CC-BY-NC-ND 4.0", "cc-by-nc-nd-4.0"),
    ("CC BY ND NC 4.0", "cc-by-nc-nd-4.0"),
    ("CC BY-SA-NC 3.0", "cc-by-nc-sa-3.0"),
    ("CC BY 4", "cc-by-4.0"),
    ("Creative Commons Attribution-ShareAlike 4.0 International", "cc-by-sa-4.0"),
    ("CC BY-NC-ND 1.0", "cc-by-nd-nc-1.0"),
    ("CC0", "cc0-1.0"),
    ("CC0 1.0", "cc0-1.0"),
    ("public domain", "pdm-1.0"),
    ("All rights reserved", "reserved"),
    ("http://creativecommons.org/licenses/by-sa/2.0/deed.en", "cc-by-sa-2.0"),
]


@pytest.mark.parametrize(("said", "code"), LICENCES)
def test_a_licence_that_is_named_whole_is_known(said, code):
    assert licence.read(said).code == code


OPEN_LICENCES = [
    ("CC 2.0", 6),
    ("CC", 30),
    ("CC BY", 5),
    ("CC BY 9.0", 5),
    ("CC NC 2.0", 3),
    ("Creative Commons", 30),
    # One country's is a licence of its own.
    ("CC BY 3.0 DE", 1),
    ("CC-BY-SA-3.0-DE", 1),
    ("CC BY-SA 3.0 igo", 1),
    ("https://creativecommons.org/licenses/by/3.0/de/", 1),
    ("Open Government Licence v3.0", 0),
    ("used with permission", 0),
]


@pytest.mark.parametrize(("said", "count"), OPEN_LICENCES)
def test_a_licence_that_is_named_in_part_stays_open(said, count):
    terms = licence.read(said)

    assert (terms.code, len(terms.candidates)) == ("", count)


@pytest.mark.parametrize("said", ["BBC", "Labour", "PD", "CCTV", "Flickr", "", "CC Ferrand", "by"])
def test_other_words_are_no_licence(said):
    assert licence.read(said) is None


def test_an_agency_of_one_word_before_a_whole_name_is_the_agency():
    draft = in_text("A ferry at the pier. (Foto: Seabild/Jörg Weiß)")

    assert [(picture.creator, picture.organisation) for picture in draft.pictures] == [
        ("Jörg Weiß", "Seabild")
    ]


@pytest.mark.parametrize(
    "line",
    ["Photo: Jon Vale (CC BY 4.0 does not apply)", "Photo: Jon Vale (CC BY 4.0 or CC BY-SA 4.0)"],
)
def test_words_about_terms_that_are_not_understood_claim_none_and_credit_nobody(line):
    draft = under_headline(f"By Elin Marsh\n\n{line}")

    assert draft.pictures == ()
    assert any(line in piece.html for piece in draft.pieces)


def test_who_took_all_pictures_is_named_under_the_story():
    draft = pasted_copy.read(f"By Elin Marsh\n\n{STORY}\n\n{STORY}\n\nPhotographs by Jon Vale\n")

    assert draft.names == (Name("Elin Marsh"), Name("Jon Vale", "photographs"))
