"""United Kingdom: a charity or CASC that reclaims tax on gifts with a declaration. See gift_aid.py for the
claim."""

from django.utils.translation import gettext_lazy as _

from membership.countries.rule import Benefits, Block, Detail, Rule, Source

RULE = Rule(
    slug="uk_gift_aid",
    name=_("United Kingdom: Gift Aid"),
    country="GB",
    sources=(
        Source("Income Tax Act 2007", "sections 413–430: Gift Aid, declarations, benefits"),
        Source(
            "The Donations to Charity by Individuals (Appropriate Declarations) Regulations 2016",
            "SI 2016/1195",
        ),
        Source(
            "HMRC, Gift Aid declarations: claiming tax back on donations",
            "what a declaration says and how long it is kept",
            "https://www.gov.uk/claim-gift-aid/gift-aid-declarations",
        ),
    ),
    languages=("en",),
    titles={
        "gift": {"en": "Receipt for your donation"},
        "annual": {"en": "Your donations in {year}"},
        "back": {"en": "Donation returned"},
        "void": {"en": "Receipt void"},
    },
    blocks=(
        Block("status", {"en": "{issuer} is a charity, number {tax_id}."}),
        Block(
            "declared",
            {
                "en": "You asked us to treat this as Gift Aid. {issuer} can reclaim 25p of tax on every £1 "
                "that you gave: {gift_aid} on {eligible}."
            },
            when=frozenset({"declared"}),
        ),
        Block(
            "tax",
            {
                "en": "If you pay less Income Tax and Capital Gains Tax in a tax year than the Gift Aid "
                "claimed on "
                "all your donations in it, it is your responsibility to pay the difference. Tell us if "
                "your name, your address or your tax changes, or if you want to cancel your declaration."
            },
            when=frozenset({"declared"}),
        ),
        Block(
            "goods",
            {"en": "In return you received: {benefit_text}, worth {benefit}."},
            when=frozenset({"benefit"}),
        ),
        Block(
            "token",
            {"en": "In return you received: {benefit_text}, worth {benefit}, which Gift Aid allows."},
            when=frozenset({"token"}),
        ),
        Block("closing", {"en": "Thank you."}, place="foot"),
    ),
    details=(
        Detail(
            "tax_id",
            _("charity number"),
            "1123456",
            r"\d{6,8}|SC\d{6}|NIC\d{6}|[A-Z]{2}\d{4,6}",
            {"en": "Charity number"},
        ),
    ),
    currency="GBP",
    needs_address="declared",
    address=("street", "postcode"),
    declaration=True,
    # ITA 2007 s. 418 as amended by FA 2019: 25 % of the first £100 and 5 % of the rest, at most £2,500 a
    # year.
    benefits=Benefits(
        "nothing",
        bands=((100_00, 25), (None, 5)),
        cap=2_500_00,
        source=Source("Income Tax Act 2007", "section 418; HMRC guidance on charities, chapter 3.19"),
    ),
    shows_eligible=False,
    keep_years=6,
    keep_source="Six years after the last donation that a declaration covers (HMRC, chapter 3).",
)
