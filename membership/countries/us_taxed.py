"""United States: a newsroom that is no charity. What it is given is support, and nobody may deduct it."""

from django.utils.translation import gettext_lazy as _

from membership.countries.rule import Block, Rule, Source

RULE = Rule(
    slug="us_taxed",
    name=_("United States: not deductible"),
    country="US",
    sources=(
        Source("26 U.S.C. § 170(c)", "to whom a contribution must be made to be deductible"),
        Source("26 U.S.C. § 6113", "what those say who solicit and are not under section 170(c)"),
    ),
    languages=("en",),
    titles={
        "gift": {"en": "Receipt for your contribution"},
        "annual": {"en": "Your contributions in {year}"},
        "back": {"en": "Contribution returned"},
        "void": {"en": "Receipt void"},
    },
    blocks=(
        Block(
            "status",
            {
                "en": "Contributions to {issuer} are not deductible as charitable contributions for federal "
                "income tax purposes."
            },
        ),
        Block(
            "goods",
            {"en": "In return you received: {benefit_text}. Its value is {benefit}."},
            when=frozenset({"benefit"}),
        ),
        Block("closing", {"en": "Thank you for your support."}, place="foot"),
    ),
    currency="USD",
    deductible=False,
    shows_eligible=False,
    sheet="Letter",
    keep_years=7,
    keep_source=(
        "Longer than the period of limitations (IRS Publication 4221-PC); seven years is common practice."
    ),
)
