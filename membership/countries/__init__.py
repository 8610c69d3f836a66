"""What a receipt must say, country by country. Data with its sources; never legal advice."""

from membership.countries import au, ca, de, fr, plain, uk_gift_aid, us_501c3, us_taxed
from membership.countries.parties import Donor, Issuer
from membership.countries.problems import problems
from membership.countries.required_particulars import Ask, asked_of_donor
from membership.countries.rule import Rule
from membership.countries.wording import UnknownRule

RULES: dict[str, Rule] = {
    module.RULE.slug: module.RULE for module in (plain, us_501c3, us_taxed, uk_gift_aid, ca, au, de, fr)
}


def rule(slug: str) -> Rule:
    """The rule of that name. Raises UnknownRule with a sentence for staff."""
    if slug not in RULES:
        raise UnknownRule(slug, sorted(RULES))
    return RULES[slug]


def choices() -> list[tuple[str, str]]:
    """For the form where the newsroom says which rule its receipts follow."""
    return [(slug, str(one.name)) for slug, one in RULES.items()]
