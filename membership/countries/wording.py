"""The sentences of a receipt: ours by default, the newsroom's where it has written its own."""

import re
from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from membership.countries.rule import Block, Place, Rule, Token

#: What a sentence may name in braces, beside the details of the rule.
PLACES = frozenset({
    "issuer", "donor", "number", "amount", "eligible", "benefit", "benefit_text", "gift_aid", "date",
    "from", "to", "year", "words", "method",
})  # fmt: skip
_MARK = re.compile(r"^\s*\[([a-z_]+)\]\s*$", re.MULTILINE)
_PLACE = re.compile(r"\{([a-z_]+)\}")


class UnknownRule(ValueError):
    """There is no rule of that name. The message is a sentence for staff."""

    def __init__(self, slug: str, known: Collection[str]) -> None:
        said = _("“%(slug)s” is no rule for receipts. Choose one of: %(known)s.")
        super().__init__(said % {"slug": slug, "known": ", ".join(known)})


def parse(text: str) -> dict[str, str]:
    """The newsroom's wording by block: what stands under “[goods]” is for that block, what stands under no
    mark takes the place of the standard statement."""
    parts = _MARK.split(text)
    found = {"status": parts[0].strip()}
    for key, words in zip(parts[1::2], parts[2::2], strict=True):
        found[key] = words.strip()
    return {key: words for key, words in found.items() if words}


def language_of(rule: Rule, wanted: str) -> str:
    """The language the paper is written in: the wanted one where we have the rule in it, else its first."""
    short = wanted.split("-", maxsplit=1)[0].lower()
    return short if short in rule.languages else rule.languages[0]


def text_of(block: Block, language: str, own: Mapping[str, str]) -> str:
    """What the block says before its places are filled; empty where nobody has written it."""
    base = block.key.removesuffix("_annual")
    return own.get(block.key) or own.get(base) or block.text.get(language, "")


def said(
    rule: Rule, language: str, own: Mapping[str, str], tokens: Collection[Token], values: Mapping[str, str]
) -> list[tuple[Place, str]]:
    """(place, sentence) for every block whose conditions hold, in the rule's order."""
    found = []
    for block in rule.blocks:
        text = text_of(block, language, own)
        if text and block.when <= set(tokens):
            found.append((block.place, _spaced(fill(text, values), language)))
    return found


def _spaced(text: str, language: str) -> str:
    """French sets a space that does not break before a colon and its like."""
    return re.sub(r" (?=[:;!?])", "\N{NO-BREAK SPACE}", text) if language == "fr" else text


def fill(text: str, values: Mapping[str, str]) -> str:
    """Only plain names are filled: a text from a form reaches no attribute of anything."""
    return _PLACE.sub(lambda match: values.get(match[1], match[0]), text)


def unknown_places(rule: Rule, own: Mapping[str, str]) -> list[str]:
    """Names in braces that nothing will fill, as the newsroom wrote them."""
    known = PLACES | {detail.key for detail in rule.details}
    return sorted({name for text in own.values() for name in _PLACE.findall(text)} - known)


def unknown_blocks(rule: Rule, own: Mapping[str, str]) -> list[str]:
    """Marks that this rule has no block for."""
    known = {block.key for block in rule.blocks} | {"status"}
    return sorted(set(own) - known)
