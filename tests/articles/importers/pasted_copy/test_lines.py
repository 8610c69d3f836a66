"""READ lines, the appeal at the end, first lines: what is one, and what is text."""

from __future__ import annotations

import pytest

from articles.importers import pasted_copy
from tests.builders.copy_shapes import STORY, in_text, kinds, rich

READS = [
    ("READ:Who pays for the gate?", "READ", "Who pays for the gate?"),
    ("READ: Who pays for the gate?", "READ", "Who pays for the gate?"),
    ("READ MORE: Who pays", "READ MORE", "Who pays"),
    ("Read more: Who pays for the gate?", "READ MORE", "Who pays for the gate?"),
    ("RELATED: Who pays", "RELATED", "Who pays"),
    ("Also read: Who pays", "ALSO READ", "Who pays"),
    ("ALSO READ : “Who pays for the gate?”", "ALSO READ", "Who pays for the gate?"),
    ("READ: ‘Who pays’ asks Brack", "READ", "‘Who pays’ asks Brack"),
    ("READ：谁来付钱", "READ", "谁来付钱"),
    ("READ: من يدفع ثمن البوابة", "READ", "من يدفع ثمن البوابة"),
    ("• READ: Who pays", "READ", "Who pays"),
    ("READ: Gate fails in the U.S.", "READ", "Gate fails in the U.S."),
    (
        "READ: The outfall ran for 211 days. The city was told 19",
        "READ",
        "The outfall ran for 211 days. The city was told 19",
    ),
    (
        "READ: Crane four is condemned. Crane five is next.",
        "READ",
        "Crane four is condemned. Crane five is next",
    ),
    ("READ: Said “no”. Then “yes”? Then “no”", "READ", "Said “no”. Then “yes”? Then “no”"),
    ("[READ: Who pays?]", "READ", "Who pays?"),
    ("READ – Who pays", "READ", "Who pays"),
    ("READ MORE >> Who pays", "READ MORE", "Who pays"),
    ("**READ:** [Who pays?](https://a.example/x)", "READ", "Who pays?"),
    ("Related article: Who pays for it? And when?", "RELATED ARTICLE", "Who pays for it? And when?"),
    ("More on this: Who pays", "MORE ON THIS", "Who pays"),
    ("Also on The Ferry Post: Who pays", "ALSO ON THE FERRY POST", "Who pays"),
    ("SEE ALSO | Who pays", "SEE ALSO", "Who pays"),
    ("You may also like: Who pays", "YOU MAY ALSO LIKE", "Who pays"),
    ("LEE TAMBIÉN: ¿Quién paga?", "LEE TAMBIÉN", "¿Quién paga?"),
    ("Te puede interesar: Quién paga", "TE PUEDE INTERESAR", "Quién paga"),
    ("Noticias relacionadas: Quién paga", "NOTICIAS RELACIONADAS", "Quién paga"),
    ("À LIRE AUSSI : Qui paie « la note » ?", "À LIRE AUSSI", "Qui paie « la note » ?"),
    ("Sur le même sujet : Qui paie", "SUR LE MÊME SUJET", "Qui paie"),
    ("LESEN SIE AUCH: Wer zahlt", "LESEN SIE AUCH", "Wer zahlt"),
    ("Mehr zum Thema: „Wer zahlt?“", "MEHR ZUM THEMA", "Wer zahlt?"),
]


@pytest.mark.parametrize(("line", "label", "headline"), READS)
def test_a_read_line_is_known_in_its_many_shapes(line, label, headline):
    draft = in_text(line)

    assert [(one.label, one.headline) for one in draft.reads] == [(label, headline)]


MORE_READS = [
    ("READ MORE Who pays for the gate?", "READ MORE", "Who pays for the gate?"),
    ("À LIRE AUSSI Qui paiera la porte ?", "À LIRE AUSSI", "Qui paiera la porte ?"),
    ("👉 READ: Who pays for the gate?", "READ", "Who pays for the gate?"),
    ("➡️ Read more: Who pays for the gate?", "READ MORE", "Who pays for the gate?"),
    (">>> Lesen Sie auch: Wer zahlt das Tor? <<<", "LESEN SIE AUCH", "Wer zahlt das Tor?"),
    ("MORE: Who pays for the gate?", "MORE", "Who pays for the gate?"),
    ("Read the full story: Who pays for the gate?", "READ THE FULL STORY", "Who pays for the gate?"),
    ("Lire aussi l’enquête : Qui paiera la porte ?", "LIRE AUSSI L’ENQUÊTE", "Qui paiera la porte ?"),
    ("Lire notre récit : Qui paiera la porte ?", "LIRE NOTRE RÉCIT", "Qui paiera la porte ?"),
    ("Lest auch: Wer zahlt das Tor?", "LEST AUCH", "Wer zahlt das Tor?"),
    ("También te puede interesar: ¿Quién paga?", "TAMBIÉN TE PUEDE INTERESAR", "¿Quién paga?"),
    ("Te recomendamos: ¿Quién paga?", "TE RECOMENDAMOS", "¿Quién paga?"),
]


