"""What stands beside a name in a byline: a town, a role, a paper. None of it becomes a person, and no person it."""

from __future__ import annotations

import pytest

from articles.importers import pasted_copy
from articles.importers.draft import Name
from tests.builders.copy_shapes import STORY, under_headline

CREDITS = [
    # An organisation whose name has “for” or “of” is not a person for another.
    ("By Centre for Harbour Reporting", [], "Centre for Harbour Reporting"),
    ("By Bureau of Coastal Journalism", [], "Bureau of Coastal Journalism"),
    ("By Jane Roe, Institute for Tide & Wind Reporting", ["Jane Roe"], "Institute for Tide & Wind Reporting"),
    ("By Jane Roe, University of Kelby", ["Jane Roe"], "University of Kelby"),
    ("By Jane Roe, Organization for Open Harbours", ["Jane Roe"], "Organization for Open Harbours"),
    # A person for another is not an organisation.
    ("By Jane Roe for the Harbour Chronicle", ["Jane Roe"], "Harbour Chronicle"),
    ("By Jane Roe of the Harbour Chronicle", ["Jane Roe"], "Harbour Chronicle"),
    ("By Jane Roe / Special to the Harbour Chronicle", ["Jane Roe"], "Harbour Chronicle"),
    ("By Jane Roe, Special to the Chronicle", ["Jane Roe"], "Chronicle"),
    # Where somebody writes from.
    ("Von Jörg Weiß, Berlin", ["Jörg Weiß"], ""),
    ("By Jane Roe, New York", ["Jane Roe"], ""),
    ("Par Luc Morel (Moscou, correspondant)", ["Luc Morel"], ""),
    ("Por Ana Ruiz | Madrid", ["Ana Ruiz"], ""),
    ("By Jane Roe, Coast Wire, London", ["Jane Roe"], "Coast Wire"),
    # Who else was there.
    ("Par Luc Morel (avec Dina Lerat et Morgane Tual)", ["Luc Morel", "Dina Lerat", "Morgane Tual"], ""),
    ("Par Luc Morel, avec l’AFX", ["Luc Morel"], "AFX"),
    # A paper behind a person.
    ("By Jane Roe, Kelby Star, March 4, 2026", ["Jane Roe"], "Kelby Star"),
    ("By Jane Roe, Kelby Star-Tribune (TNX)", ["Jane Roe"], "Kelby Star-Tribune"),
    ("By Jane Roe, COAST WEEK", ["Jane Roe"], "COAST WEEK"),
    ("By Jane Roe, Amara Lind", ["Jane Roe", "Amara Lind"], ""),
    ("By Amara Star", ["Amara Star"], ""),
    ("By JANE ROE Coast Press", ["Jane Roe"], "Coast Press"),
    ("By Jane Roe\nFor The Kelby Herald", ["Jane Roe"], "The Kelby Herald"),
    ("By Jane Roe\nSpecial for the Herald", ["Jane Roe"], "Herald"),
    ("Por Ana Ruiz, especial para El Muelle", ["Ana Ruiz"], "El Muelle"),
    ("Por Redacción EFX", [], "EFX"),
    ("By Jane Roe, MA Coast Health News", ["Jane Roe, MA"], "Coast Health News"),
    # A team is no person, and no partner.
    ("By Jane Roe and Tom Day, Coast Investigative Unit", ["Jane Roe", "Tom Day"], ""),
    ("Von Jörg Weiß und Redaktion", ["Jörg Weiß"], ""),
    ("By Jane Roe Staff Writer", ["Jane Roe"], ""),
    ("Por Ana Ruiz Enviada Especial", ["Ana Ruiz"], ""),
    ("Par Luc Morel (Kelby, correspondant)", ["Luc Morel"], ""),
    ("Par Luc Morel (envoyé spécial à Kelby)", ["Luc Morel"], ""),
    # Two people, and the articles in their names.
    ("Por Ana Ruiz e Ignacio Gil", ["Ana Ruiz", "Ignacio Gil"], ""),
    ("By Jane Roe + Tom Day", ["Jane Roe", "Tom Day"], ""),
    ("By Sami al-Hassan and Anne d’Auvergne", ["Sami al-Hassan", "Anne d’Auvergne"], ""),
    ("Autoren: Jörg Weiß, Ana Ruiz", ["Jörg Weiß", "Ana Ruiz"], ""),
    # When.
    ("By Jane Roe on November 28, 2026", ["Jane Roe"], ""),
    ("Posted by Jane Roe on November 28, 2026", ["Jane Roe"], ""),
    ("Posted on November 28, 2026 by Jane Roe", ["Jane Roe"], ""),
    ("28.11.2026, von Jörg Weiß", ["Jörg Weiß"], ""),
    ("by Jane Roe • 2 hours ago • 3 comments", ["Jane Roe"], ""),
    ("By Jane Roe, Updated", ["Jane Roe"], ""),
    ("By Jane Roe March 4, 2026", ["Jane Roe"], ""),
    ("By JANE ROE Updated March 4, 2026 3:46 pm", ["Jane Roe"], ""),
    # What it is.
    ("Opinion by Jane Roe", ["Jane Roe"], ""),
    ("Ein Gastbeitrag von Jörg Weiß", ["Jörg Weiß"], ""),
    ("Una crónica por Ana Ruiz / EFX", ["Ana Ruiz"], "EFX"),
]


