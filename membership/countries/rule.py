"""What a receipt must say in a country: data, with the publication that asks for it beside it.

Never legal advice: the newsroom edits the wording and has the result checked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.utils.functional import Promise

from membership.money import Money

Address = Literal["never", "above", "declared", "always"]
Place = Literal["head", "body", "foot"]
Kind = Literal["gift", "annual", "back", "void"]
#: What a sentence may depend on. A block is said when all of its tokens hold.
Token = Literal[
    "gift", "annual", "plain", "benefit", "token", "quid_pro_quo", "declared", "sponsored", "notice",
    "determined",
]  # fmt: skip
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    title: str
    section: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """Something about the issuing organisation that the receipt must say. `shape`: a pattern it has to
    fit."""

    key: str
    label: str | Promise
    example: str = ""
    shape: str = ""
    #: How it is called on the paper, by language; empty where a sentence says it.
    on_paper: Texts = field(default_factory=dict)
    required: bool = True


@dataclass(frozen=True, slots=True)
class Block:
    """A sentence of the paper, by language, with {places} to fill. Without a text of ours it is the
    newsroom's to paste (`binding`: the authority's own words, which may not be changed)."""

    key: str
    text: Texts
    place: Place = "body"
    when: frozenset[Token] = frozenset()
    binding: bool = False


@dataclass(frozen=True, slots=True)
class Benefits:
    """How what a donor gets in return counts.

    `bands`: percent of the gift up to that many minor units (None: without end), added up as in a tax table;
    with `caps` by year (minor units) the limit that is let pass. Above it the value is subtracted, or
    nothing of the gift is eligible.
    """

    above: Literal["subtracted", "nothing"]
    bands: tuple[tuple[int | None, int], ...] = ()
    caps: Mapping[int, int] = field(default_factory=dict)
    #: For how many years a figure holds before the authority sets a new one.
    caps_hold: int = 1
    #: A cap that holds in every year.
    cap: int | None = None
    #: Where a benefit may make up at most that percent of what was paid for it to be a gift at all.
    most_percent: int = 100
    #: By year: the least payment, and the most that the token item may cost.
    tokens: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    slug: str
    name: str | Promise
    #: ISO 3166 code; empty for the plain receipt.
    country: str
    sources: tuple[Source, ...]
    languages: tuple[str, ...]
    titles: Mapping[Kind, Texts]
    blocks: tuple[Block, ...]
    details: tuple[Detail, ...] = ()
    #: In which currency receipts have to be written; thresholds and limits are in it. Empty: in any.
    currency: str = ""
    only_currency: bool = False
    needs_address: Address = "never"
    #: With "above": from more than this amount on.
    address_above: Money | None = None
    #: Which fields of an address, by the names of Donor.
    address: tuple[str, ...] = ()
    needs_issuer_address: bool = True
    declaration: bool = False
    #: Above this amount a payment that buys something in part needs the disclosure.
    quid_pro_quo_above: Money | None = None
    benefits: Benefits = Benefits("subtracted")
    deductible: bool = True
    shows_eligible: bool = True
    in_words: bool = False
    signed: bool = False
    place_of_issue: bool = False
    one_page: bool = False
    #: A gift is certified once only, so the paper of a year takes the place of the single ones. Elsewhere it
    #: sums them up and says so.
    once: bool = False
    #: What has to stand beside each gift of a list.
    line_note: Texts = field(default_factory=dict)
    sheet: Literal["A4", "Letter"] = "A4"
    #: How many years copies are kept, and who says so.
    keep_years: int = 6
    keep_source: str = ""
