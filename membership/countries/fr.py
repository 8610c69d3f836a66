"""France: reçu fiscal, after the model of form 2041-RD (Cerfa 11580)."""

from django.utils.translation import gettext_lazy as _

from membership.countries.rule import Benefits, Block, Detail, Rule, Source

RULE = Rule(
    slug="fr",
    name=_("France: reçu fiscal"),
    country="FR",
    sources=(
        Source("Code général des impôts", "articles 200, 238 bis and 978: who may deduct"),
        Source("Formulaire 2041-RD (Cerfa 11580)", "model of the receipt; a design of one’s own is allowed"),
        Source(
            "BOFiP, BOI-IR-RICI-250-40",
            "what has to stand on it: number, full address, amount in figures and words, date, signature",
            "https://bofip.impots.gouv.fr/bofip/5874-PGP.html",
        ),
    ),
    languages=("fr",),
    titles={
        "gift": {"fr": "Reçu au titre des dons"},
        "annual": {"fr": "Reçu au titre des dons, {year}"},
        "back": {"fr": "Don remboursé"},
        "void": {"fr": "Reçu annulé"},
    },
    blocks=(
        Block("object", {"fr": "Objet de l’organisme : {object}"}, place="head"),
        Block("form", {"fr": "Forme du don : don manuel. Nature : numéraire. Mode de versement : {method}."}),
        Block(
            "status",
            {
                "fr": "{issuer} certifie sur l’honneur que la somme ci-dessus ouvre droit à la réduction "
                "d’impôt prévue à l’article {cgi_article} du code général des impôts."
            },
        ),
        Block(
            "token",
            {"fr": "Contrepartie remise : {benefit_text}, d’une valeur de {benefit}."},
            when=frozenset({"token"}),
        ),
        Block(
            "goods",
            {"fr": "Contrepartie remise : {benefit_text}, d’une valeur de {benefit}."},
            when=frozenset({"benefit"}),
        ),
    ),
    details=(
        Detail(
            "tax_id",
            _("SIREN or RNA number"),
            "W123456789",
            r"\d{3} ?\d{3} ?\d{3}|W\d{9}",
            {"fr": "SIREN ou RNA"},
        ),
        Detail("object", _("object of the organisation"), "Informer les habitants du littoral"),
        Detail("cgi_article", _("article of the CGI"), "200", r"200|238 bis|978|200 et 238 bis"),
        Detail("signatory", _("name and office of whoever signs"), "Ada Lisle, trésorière"),
    ),
    currency="EUR",
    only_currency=True,
    needs_address="always",
    address=("street", "postcode", "town", "country"),
    # At most a quarter of the gift, and a sum that is set anew every five years (CGI, ann. II;
    # BOI-IR-RICI-250-20).
    benefits=Benefits(
        "nothing",
        bands=((None, 25),),
        caps={2016: 69_00, 2021: 73_00},
        caps_hold=5,
        source=Source("BOFiP, BOI-IR-RICI-250-20", "III-D: counterparts of small value"),
    ),
    shows_eligible=False,
    in_words=True,
    signed=True,
    keep_years=6,
    keep_source="Livre des procédures fiscales, article L. 102 E: six years.",
)
