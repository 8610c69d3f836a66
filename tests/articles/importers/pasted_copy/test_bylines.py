"""Bylines: what is one, and what only looks like one."""

from __future__ import annotations

import pytest

from articles.importers import pasted_copy
from articles.importers.draft import Name
from tests.builders.copy_shapes import STORY, in_text, kinds, under_headline

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
    ("By Elin Marsh (elin@coast.example)", ["Elin Marsh"], ""),
    ("By Elin Marsh elin.marsh@coast.example", ["Elin Marsh"], ""),
    ("By Elin Marsh <elin@coast.example>", ["Elin Marsh"], ""),
    ("By Elin Marsh @elinmarsh", ["Elin Marsh"], ""),
    ("BY JANE ROE, Newswire", ["Jane Roe"], "Newswire"),
    ("BY JANE ROE, AFX", ["Jane Roe"], "AFX"),
    ("By Ben Wrigley, Press Union", ["Ben Wrigley"], "Press Union"),
    ("By Ben Wrigley, ProPress", ["Ben Wrigley"], "ProPress"),
    ("By Ben Wrigley, Press Union Political Editor", ["Ben Wrigley"], "Press Union"),
    ("By Ben Wrigley, special to The Coast Wire", ["Ben Wrigley"], "The Coast Wire"),
    ("By Ben Wrigley of The Coast Wire", ["Ben Wrigley"], "The Coast Wire"),
    ("By Ben Wrigley, AFX, KELBY", ["Ben Wrigley"], "AFX"),
    ("By Lee Park | The Ferry Post | 12 March 2026", ["Lee Park"], "The Ferry Post"),
    ("By Lee Park • March 12, 2026 • 5 min read", ["Lee Park"], ""),
    ("By Lee Park, updated 12 March 2026 at 10:32 GMT", ["Lee Park"], ""),
    ("By Dr. Ira King Jr. and Sam Dale, Jr.", ["Dr. Ira King Jr.", "Sam Dale, Jr."], ""),
    ("By Ira King, M.D., Ph.D., and Sam Dale III", ["Ira King, M.D., Ph.D.", "Sam Dale III"], ""),
    ("By Prof. Dr. med. Ira King", ["Prof. Dr. med. Ira King"], ""),
    ("By Lee Park in Kelby and Ana Ruiz in Brack", ["Lee Park", "Ana Ruiz"], ""),
    ("By Elin Marsh, Chief Harbour Correspondent, in Kelby", ["Elin Marsh"], ""),
    ("By AFX", [], "AFX"),
    ("By The Coast Wire", [], "The Coast Wire"),
    ("By dpx correspondents", [], "dpx"),
    ("By the Harbour Chronicle staff", [], "Harbour Chronicle"),
    ("^By JANE ROE=", ["Jane Roe"], ""),
    ("**By Jane Roe**", ["Jane Roe"], ""),
    ("— By Jane Roe —", ["Jane Roe"], ""),
    ("Por Ana Ruiz y Luis Gómez / EFX", ["Ana Ruiz", "Luis Gómez"], "EFX"),
    ("Por José Ortega y Gasset", ["José Ortega y Gasset"], ""),
    ("Por Ana Ruiz, enviada especial", ["Ana Ruiz"], ""),
    ("Par Luc Morel (AFX)", ["Luc Morel"], "AFX"),
    ("Par Luc Morel avec AFX", ["Luc Morel"], "AFX"),
    ("Par notre correspondant à Kelby, Luc Morel", ["Luc Morel"], ""),
    ("Von Jörg Weiß, dpx", ["Jörg Weiß"], "dpx"),
    ("Von Jörg Weiß/dpx", ["Jörg Weiß"], "dpx"),
    ("Von dpx-Korrespondent Jörg Weiß", ["Jörg Weiß"], "dpx"),
    ("By Jane Roe and the Harbour Chronicle", ["Jane Roe"], "Harbour Chronicle"),
    ("By JANE ROE The Associated Press", ["Jane Roe"], "The Associated Press"),
    ("By AFX in Kelby", [], "AFX"),
    ("By Jane Roe (she/her)", ["Jane Roe"], ""),
    ("Par Luc MOREL (avec AFX)", ["Luc Morel"], "AFX"),
    ("Reported by Jane Roe", ["Jane Roe"], ""),
    ("Von unserem Korrespondenten Jörg Weiß", ["Jörg Weiß"], ""),
    ("Escrito por Ana Ruiz", ["Ana Ruiz"], ""),
    ("Lee Park | The Ferry Post | 12 March 2026", ["Lee Park"], "The Ferry Post"),
    ("Lee Park, Harbour Correspondent", ["Lee Park"], ""),
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


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Story and photos by Ana Ruiz", [("Ana Ruiz", "by"), ("Ana Ruiz", "photographs")]),
        ("Texto y fotos: Ana Ruiz", [("Ana Ruiz", "by"), ("Ana Ruiz", "photographs")]),
        ("Texte et photos : Luc Morel", [("Luc Morel", "by"), ("Luc Morel", "photographs")]),
        ("Text und Fotos: Jörg Weiß", [("Jörg Weiß", "by"), ("Jörg Weiß", "photographs")]),
        ("Words by A. Moro. Photos by B. Lind.", [("A. Moro", "by"), ("B. Lind", "photographs")]),
        ("Text: Jörg Weiß, Fotos: Ana Ruiz", [("Jörg Weiß", "by"), ("Ana Ruiz", "photographs")]),
        ("By Jane Roe Photographs by Tom Day", [("Jane Roe", "by"), ("Tom Day", "photographs")]),
        ("By J.R. Quint and photos by B. Lind", [("J.R. Quint", "by"), ("B. Lind", "photographs")]),
        (
            "By Ana Ruiz with additional reporting by Tom Day; edited by Lee Park",
            [("Ana Ruiz", "by"), ("Tom Day", "reporting"), ("Lee Park", "editing")],
        ),
    ],
)
def test_who_did_what_is_kept_in_four_languages(line, names):
    draft = under_headline(line)

    assert [(name.name, name.role) for name in draft.names] == names
    assert draft.headline == "Council votes for the pier"


