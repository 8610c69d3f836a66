"""One hand per change of state: read from the source, so that a second hand cannot slip in."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WRITES = {
    "create", "bulk_create", "get_or_create", "update_or_create", "update", "bulk_update", "delete", "save",
    "acreate", "aupdate", "adelete", "asave",
}  # fmt: skip
EDITIONS = {"Edition", "EditionByline", "EditionTopic", "EditionPhoto", "EditionLink"}
GIFTS = {"Donation", "Payment", "Standing"}
#: Who may write to what: the hand, and how a row of it is called in running code.
HANDS = [
    (EDITIONS, {"edition", "editions"}, "articles/publishing/"),
    (GIFTS, {"donation", "donations", "payment", "payments", "standings"}, "membership/giving/"),
]


def product_files() -> list[Path]:
    found = [path for room in ("newsroom", "articles", "membership") for path in (ROOT / room).rglob("*.py")]
    return [path for path in found if "migrations" not in path.parts]


def writes(source: str, nouns: set[str], words: set[str]) -> list[str]:
    """Calls in the source that write to one of the nouns: `Noun.objects…update(`, `Noun(`, `noun.save(`."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in nouns:
            found.append(ast.unparse(node.func))
        if isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            chain = {part.id for part in ast.walk(node.func) if isinstance(part, ast.Name)}
            chain |= {part.attr for part in ast.walk(node.func.value) if isinstance(part, ast.Attribute)}
            if chain & (nouns | words):
                found.append(ast.unparse(node.func))
    return found


@pytest.mark.parametrize(("nouns", "words", "hand"), HANDS)
def test_nobody_else_writes(nouns, words, hand):
    found = {
        str(path.relative_to(ROOT)): calls
        for path in product_files()
        # A word may mean something else in the other app; and ground makes values, it cannot know models.
        if path.is_relative_to(ROOT / hand.split("/")[0])
        and not path.is_relative_to(ROOT / "membership" / "providers")
        and (calls := writes(path.read_text(), nouns, words))
        and not str(path.relative_to(ROOT)).startswith(hand)
    }

    assert found == {}


@pytest.mark.parametrize(("nouns", "words", "hand"), HANDS)
def test_the_hand_itself_is_seen_to_write(nouns, words, hand):
    files = sorted((ROOT / hand).glob("*.py")) if hand.endswith("/") else [ROOT / hand]

    assert [call for path in files for call in writes(path.read_text(), nouns, words)] != []


@pytest.mark.parametrize(
    "fault",
    [
        "Edition.objects.filter(pk=1).update(closed='')",
        "edition.save()",
        "article.editions.all().delete()",
        "row = Edition(article=article)",
        "EditionByline.objects.bulk_create([])",
        "def f():\n    for edition in x:\n        edition.delete()",
    ],
)
def test_a_second_hand_would_be_seen(fault):
    nouns, words, _hand = HANDS[0]

    assert writes(fault, nouns, words) != []