@pytest.mark.parametrize(("line", "label", "headline"), MORE_READS)
def test_a_read_line_is_known_by_other_signs_and_labels(line, label, headline):
    draft = in_text(line)

    assert [(one.label, one.headline) for one in draft.reads] == [(label, headline)]


def test_a_label_before_a_link_needs_no_sign():
    draft = rich(f'<p>{STORY}</p><p><b>Lire aussi</b> <a href="https://quai.example/a">Qui paiera ?</a></p>')

    assert [(one.headline, one.url) for one in draft.reads] == [("Qui paiera ?", "https://quai.example/a")]


def test_links_under_a_label_are_read_lines_each():
    draft = rich(
        f"<p>{STORY}</p><p><strong>Related coverage:</strong></p>"
        '<ul><li><a href="https://quay.example/a">Who pays for the gate?</a></li>'
        '<li><a href="https://quay.example/b">Crane four is condemned</a></li></ul>'
        f"<p>{STORY}</p>"
    )

    assert [(one.label, one.headline) for one in draft.reads] == [
        ("RELATED COVERAGE", "Who pays for the gate?"),
        ("RELATED COVERAGE", "Crane four is condemned"),
    ]
    assert draft.notices == ("Related coverage:",)
    assert [piece.kind for piece in draft.pieces] == ["text", "read", "read", "text"]


def test_a_label_over_plain_text_is_text():
    draft = rich(f"<p>{STORY}</p><p>Related coverage:</p><p>{STORY}</p>")

    assert (draft.reads, draft.notices) == ((), ())


NO_READS = [
    "Also in Kelby: The pier stands for 90 years",
    "Also on Monday: The council meets at nine",
    "Read the Room: How Councils Decide",
    "More from the council: It met on Monday",
    "Auch bei Regen: Die Fähre fährt",
    "Mehr auf dem Konto: Die Stadt hat Glück",
    "Más en el puerto: Nadie sabe quién paga",
    "Más información: 555 123 456",
    "Relire : Proust",
    "More: The council has no money",
    "READ MORE",
    "RELATED ARTICLES",
    "MORE ON THE PIER",
    "Read the report and you will see.",
    "Read: a verb of four letters",
    "READ",
    "READ:",
    "READ: all of it, and twice.",
    "Related to the mayor by marriage",
    "Read my lips: no new piers",
    "Related: he is her cousin. They do not speak.",
    "read more: the council's page",
    "Ready: Steady",
    "More: Who pays",
    "Background: the story of the pier",
    "Related – she is his cousin",
    "See: the plan",
]


@pytest.mark.parametrize("line", NO_READS)
def test_a_line_that_begins_with_read_may_be_text(line):
    draft = in_text(line)

    assert kinds(draft) == ["headline", "byline", "text", "text", "text"]


NO_APPEALS = [
    "“Give today,” she said, and “your support matters”.",
    "Become a member.",
    "The club says that your support matters. Become a member, it tells them.",
    "Donate your old boat, the poster said, and support our harbour.",
    "Your support matters.",
]


@pytest.mark.parametrize("line", NO_APPEALS)
def test_an_ending_that_is_somebodys_words_is_text(line):
    draft = pasted_copy.read(f"Council votes for the pier\n\nBy Elin Marsh\n\n{STORY}\n\n{line}")

    assert draft.appeal == ""
    assert kinds(draft) == ["headline", "byline", "text", "text"]


def test_an_appeal_in_the_middle_of_a_story_is_text():
    draft = in_text("Your support matters. Become a member. Give today.")

    assert draft.appeal == ""
    assert kinds(draft) == ["headline", "byline", "text", "text", "text"]


def test_copy_that_is_nothing_but_an_appeal_is_text():
    assert pasted_copy.read("Your support matters. Become a member.").appeal == ""


def test_a_read_line_after_the_appeal_is_still_one():
    draft = pasted_copy.read(
        f"By Elin Marsh\n\n{STORY}\n\nYour support matters. Donate now.\n\nREAD: Who pays"
    )

    assert kinds(draft) == ["byline", "text", "appeal", "read"]


@pytest.mark.parametrize(
    "first",
    ["The council met. It rained.", "Dear Maya,", "Hello", "READ: Who pays", "By the sea", "x" * 200],
)
def test_a_first_line_that_may_be_text_is_no_headline(first):
    assert pasted_copy.read(f"{first}\n\n{STORY}").headline == ""


@pytest.mark.parametrize(
    "ending",
    [
        "Your support matters. Become a member.\n\nThank you.",
        "Your support matters.\n\nWe are five people in one room.\n\nGive today.\n\n© 2026 The Coast Wire",
        "Support independent journalism. Donate today at coast.example.",
        "If you liked this story, please consider making a tax-deductible donation.",
    ],
)
def test_an_appeal_at_the_end_is_left_out_whole(ending):
    draft = pasted_copy.read(f"By Elin Marsh\n\n{STORY}\n\n{ending}")

    assert draft.appeal == ending
    assert draft.parts_left_out == 1


def test_what_closes_a_story_without_an_appeal_is_text():
    draft = pasted_copy.read(f"By Elin Marsh\n\n{STORY}\n\nhttps://coast.example/plan\n\nThank you.")

    assert kinds(draft) == ["byline", "text", "text", "text"]