def test_people_of_two_papers_keep_their_own():
    draft = under_headline("by Carla Orne, ProPress, and Mick Hixley, Harbour Chronicle")

    assert draft.names == (
        Name("Carla Orne", outlet="ProPress"),
        Name("Mick Hixley", outlet="Harbour Chronicle"),
    )
    assert draft.outlets == ("ProPress", "Harbour Chronicle")


@pytest.mark.parametrize(
    "line",
    [
        "By Staff Reporter",
        "By a staff reporter",
        "By Staff and agencies",
        "By Our Correspondent in Kelby",
        "By City Desk",
        "Por Redacción",
        "Par la rédaction",
        "Von unserer Redaktion",
    ],
)
def test_a_byline_that_names_nobody_is_asked_and_takes_nothing_down(line):
    draft = under_headline(line)

    assert (draft.headline, draft.names, draft.outlets) == ("Council votes for the pier", (), ())
    assert draft.unsigned == (line,)
    assert not any(line in piece.html for piece in draft.pieces)


@pytest.mark.parametrize(
    "line",
    [
        "By Elin Marsh, who lives in Kelby",
        "By Ana and Tom Ruiz",
        "By Elin Marsh / The Coast Wire / Delta Post",
        "By Elin Marsh (The Coast Wire",
        "Words by all of us at the harbour",
        "Por todo el equipo del puerto",
    ],
)
def test_a_byline_that_is_not_understood_stays_text_is_asked_and_takes_nothing_down(line):
    draft = under_headline(line)

    assert (draft.headline, draft.names, draft.outlets) == ("Council votes for the pier", (), ())
    assert draft.unsigned == (line,)
    assert kinds(draft) == ["headline", "text", "text"]


@pytest.mark.parametrize("line", ["Jane Roe", "JANE ROE", "Jane Roe, The Coast Wire", "Ana Ruiz / El Muelle"])
def test_a_name_alone_under_the_headline_is_asked(line):
    draft = under_headline(line)

    assert (draft.headline, draft.names, draft.unsigned) == ("Council votes for the pier", (), (line,))
    assert kinds(draft) == ["headline", "text", "text"]


@pytest.mark.parametrize(
    "line",
    [
        "Text Jörg Weiß",
        "As told to Jane Roe",
        "Photographer: Tom Day",
        "By Jane Roe & Co.",
        "Kelby harbour",
        # Shorter than the headline, and with a stop as sentences have it.
        "Red.",
        "KELBY.",
        "Lesedauer: 4 Min.",
        "Luc Morel est historien.",
        "A short standfirst.",
        "…",
    ],
)
def test_a_line_that_nobody_understands_takes_no_headline_down(line):
    assert under_headline(line).headline == "Council votes for the pier"


@pytest.mark.parametrize(
    ("under", "outlet"),
    [
        ("The Associated Press", "The Associated Press"),
        ("Harbour News Service", "Harbour News Service"),
        ("Coast Wire Writer", "Coast Wire"),
        ("Staff Writer", ""),
        ("elin@coast.example", ""),
        ("12 March 2026", ""),
    ],
)
def test_the_line_under_a_byline_belongs_to_it(under, outlet):
    draft = under_headline(f"By Elin Marsh\n{under}")

    assert (draft.names, draft.outlet) == ((Name("Elin Marsh"),), outlet)
    assert "text" not in kinds(draft)[:-1]


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
    draft = pasted_copy.read(f"ANALYSIS\nWhy the pier came back\nBy Elin Marsh\n\n{STORY}")

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
    "By Elin Marsh (The Coast Wire",
]


@pytest.mark.parametrize("line", NO_BYLINES)
def test_a_line_that_begins_with_by_may_be_text(line):
    draft = pasted_copy.read(f"{line}\n\n{STORY}")

    assert (draft.names, draft.outlet) == ((), "")


@pytest.mark.parametrize("line", ["By Elin Marsh", "By Elin Marsh / The Coast Wire"])
def test_a_byline_in_the_middle_of_a_story_is_text(line):
    draft = in_text(line)

    assert kinds(draft) == ["headline", "byline", "text", "text", "text"]
