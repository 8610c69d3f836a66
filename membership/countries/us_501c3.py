"""United States: a charity under section 501(c)(3), or the fiscal sponsor that receives for a newsroom."""

from django.utils.translation import gettext_lazy as _

from membership.countries.rule import Benefits, Block, Detail, Rule, Source
from membership.money import Money

EIN = r"\d{2}-\d{7}"

RULE = Rule(
    slug="us_501c3",
    name=_("United States: 501(c)(3)"),
    country="US",
    sources=(
        Source("26 U.S.C. § 170(f)(8)", "written acknowledgment of a gift of $250 or more"),
        Source("26 C.F.R. § 1.170A-13(f)", "what the acknowledgment says, and when it is too late"),
        Source("26 U.S.C. § 170(f)(17)", "a record with name, date and amount for every gift in money"),
        Source("26 U.S.C. § 6115", "disclosure where more than $75 is paid partly for goods or services"),
        Source(
            "IRS Publication 1771",
            "Charitable Contributions: Substantiation and Disclosure Requirements",
            "https://www.irs.gov/pub/irs-pdf/p1771.pdf",
        ),
    ),
    languages=("en",),
    titles={
        "gift": {"en": "Receipt for your gift"},
        "annual": {"en": "Your gifts in {year}"},
        "back": {"en": "Gift returned"},
        "void": {"en": "Receipt void"},
    },
    blocks=(
        Block(
            "status",
            {
                "en": "{issuer} is a nonprofit organization described in section 501(c)(3) of the Internal "
                "Revenue Code, EIN {tax_id}."
            },
        ),
        Block(
            "sponsor",
            {"en": "The gift supports {project}, a project of {issuer}, which received it."},
            when=frozenset({"sponsored"}),
        ),
        Block(
            "no_goods",
            {"en": "No goods or services were provided in exchange for the contribution."},
            when=frozenset({"gift", "plain"}),
        ),
        Block(
            "no_goods_annual",
            {"en": "No goods or services were provided in exchange for any of these contributions."},
            when=frozenset({"annual", "plain"}),
        ),
        Block(
            "token",
            {
                "en": "What you received in return ({benefit_text}) is of insubstantial value under the "
                "guidelines of the Internal Revenue Service and does not lower the deductible amount."
            },
            when=frozenset({"token"}),
        ),
        Block(
            "goods",
            {
                "en": "In return you received: {benefit_text}. Our good-faith estimate of the value is "
                "{benefit}."
            },
            when=frozenset({"benefit"}),
        ),
        Block(
            "disclosure",
            {
                "en": "For federal income tax purposes, the deductible amount is limited to what you paid in "
                "excess of that value: {eligible}."
            },
            when=frozenset({"quid_pro_quo"}),
        ),
        Block("closing", {"en": "Please keep this receipt for your tax records."}, place="foot"),
    ),
    details=(
        Detail("tax_id", _("EIN"), "12-3456789", EIN, {"en": "EIN"}),
        Detail(
            "project", _("name of the newsroom, if you receive for one"), "The Harbour Ledger", required=False
        ),
    ),
    currency="USD",
    quid_pro_quo_above=Money(75_00, "USD"),
    benefits=Benefits(
        "subtracted",
        bands=((None, 2),),
        # Rev. Proc. 2023-34 and 2024-40, section “Insubstantial benefits”. Each year is looked up anew and
        # added here.
        caps={2024: 132_00, 2025: 136_00},
        tokens={2024: (66_00, 13_20), 2025: (68_00, 13_60)},
        source=Source(
            "Rev. Proc. 90-12, figures by year in Rev. Proc. 2023-34 and 2024-40", "insubstantial benefits"
        ),
    ),
    sheet="Letter",
    keep_years=7,
    keep_source=(
        "Longer than the period of limitations (IRS Publication 4221-PC); seven years is common practice."
    ),
)
