"""Bylines, picture lines and licences: what is one, and what only looks like one."""

from __future__ import annotations

import pytest

from articles.importers import licence, pasted
from articles.importers.draft import Name, Piece
from tests.copy_shapes import STORY, in_text, kinds, under_headline

BYLINES = [
    ("By Elin Marsh", ["Elin Marsh"], ""),
    ("By Elin Marsh / The Coast Wire", ["Elin Marsh"], "The Coast Wire"),
    ("By Elin Marsh/The Coast Wire", ["Elin Marsh"], "The Coast Wire"),
    ("by Elin Marsh and Tom Okafor / Delta Post", ["Elin Marsh", "Tom Okafor"], "Delta Post"),
    ("By Elin Marsh, Tom Okafor and Lien Hua", ["Elin Marsh", "Tom Okafor", "Lien Hua"], ""),
    ("By Elin Marsh, Tom Okafor, and Lien Hua", ["Elin Marsh", "Tom Okafor", "Lien Hua"], ""),
    ("By Elin Marsh & Tom Okafor", ["Elin Marsh", "Tom Okafor"], ""),
    ("BY ELIN MARSH AND SEÁN O’NEILL / BBC", ["Elin Marsh", "Seán O’Neill"], "BBC"),
    ("By\u00a0Elin\u00a0Marsh\u00a0/\u00a0The\u00a0Coast\u00a0Wire", ["Elin Marsh"], "The Coast Wire"),
    ("By: Elin Marsh", ["Elin Marsh"], ""),
    ("By Elin Marsh for The Coast Wire", ["Elin Marsh"], "The Coast Wire"),
    ("By Elin Marsh | coastwire.example", ["Elin Marsh"], "coastwire.example"),
    ("By Elin Marsh — The Coast Wire", ["Elin Marsh"], "The Coast Wire"),
    ("By Elin Marsh, The Coast Wire", ["Elin Marsh"], "The Coast Wire"),
    ("By Ludwig van der Berg and J. R. Quint Jr.", ["Ludwig van der Berg", "J. R. Quint Jr."], ""),
    ("By Jean-Luc D’Arc", ["Jean-Luc D’Arc"], ""),
    ("By 王小明 / 海岸日报", ["王小明"], "海岸日报"),
    ("By ليلى حداد / الساحل", ["ليلى حداد"], "الساحل"),
    ("By Ελένη Μάρα / Ακτή", ["Ελένη Μάρα"], "Ακτή"),
    ("By Αnanya राव", ["Αnanya राव"], ""),
    ("Von Elin Marsh und Tom Okafor", ["Elin Marsh", "Tom Okafor"], ""),
    ("\ufeffBy Elin Marsh", ["Elin Marsh"], ""),
    ("By Elin Marsh (The Coast Wire)", ["Elin Marsh"], "The Coast Wire"),
    ("By Elin Marsh / Salt & Sand, Inc.", ["Elin Marsh"], "Salt & Sand, Inc."),
    ("By Elin Marsh (Harbour Correspondent)", ["Elin Marsh"], ""),
    ("By Voltaire / Delta Post", ["Voltaire"], "Delta Post"),
]


@pytest.mark.parametrize(("line", "names", "outlet"), BYLINES)
def test_a_byline_is_known_in_its_many_shapes(line, names, outlet):
    draft = under_headline(line)

    assert ([name.name for name in draft.names], draft.outlet) == (names, outlet)
    assert draft.headline == "Council votes for the pier"


def test_roles_in_a_byline_are_kept():
    draft = under_headline("Words by Elin Marsh, photographs by Jonas Ferrand / The Coast Wire")

    assert draft.names == (Name("Elin Marsh"), Name("Jonas Ferrand", "photographs"))
    assert draft.outlet == "The Coast Wire"


def test_roles_on_lines_of_their_own_are_kept():
    draft = under_headline("By Elin Marsh\nPhotographs by Jonas Ferrand\nTranslated by Lien Hua")

    assert draft.names == (
        Name("Elin Marsh"),
        Name("Jonas Ferrand", "photographs"),
        Name("Lien Hua", "translation"),
    )


def test_a_job_title_is_left_out_and_told():
    draft = under_headline("By Elin Marsh, Harbour Correspondent")

    assert draft.names == (Name("Elin Marsh"),)
    assert draft.left == ("Harbour Correspondent",)
    assert "left" in kinds(draft)


def test_a_kicker_over_the_headline_is_a_kicker():
    draft = pasted.read(f"ANALYSIS\nWhy the pier came back\nBy Elin Marsh\n\n{STORY}")

    assert (draft.kicker, draft.headline, draft.standfirst) == ("ANALYSIS", "Why the pier came back", "")


NO_BYLINES = [
    "By Tuesday the council had changed its mind.",
    "By Tuesday",
    "By the time the council met, it was over",
    "By Monday Night",
    "By 2030",
    "By Order of the Council",
    "By Elin Marsh's own account, nobody came",
    "By contrast, Delta Post kept quiet.",
    "By and large",
    "By /",
    "By Elin Marsh / The Coast Wire / Delta Post",
    "By Elin Marsh, who lives in Kelby",
    "By Elin Marsh.",
    "Byron Marsh",
    "By Elin Marsh and",
    "By Elin Marsh (elin@coast.example)",
    "By Elin Marsh (The Coast Wire",
]


@pytest.mark.parametrize("line", NO_BYLINES)
def test_a_line_that_begins_with_by_may_be_text(line):
    draft = pasted.read(f"{line}\n\n{STORY}")

    assert (draft.names, draft.outlet) == ((), "")


@pytest.mark.parametrize("line", ["By Elin Marsh", "By Elin Marsh / The Coast Wire"])
def test_a_byline_in_the_middle_of_a_story_is_text(line):
    draft = in_text(line)

    assert kinds(draft) == ["headline", "byline", "text", "text", "text"]


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
    ("رصيف (ليلى حداد / CC BY 4.0)", "رصيف", "ليلى حداد", "", "cc-by-4.0"),
]


@pytest.mark.parametrize(("line", "caption", "creator", "organisation", "code"), PICTURES)
def test_a_picture_line_is_known_in_its_many_shapes(line, caption, creator, organisation, code):
    draft = under_headline(f"By Elin Marsh\n\n{line}")

    [picture] = draft.pictures
    said = (picture.caption, picture.creator, picture.organisation)
    assert said == (caption, creator, organisation)
    assert (picture.terms.code if picture.terms else None) == code


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
]


@pytest.mark.parametrize(("said", "count"), OPEN_LICENCES)
def test_a_licence_that_is_named_in_part_stays_open(said, count):
    terms = licence.read(said)

    assert (terms.code, len(terms.candidates)) == ("", count)


@pytest.mark.parametrize("said", ["BBC", "Labour", "PD", "CCTV", "Flickr", "", "CC Ferrand", "by"])
def test_other_words_are_no_licence(said):
    assert licence.read(said) is None
