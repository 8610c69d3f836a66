"""Canada: the official donation receipt of a registered charity or qualified donee."""

from django.utils.translation import gettext_lazy as _

from membership.countries.rule import Benefits, Block, Detail, Rule, Source

RULE = Rule(
    slug="ca",
    name=_("Canada: official donation receipt"),
    country="CA",
    sources=(
        Source("Income Tax Regulations", "section 3501: contents of receipts"),
        Source(
            "Canada Revenue Agency, Issuing complete and accurate donation receipts",
            "checklist for gifts of cash",
            "https://www.canada.ca/en/revenue-agency/services/charities-giving/charities/checklists-charities/"
            "issuing-complete-accurate-donation-receipts.html",
        ),
    ),
    languages=("en", "fr"),
    titles={
        "gift": {
            "en": "Official receipt for income tax purposes",
            "fr": "Reçu officiel aux fins de l’impôt sur le revenu",
        },
        "annual": {
            "en": "Official receipt for income tax purposes, {year}",
            "fr": "Reçu officiel aux fins de l’impôt sur le revenu, {year}",
        },
        "back": {"en": "Gift returned", "fr": "Don remboursé"},
        "void": {"en": "Official receipt cancelled", "fr": "Reçu officiel annulé"},
    },
    blocks=(
        Block(
            "status",
            {
                "en": "{issuer}, registration number {tax_id}, received this as a gift.",
                "fr": "{issuer}, numéro d’enregistrement {tax_id}, a reçu ce montant à titre de don.",
            },
        ),
        Block(
            "goods",
            {
                "en": "Advantage received in return: {benefit_text}. Its value is {benefit}.",
                "fr": "Avantage reçu en contrepartie : {benefit_text}. Sa valeur est de {benefit}.",
            },
            when=frozenset({"benefit"}),
        ),
        Block(
            "token",
            {
                "en": "What was received in return ({benefit_text}) is too small to count as an advantage.",
                "fr": "Ce qui a été reçu en retour ({benefit_text}) est trop minime pour compter comme "
                "avantage.",
            },
            when=frozenset({"token"}),
        ),
        Block(
            "agency",
            {
                "en": "Canada Revenue Agency: canada.ca/charities-giving",
                "fr": "Agence du revenu du Canada : canada.ca/organismes-bienfaisance-dons",
            },
            place="foot",
        ),
    ),
    details=(
        Detail(
            "tax_id",
            _("CRA registration number"),
            "123456789 RR 0001",
            r"\d{9} ?RR ?\d{4}",
            {"en": "Registration number", "fr": "Numéro d’enregistrement"},
        ),
        Detail("place_of_issue", _("place of issue"), "Halifax, Nova Scotia"),
        Detail("signatory", _("name of whoever signs"), "Ada Lisle, treasurer"),
    ),
    currency="CAD",
    only_currency=True,
    needs_address="always",
    address=("street", "postcode", "town", "country"),
    # ITA s. 248(30) and (32): more than 80 % is no gift. CRA: up to the lesser of 10 % and $75 is too little
    # to count.
    benefits=Benefits(
        "subtracted",
        bands=((None, 10),),
        cap=75_00,
        most_percent=80,
        source=Source("Income Tax Act", "section 248(30)–(32); CRA, Split receipting"),
    ),
    signed=True,
    place_of_issue=True,
    # Income Tax Regulations, section 3501: one official receipt for a gift, under a serial number of its own.
    once=True,
    sheet="Letter",
    keep_years=2,
    keep_source=(
        "Income Tax Regulations, section 5800: two years from the end of the calendar year of the gift."
    ),
)
