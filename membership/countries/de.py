"""Germany: Zuwendungsbestätigung über Geldzuwendungen.

The wording is binding and its order may not be changed, so it is not written here: the newsroom pastes the
passages of the current model as they are, under [head], [status] and [foot] (and [annual] for a
Sammelbestätigung), and this rule puts them in their place on one A4 page. Order: issuer, [head], donor,
amount in figures and words, day of the gift, [status] (waiver of expenses yes or no, the tax office's
notice, use for the purpose), place, date, signature, [foot] (liability, and how old the notice may be). The
page carries no thanks and no advertising.
"""

from django.utils.translation import gettext_lazy as _

from membership.countries.rule import Benefits, Block, Detail, Rule, Source
from membership.money import Money

DATE = r"\d{4}-\d{2}-\d{2}"

RULE = Rule(
    slug="de",
    name=_("Germany: Zuwendungsbestätigung"),
    country="DE",
    sources=(
        Source(
            "Einkommensteuer-Durchführungsverordnung",
            "§ 50: official model; (4) up to €300 a bank record will do",
        ),
        Source(
            "BMF-Schreiben vom 7. November 2013, IV C 4 - S 2223/07/0018 :005",
            "binding models and their order",
        ),
        Source(
            "BMF-Schreiben vom 6. Februar 2017, IV C 4 - S 2223/07/0012",
            "sent as a file that cannot be written to",
        ),
        Source("Abgabenordnung", "§ 63 (5): how old the tax office’s notice may be"),
    ),
    languages=("de",),
    titles={
        "gift": {"de": "Bestätigung über Geldzuwendungen"},
        "annual": {"de": "Sammelbestätigung über Geldzuwendungen"},
        "back": {"de": "Zuwendung zurückgezahlt"},
        "void": {"de": "Bestätigung ungültig"},
    },
    blocks=(
        Block("head", {}, place="head", binding=True),
        Block("annual", {}, when=frozenset({"annual"}), binding=True),
        Block("status", {}, binding=True),
        Block("foot", {}, place="foot", binding=True),
    ),
    details=(
        Detail("tax_id", _("tax number (Steuernummer)"), "21/815/08150", r"[\d/ ]{10,14}"),
        Detail("tax_office", _("tax office (Finanzamt)"), "Hamburg-Nord"),
        Detail("notice_kind", _("kind of notice (freistellung or 60a)"), "freistellung", r"freistellung|60a"),
        Detail("notice_date", _("date of the tax office’s notice"), "2025-03-14", DATE),
        Detail("purpose", _("purpose in the words of the notice"), "Förderung der Volks- und Berufsbildung"),
        Detail("place_of_issue", _("place of issue"), "Hamburg"),
        Detail("signatory", _("name of whoever signs"), "Ada Lisle, Vorstand"),
    ),
    currency="EUR",
    only_currency=True,
    needs_address="above",
    address_above=Money(300_00, "EUR"),
    address=("street", "postcode", "town"),
    benefits=Benefits("nothing", source=Source("Einkommensteuergesetz", "§ 10b: a gift has no counterpart")),
    shows_eligible=False,
    in_words=True,
    signed=True,
    place_of_issue=True,
    one_page=True,
    # BMF 7 November 2013: the collective receipt declares that no others were issued for these gifts.
    once=True,
    # A list names the kind of each gift, and whether it is expenses that were waived: here it never is.
    line_note={"de": "Geldzuwendung, kein Verzicht auf Erstattung"},
    keep_years=10,
    keep_source="EStDV § 50 (7) with AO § 147; ten years is on the safe side.",
)
