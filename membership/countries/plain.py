"""A confirmation that money was received, for a newsroom in no country that is listed here."""

from django.utils.translation import gettext_lazy as _

from membership.countries.rule import Block, Detail, Rule, Source

RULE = Rule(
    slug="plain",
    name=_("Plain confirmation"),
    country="",
    sources=(Source("No statute", "a confirmation of payment that claims nothing about taxes"),),
    languages=("en", "de", "fr"),
    titles={
        "gift": {"en": "Receipt for your gift", "de": "Beleg über Ihre Spende", "fr": "Reçu de votre don"},
        "annual": {"en": "Your gifts in {year}", "de": "Ihre Spenden {year}", "fr": "Vos dons en {year}"},
        "back": {"en": "Gift returned", "de": "Spende zurückgezahlt", "fr": "Don remboursé"},
        "void": {"en": "Receipt void", "de": "Beleg ungültig", "fr": "Reçu annulé"},
    },
    blocks=(
        Block(
            "status",
            {
                "en": "This confirms that {issuer} received the amount above. It makes no statement about "
                "taxes.",
                "de": "{issuer} bestätigt den Eingang des oben genannten Betrags. Dieser Beleg sagt nichts "
                "über eine steuerliche Abziehbarkeit.",
                "fr": "{issuer} confirme avoir reçu le montant ci-dessus. Ce reçu n’ouvre pas droit par "
                "lui-même à une réduction d’impôt.",
            },
        ),
        Block(
            "goods",
            {
                "en": "In return you received: {benefit_text}, worth {benefit}.",
                "de": "Gegenleistung: {benefit_text} im Wert von {benefit}.",
                "fr": "Contrepartie reçue : {benefit_text}, d’une valeur de {benefit}.",
            },
            when=frozenset({"benefit"}),
        ),
        Block("closing", {"en": "Thank you.", "de": "Vielen Dank.", "fr": "Merci."}, place="foot"),
    ),
    details=(
        Detail(
            "tax_id",
            _("registration number"),
            on_paper={"en": "Registration number", "de": "Registernummer", "fr": "Numéro d’enregistrement"},
            required=False,
        ),
    ),
    needs_issuer_address=False,
    deductible=False,
    shows_eligible=False,
    keep_years=10,
    keep_source="The longest span of the countries listed here; ask your accountant for yours.",
)