@pytest.mark.parametrize(("line", "names", "outlet"), CREDITS)
def test_a_person_is_a_person_and_a_paper_a_paper(line, names, outlet):
    draft = under_headline(line)

    assert ([name.name for name in draft.names], draft.outlet) == (names, outlet)
    assert draft.headline == "Council votes for the pier"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (
            "Von Jörg Weiß (Text) und Ute Groß (Fotos)",
            [Name("Jörg Weiß"), Name("Ute Groß", "photographs")],
        ),
        (
            "Por Ana Ruiz (texto y fotos)",
            [Name("Ana Ruiz"), Name("Ana Ruiz", "photographs")],
        ),
        (
            "By Jane Roe (words), Tom Day and Lee Park (photographs) / Coast Wire",
            [Name("Jane Roe"), Name("Tom Day", "photographs"), Name("Lee Park", "photographs")],
        ),
        (
            "Texte : Luc Morel ; photos : Dina Lerat",
            [Name("Luc Morel"), Name("Dina Lerat", "photographs")],
        ),
    ],
)
def test_a_role_behind_a_name_is_that_persons(line, names):
    draft = under_headline(line)

    assert list(draft.names) == names
    assert draft.outlet in ("", "Coast Wire")


@pytest.mark.parametrize(
    "line",
    [
        "By Robert (Bob) Quint",
        "By Robert (Bob) Quint, Harbour Chronicle",
        "By Jane Roe, Report for Coast",
        "Protokoll: Jörg Weiß",
        "Guest essay by Jane Roe",
        "By Institute for Tide and Wind Reporting",
        "By Jane Roe Coast Times",
        "By Invitation Only",
        "By Chance Alone",
        "By Saint John’s Gate",
        "By New Year’s Eve",
        "By The Book",
        "Von Mensch zu Mensch",
        "Por la Paz",
    ],
)
def test_what_may_be_read_in_two_ways_is_asked(line):
    draft = under_headline(line)

    assert (draft.names, draft.outlets, draft.unsigned) == ((), (), (line,))
    assert draft.headline == "Council votes for the pier"


@pytest.mark.parametrize("line", ["Lee Park, Berlin", "Review by Supreme Court", "Analysis by Experts"])
def test_a_town_alone_signs_nothing_and_a_headline_stays_one(line):
    draft = pasted_copy.read(
        f"{line}\n\nThe council met on Monday. It voted for the pier, and nobody spoke.\n"
    )

    assert draft.names == ()


@pytest.mark.parametrize(
    "line",
    [
        "New Pier in Kelby",
        "Town Hall, 4 March 2026",
        "From Jane Roe in Kelby",
        "Text: CC BY 4.0. Photo: Jane Roe",
        "Hold Music Festival, Dec. 4",
        "Computer Software & Services",
        "Gaming Reviews, News, Tips and More",
        "Sign In | Sign Up | Subscribe",
        "Tide Association of America, Kelby Museum",
        "Worrying About Your Tail (or, Harbours and Performance)",
        "關於港口的新消息(Kelby)今天天氣濕滑無法自由奔跑",
        "Published by Quay Random House",
        "Reported by Kelby Police",
        "Aus dem Leben von Jörg Weiß",
        "Photos from Old Kelby",
        "Protokoll: Stille Nacht",
    ],
)
def test_a_place_or_a_day_alone_makes_no_name_of_a_heading(line):
    draft = under_headline(line)

    assert (draft.headline, draft.names, draft.outlets) == ("Council votes for the pier", (), ())


@pytest.mark.parametrize(
    "heading",
    [
        "KELBY",
        "LIVE",
        "News",
        "WHY",
        "Kelby Council",
        "The Missing Record",
        "Good News",
        "The Last Post",
        "Summer Project",
        "State of the Union",
        "For the Record",
        "Breaking News",
        "The real problem behind fake news",
        "WEB18-ferry-1160x768.jpg",
        "Eyeing Exits From Mergers in Anxious Times",
    ],
)
def test_a_heading_under_the_byline_is_no_partner(heading):
    draft = pasted_copy.read(f"Council votes for the pier\n\nBy Jane Roe\n\n{heading}\n\n{STORY}\n")

    assert (draft.names, draft.outlets) == ((Name("Jane Roe"),), ())
    assert any(heading in piece.html for piece in draft.pieces)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Translated from the Spanish by Jane Roe", Name("Jane Roe", "translation")),
        ("Traduit de l’anglais par Jane Roe", Name("Jane Roe", "translation")),
        ("Aus dem Englischen übersetzt von Jane Roe", Name("Jane Roe", "translation")),
        ("(Reporte de Jane Roe)", Name("Jane Roe")),
        ("Jane Roe contributed reporting from Kelby.", Name("Jane Roe", "reporting")),
        ("Jane Roe contributed research.", Name("Jane Roe", "reporting")),
    ],
)
def test_who_did_what_is_read_under_the_story(line, name):
    draft = pasted_copy.read(f"Council votes for the pier\n\nBy Elin Marsh\n\n{STORY}\n\n{STORY}\n\n{line}\n")

    assert draft.names == (Name("Elin Marsh"), name)


def test_wind_and_rain_sign_nothing():
    draft = pasted_copy.read(
        f"By Elin Marsh\n\n{STORY}\n\n{STORY}\n\nRain and wind contributed to this report.\n"
    )

    assert draft.names == (Name("Elin Marsh"),)
