"""What stands around a story in copy: embargoes, slugs, datelines, heads of mails, origins, credits at the end."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from articles.importers import dates, pasted_copy
from tests.builders.copy_shapes import STORY, in_text, kinds, under_headline

HEADLINE = "Council votes for the pier"
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 28, 15, tzinfo=BERLIN)
FOURTH = datetime(2026, 12, 4, 0, 1, tzinfo=BERLIN)


def moment(line: str) -> datetime | None:
    [found] = under_headline(line).embargoes
    return dates.as_moment(found.moment, now=NOW) if found.moment else None


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("EMBARGOED UNTIL 00:01 FRIDAY 4 DECEMBER", FOURTH),
        ("STRICTLY EMBARGOED UNTIL 0001 HRS FRIDAY, DECEMBER 4, 2026", FOURTH),
        ("Embargo: 00.01, 4 December 2026", FOURTH),
        ("*** EMBARGO *** 4 Dec 2026 00:01 ***", FOURTH),
        ("[Under embargo until 4th December at 12.01am]", FOURTH),
        ("EMBARGADO HASTA LAS 00:01 DEL VIERNES 4 DE DICIEMBRE", FOURTH),
        ("Embargo hasta el 04/12/2026 a las 00:01", FOURTH),
        ("SOUS EMBARGO JUSQU’AU VENDREDI 4 DÉCEMBRE À 0H01", FOURTH),
        ("Sperrfrist: Freitag, 4. Dezember 2026, 00:01 Uhr", FOURTH),
        ("SPERRFRIST 4.12., 0:01 Uhr", FOURTH),
        ("Not for publication before 6pm on Friday 4 December", datetime(2026, 12, 4, 18, tzinfo=BERLIN)),
        ("EMBARGOED UNTIL 00:01 GMT, 4 December 2026", datetime(2026, 12, 4, 0, 1, tzinfo=UTC)),
        (
            "For release at 1 p.m. ET, Dec. 4",
            datetime(2026, 12, 4, 13, tzinfo=ZoneInfo("America/New_York")),
        ),
        ("Embargo until noon on 2 January", datetime(2027, 1, 2, 12, tzinfo=BERLIN)),
    ],
)
def test_an_embargo_is_read_with_its_moment(line, at):
    assert moment(line) == at


@pytest.mark.parametrize(
    "line",
    [
        "EMBARGOED UNTIL FRIDAY",
        "EMBARGOED UNTIL FRIDAY 4 DECEMBER",
        "EMBARGOED UNTIL 00:01 THURSDAY 4 DECEMBER",
        "EMBARGOED UNTIL MIDNIGHT ON 4 DECEMBER",
        "EMBARGOED UNTIL 04/12/2026 00:01",
        "EMBARGOED UNTIL 00:01 31 NOVEMBER 2026",
        "EMBARGO: check with the desk",
        "Embargoed until Friday",
    ],
)
def test_a_moment_that_is_not_certain_is_asked(line):
    assert moment(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Embargoes hurt the harbour, the council says.",
        "Embargo on herring lifted after nine years of talks between the two coasts of the Kelder and the county.",
        "Embargoed until now, the report says the harbour is dirty and that the council has known of it for years.",
    ],
)
def test_a_sentence_about_an_embargo_is_text(line):
    assert in_text(line).embargoes == ()


NOTICES = [
    "EMBARGOED UNTIL 00:01 FRIDAY 4 DECEMBER",
    "BC-FERRY-STRIKE",
    "ferry-strike-kelby",
    "FERRY-STRIKE/KELBY (UPDATE 2, PIX)",
    "AM-Ferry Strike, 1st Ld-Writethru, 450",
    "Slug: ferry strike",
    "KELBY, 4 March 2026",
    "KELBY, March 4 (AFX) —",
    "KELBY (AFX)",
    "Kelby, Friday 4 December",
    "12 March 2026",
    "Published 12 March 2026, 10:32",
    "Stand: 4. Dezember 2026, 10 Uhr",
    "FOR IMMEDIATE RELEASE",
    "PRESSEMITTEILUNG",
    "450 words",
    "Eds: ADDS quotes from the council",
    "5 min read",
    "Share this article",
    "By Staff Reporter",
    "Photo: Jon Vale/AFX",
    "Originally published on ProPress",
    "From: Lee Park <lee@example.org>\nTo: Desk\nSubject: Fwd: ferry",
    "---------- Forwarded message ---------\nVon: Lee Park\nBetreff: Fähre",
]


@pytest.mark.parametrize("byline", ["", "By Elin Marsh\n\n"])
@pytest.mark.parametrize("line", NOTICES)
def test_nothing_around_the_story_becomes_its_headline(line, byline):
    draft = pasted_copy.read(f"{line}\n\n{HEADLINE}\n\n{byline}{STORY}\n\n{STORY}")

    assert draft.headline == HEADLINE
    assert [name.name for name in draft.names] == (["Elin Marsh"] if byline else [])
    assert kinds(draft)[-2:] == ["text", "text"]
    assert draft.kicker == draft.standfirst == ""


@pytest.mark.parametrize("line", NOTICES)
def test_nothing_under_the_headline_takes_it_down(line):
    draft = pasted_copy.read(f"{HEADLINE}\n\n{line}\n\n{STORY}\n\n{STORY}")

    assert draft.headline == HEADLINE
    assert kinds(draft)[-2:] == ["text", "text"]


@pytest.mark.parametrize("line", NOTICES)
def test_copy_that_has_only_such_a_line_over_it_has_no_headline(line):
    assert pasted_copy.read(f"{line}\n\n{STORY}\n\n{STORY}").headline == ""


@pytest.mark.parametrize(
    "headline",
    [
        "Ferry stops on 4 March",
        "Ferry strike, 4 December",
        "COVID-19 closes the pier",
        "Kelby remembers 12 March 2026",
        "End of the line for the night bus",
        "Share of the catch falls again",
        "Report: Harbour Deepens Again",
        "From: the sea, with love",
    ],
)
def test_a_headline_that_looks_like_a_notice_is_a_headline(headline):
    assert pasted_copy.read(f"{headline}\n\n{STORY}\n\n{STORY}").headline == headline


def test_a_line_that_says_what_it_is_is_that():
    draft = pasted_copy.read(
        f"Kicker: Harbour\nHeadline: {HEADLINE}\nStandfirst: It took four years.\n\n{STORY}"
    )

    assert (draft.kicker, draft.headline, draft.standfirst) == ("Harbour", HEADLINE, "It took four years.")


@pytest.mark.parametrize("mark", ["-30-", "ENDS", "###", "(END)", "Advertisement"])
def test_the_mark_that_the_copy_is_over_is_no_text(mark):
    draft = pasted_copy.read(f"{HEADLINE}\n\nBy Elin Marsh\n\n{STORY}\n\n{mark}")

    assert kinds(draft) == ["headline", "byline", "text", "notice"]
    assert draft.parts_left_out == 1


ORIGINALS = [
    ("Originally published on ProPress.", "ProPress", ""),
    ("Originally published on ProPress: https://p.example/x", "ProPress", "https://p.example/x"),
    ("This article first appeared in The Coast Wire on 12 March 2026.", "The Coast Wire", ""),
    (
        "This story was originally published by Delta Post (https://d.example/a).",
        "Delta Post",
        "https://d.example/a",
    ),
    ("Republished from The Coast Wire", "The Coast Wire", ""),
    ("Read the original article: https://c.example/x", "", "https://c.example/x"),
    ("Publicado originalmente en El Muelle: https://m.example/x", "El Muelle", "https://m.example/x"),
    ("Cet article a été publié initialement sur Le Quai", "Le Quai", ""),
    ("Dieser Artikel erschien zuerst in Der Hafen.", "Der Hafen", ""),
]


@pytest.mark.parametrize(("line", "outlet", "url"), ORIGINALS)
def test_a_line_about_the_original_is_known(line, outlet, url):
    draft = pasted_copy.read(f"{HEADLINE}\n\nBy Elin Marsh\n\n{STORY}\n\n{line}")

    assert draft.original is not None
    assert (draft.original.outlet, draft.original.url) == (outlet, url)
    assert kinds(draft) == ["headline", "byline", "text", "original"]


def test_the_link_of_the_original_is_taken_from_the_markup_and_terms_stay_text():
    terms = (
        "This article was originally published on <a href='https://c.example/x?utm_source=a'>Coast Wire</a>"
    )
    draft = pasted_copy.read_rich(
        f"<p>{STORY}</p><p>{terms} and is republished under a CC BY-ND licence.</p>"
    )

    assert draft.original is not None
    assert (draft.original.outlet, draft.original.url) == ("Coast Wire", "https://c.example/x")
    assert kinds(draft) == ["text", "text"]


@pytest.mark.parametrize(
    "line",
    [
        "The report first appeared in March and nobody read it.",
        "This story is about the harbour, said Marsh.",
    ],
)
def test_a_sentence_that_sounds_like_an_origin_is_text(line):
    assert in_text(line).original is None


CLOSINGS = [
    ("(Reporting by Ana Ruiz; Editing by Lee Park)", [("Ana Ruiz", "reporting"), ("Lee Park", "editing")]),
    (
        "(Reporting by Ana Ruiz in Kelby and Tom Day; writing by Kim Oh; editing by Lee Park)",
        [("Ana Ruiz", "reporting"), ("Tom Day", "reporting"), ("Kim Oh", "by"), ("Lee Park", "editing")],
    ),
    ("Reporting by Ana Ruiz; Editing by Lee Park.", [("Ana Ruiz", "reporting"), ("Lee Park", "editing")]),
    ("Coast Wire writer Ana Ruiz contributed to this report.", [("Ana Ruiz", "reporting")]),
    ("Ana Ruiz and Tom Day contributed reporting.", [("Ana Ruiz", "reporting"), ("Tom Day", "reporting")]),
    ("(Reportería de Ana Ruiz; editado por Lee Park)", [("Ana Ruiz", "reporting"), ("Lee Park", "editing")]),
    ("(Reportage Luc Morel, édité par Ana Ruiz)", [("Luc Morel", "by"), ("Ana Ruiz", "editing")]),
    ("(Bericht von Jörg Weiß, redigiert von Ana Ruiz)", [("Jörg Weiß", "by"), ("Ana Ruiz", "editing")]),
    ("Mitarbeit: Jörg Weiß", [("Jörg Weiß", "reporting")]),
]


@pytest.mark.parametrize(("line", "names"), CLOSINGS)
def test_credits_under_the_story_are_known(line, names):
    draft = pasted_copy.read(f"{HEADLINE}\n\nBy Elin Marsh\n\n{STORY}\n\n{line}")

    assert [(name.name, name.role) for name in draft.names] == [("Elin Marsh", "by"), *names]
    assert kinds(draft)[:3] == ["headline", "byline", "text"]
    assert "text" not in kinds(draft)[3:]


@pytest.mark.parametrize(
    "line",
    [
        "(Reporting by the council shows that it knew; editing it took a year)",
        "The council’s own report contributed to this story.",
        "By Elin Marsh",
        "Edited by many hands, the report came out in March.",
    ],
)
def test_a_last_line_that_sounds_like_a_credit_is_text(line):
    draft = pasted_copy.read(f"{HEADLINE}\n\nBy Tom Okafor\n\n{STORY}\n\n{line}")

    assert kinds(draft) == ["headline", "byline", "text", "text"]
