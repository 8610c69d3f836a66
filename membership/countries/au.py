"""Australia: a gift to a deductible gift recipient."""

from django.utils.translation import gettext_lazy as _

from membership.countries.rule import Benefits, Block, Detail, Rule, Source

RULE = Rule(
    slug="au",
    name=_("Australia: deductible gift recipient"),
    country="AU",
    sources=(
        Source(
            "Income Tax Assessment Act 1997",
            "section 30-228: content of receipt for gift or contribution",
            "https://www.ato.gov.au/law/view/document?docid=PAC/19970038/30-228",
        ),
        Source("Income Tax Assessment Act 1997", "section 30-15: gifts of $2 or more"),
    ),
    languages=("en",),
    titles={
        "gift": {"en": "Receipt for a gift"},
        "annual": {"en": "Receipt for gifts, {year}"},
        "back": {"en": "Gift returned"},
        "void": {"en": "Receipt void"},
    },
    blocks=(
        Block(
            "status",
            {"en": "This receipt is for a gift to {issuer}, ABN {tax_id}."},
            when=frozenset({"gift"}),
        ),
        Block(
            "status_annual",
            {"en": "This receipt is for gifts to {issuer}, ABN {tax_id}."},
            when=frozenset({"annual"}),
        ),
        Block(
            "goods",
            {"en": "In return you received: {benefit_text}, worth {benefit}."},
            when=frozenset({"benefit"}),
        ),
        Block("closing", {"en": "Gifts of $2 or more are tax deductible."}, place="foot"),
    ),
    details=(Detail("tax_id", _("ABN"), "51 824 753 556", r"\d{2} ?\d{3} ?\d{3} ?\d{3}", {"en": "ABN"}),),
    currency="AUD",
    needs_issuer_address=False,
    # A payment that brings something in return is no gift (TR 2005/13); items 7 and 8 of section 30-15 are
    # not served.
    benefits=Benefits(
        "nothing", source=Source("Taxation Ruling TR 2005/13", "tax deductible gifts: what is a gift")
    ),
    shows_eligible=False,
    keep_years=5,
    keep_source="Income Tax Assessment Act 1936, section 262A: five years.",
)
